import type { Moment, Sent, What } from '../../shell/merge/moment.ts'
import type { Track } from '../../shell/merge/track.ts'

export const START = 1_700_000_000_000

/** An event of a node's, at so many milliseconds, of which these messages came. */
export interface Scene {
  readonly at: number
  readonly what?: What
  readonly sends?: ReadonlyArray<Pick<Sent, 'message'> & { readonly to?: string; readonly address?: string }>
}

export const receipt = (from: string, sequence: number, message: Sent['message'] = 'Prune'): What => ({
  _tag: 'Received',
  ...{ from, boot: 1, sequence, message, rumor: null },
})

export const prune = (to: string) => ({ message: 'Prune', to }) as const

export const probe = (address: string) => ({ message: 'Probe', address }) as const

/** A life that is recorded for half a minute, and what was seen in it. */
export const track = (
  id: string,
  scenes: ReadonlyArray<Scene>,
  boot = 1,
  [begins, ends] = [0, 30_000],
): Track => {
  const sent: Sent[] = []
  const moments = scenes.map(({ at, what = { _tag: 'Woke' }, sends = [] }, place): Moment => {
    for (const { message, to = null, address = null } of sends)
      sent.push({
        sequence: sent.length + 1,
        n: place + 1,
        wall: START + at,
        message,
        rumor: null,
        to,
        address,
      })
    return { n: place + 1, wall: START + at, what, notices: [] }
  })
  const stretch = { begins: START + begins, ends: START + ends, sent: sent.length }
  return { id, boot, moments, sent, stretches: [stretch] }
}
