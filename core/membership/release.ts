import type { Received } from '../event.ts'
import type { Release } from '../message.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { hand, kept } from './handover.ts'
import { arcRemoved, find, without } from './view.ts'

/**
 * PROTOCOL 6.1. The sender has found other holders and asks this one to let it go. A node never gives up its only
 * member: it says that it keeps it, and the sender releases another holder.
 */
export const onRelease: Part<
  'config' | 'phase' | 'partialView' | 'handover',
  Received & { readonly message: Release }
> = ({ config, phase, partialView, handover }, { from, message }, { at }) => {
  const held = find(partialView, from)
  // A leaver tells the sender good-bye anyway.
  if (held === undefined || phase._tag === 'Leaving') return quiet
  if (partialView.length > 1) {
    return turn({ partialView: without(partialView, from) }, [arcRemoved('PartialView', held, 'exchanged')])
  }
  const [owed, effects] = hand(handover, config, at, [[from, kept(message.number)]])
  return turn({ handover: owed }, effects)
}
