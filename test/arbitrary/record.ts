import fc from 'fast-check'

/** Records as programs make them; those of fast-check have no prototype unless asked, which a clone would add. */
export const record = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true })
