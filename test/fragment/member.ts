import { type Config, type ConfigInput, fragmentLimit, type Rumor, type State } from '../../core/index.ts'
import { ask, hear, sent, told } from '../arbitrary/say.ts'
import { origin, rumor } from '../eager/member.ts'
import { configWith, memberOf, NOW, names } from '../suspicion/member.ts'

export const configFor = (input: ConfigInput = {}): Config =>
  configWith({ datagramLimit: 576, payloadLimit: 3_000, ...input })

export const receiver = (config: Config = configFor(), slices: Partial<State> = {}): State =>
  memberOf(config, names(2, 'm'), names(2, 'h'), slices)

/** Bytes that tell their places apart. */
export const bytes = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed + (at >> 8)) & 255)

/** The rumors by which a payload travels, as the first member of `origin` gets them. */
export const published = (payload: Uint8Array, config = configFor(), start = 0): ReadonlyArray<Rumor> => {
  const author = receiver(config, { published: start })
  const [, effects] = ask(author, { _tag: 'Publish', payload })
  return sent(effects, 'Rumor')
    .filter(({ to }) => to === 'm:0')
    .map(({ message }) => ({ ...message, origin }))
}

/** Fragment `part` of a message of `parts`, whose first one has number `first`. */
export const fragment = (
  part: number,
  parts = 3,
  changes: Partial<Rumor> & { readonly first?: number } = {},
): Rumor => {
  const { first = 1, ...rest } = changes
  return rumor({ sequence: first + part, part, parts, payload: bytes(100, part), eager: false, ...rest })
}

/** What becomes of a node that hears these, one after the other, at once. */
export const heard = (state: State, rumors: ReadonlyArray<Rumor>, at = NOW): ReturnType<typeof hear> =>
  rumors.reduce<ReturnType<typeof hear>>(
    ([before, effects], message) => {
      const [next, more] = hear(before, names(1, 'h')[0] ?? before.self.id, message, { at })
      return [next, [...effects, ...more]]
    },
    [state, []],
  )

export const delivered = (effects: Parameters<typeof told>[0]) => told(effects, 'Delivered')

export const dropped = (effects: Parameters<typeof told>[0]) =>
  told(effects, 'Dropped').map(({ reason, about }) => [
    reason,
    about !== null && 'sequence' in about ? about.sequence : null,
  ])

export { fragmentLimit, NOW, origin }
