/** The objects of JSON Lines. */
export const objectsOf = (out: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
