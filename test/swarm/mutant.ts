import { type Effect, type Event, type Message, type State, step } from '../../core/index.ts'

/** A node that breaks one rule of the protocol. */
type Mutant = typeof step

const isReceived = (event: Event, tag: Message['_tag']): boolean =>
  event._tag === 'Received' && event.message._tag === tag

const isSent = (effect: Effect, tag: Message['_tag']): boolean =>
  effect._tag === 'Send' && effect.message._tag === tag

const isAboutInView = (effect: Effect): boolean =>
  effect._tag === 'Notify' &&
  (effect.notice._tag === 'ArcAdded' || effect.notice._tag === 'ArcRemoved') &&
  effect.notice.view === 'InView'

const after =
  (
    change: (
      before: State,
      event: Event,
      next: State,
      effects: ReadonlyArray<Effect>,
    ) => readonly [State, ReadonlyArray<Effect>],
  ): Mutant =>
  (state, event) =>
    change(state, event, ...step(state, event))

/** Heartbeats prove no arc. */
export const unmoved: Mutant = after((before, event, next, effects) =>
  isReceived(event, 'Heartbeat') && next.inView.length >= before.inView.length
    ? [{ ...next, inView: before.inView }, effects.filter((effect) => !isAboutInView(effect))]
    : [next, effects],
)

/** A rumor that was seen is as good as new. */
export const forgetful: Mutant = after((before, event, next, effects) => [
  isReceived(event, 'Rumor') ? { ...next, seen: before.seen } : next,
  effects,
])

/** Acknowledges copies of subscriptions, and loses them. */
export const careless: Mutant = after((before, event, next, effects) =>
  isReceived(event, 'Forwarded')
    ? [
        {
          ...next,
          partialView: before.partialView,
          handover: { ...next.handover, pending: before.handover.pending },
        },
        effects.filter((effect) => effect._tag === 'Alarm' || isSent(effect, 'Acknowledge')),
      ]
    : [next, effects],
)

/** Passes a rumor on to all members but one. */
export const stingy: Mutant = after((_before, event, next, effects) => {
  const last = isReceived(event, 'Rumor')
    ? effects.filter((effect) => isSent(effect, 'Rumor')).at(-1)
    : undefined
  return [next, effects.filter((effect) => effect !== last)]
})

/** Forgets to look for a contact where nobody holds it any more. */
export const patient: Mutant = after((before, event, next, effects) =>
  event._tag === 'Woke' && before.phase._tag === 'Member' && next.phase._tag === 'Searching'
    ? [{ ...next, phase: before.phase }, effects.filter(({ _tag }) => _tag === 'Alarm')]
    : [next, effects],
)

/** Answers no heartbeat. */
export const mute: Mutant = after((_before, _event, next, effects) => [
  next,
  effects.filter((effect) => !isSent(effect, 'Answer')),
])

/** Looks for nobody in the stead of a member that is down. */
export const resigned: Mutant = after((_before, _event, next, effects) => [
  { ...next, replacements: [] },
  effects,
])

const isAboutSilent = (effect: Effect): boolean =>
  effect._tag === 'Notify' &&
  (effect.notice._tag === 'Down' ||
    (effect.notice._tag === 'ArcRemoved' && effect.notice.because === 'silent'))

/** Keeps members that are down. */
export const faithful: Mutant = after((before, _event, next, effects) => {
  const down = effects.flatMap((effect) =>
    effect._tag === 'Notify' && effect.notice._tag === 'Down' ? [effect.notice.peer.id] : [],
  )
  const kept = before.partialView.filter(({ id }) => down.includes(id))
  const partialView = [...kept, ...next.partialView]
  return [{ ...next, partialView }, effects.filter((effect) => !isAboutSilent(effect))]
})

/** Forgets whom it has found down. */
export const credulous: Mutant = after((_before, _event, next, effects) => {
  const remembered = next.healing.remembered.map((known) => ({ ...known, fate: 'seen' as const }))
  return [{ ...next, healing: { ...next.healing, remembered } }, effects]
})

/** Probes nobody, and answers no probe. */
export const unforgiving: Mutant = after((_before, _event, next, effects) => [
  next,
  effects.filter(
    (effect) =>
      !isSent(effect, 'Alive') &&
      !isSent(effect, 'Probe') &&
      !(effect._tag === 'Dial' && effect.message._tag === 'Probe'),
  ),
])

/** Sees what others lack, and pushes nothing. */
export const selfish: Mutant = after((_before, event, next, effects) => [
  next,
  isReceived(event, 'Digest') ? effects.filter((effect) => !isSent(effect, 'Rumor')) : effects,
])

/** Takes each fragment for a message. */
export const hasty: Mutant = (state, event) =>
  event._tag === 'Received' && event.message._tag === 'Rumor'
    ? step(state, { ...event, message: { ...event.message, part: 0, parts: 1 } })
    : step(state, event)
