import type { Config } from '../core/config.ts'
import { type BarReason, makeBars } from './barred.ts'
import type { Clock, MakeAlarm, Receiver } from './capability.ts'
import { generalAllowance, makeGate } from './gate.ts'
import type { Loop } from './loop.ts'
import { dropped } from './notice.ts'
import { type Identity, makeReceiver, type Watch } from './traffic.ts'

interface EntranceOptions extends Identity {
  readonly config: Config
  readonly clock: Clock
  readonly makeAlarm: MakeAlarm
}

/** Where datagrams come in, are kept out, or are missed. */
export interface Entrance extends Pick<Receiver, 'arrived' | 'barred' | 'lost'> {
  readonly close: () => void
}

export const makeEntrance = (options: EntranceOptions, watch: Watch, post: Loop['post']): Entrance => {
  const { config, clock, makeAlarm } = options
  const bars = makeBars(clock, makeAlarm, watch.announce)
  const barred = (reason: BarReason, times = 1): void => {
    watch.tally.barred(reason, times)
    bars.bar(reason, times)
  }
  const gate = makeGate(generalAllowance(config), clock)
  return {
    arrived: makeReceiver(options, { ...watch, barred }, { config, gate }, post),
    barred,
    lost: (reason) => watch.announce(dropped(reason, options.self)),
    close: bars.close,
  }
}
