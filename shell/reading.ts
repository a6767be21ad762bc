import type { RumorId } from '../core/id.ts'
import type { Host } from './host.ts'
import { type Inbox, makeInbox } from './inbox.ts'
import { dropped, type ShellNotice } from './notice.ts'

/** What a node has to say from now on, one item at a time, until it is stopped or the node is closed. */
export type Reading<A> = Pick<Inbox<A>, 'next'> & { readonly stop: () => void }

/** Which notices a reading is about, and what it shows of them. */
export interface Topic<A> {
  readonly pick: (notice: ShellNotice) => A | null
  readonly aboutOf: (item: A) => RumorId | null
}

export interface Readings {
  /** A reading that begins with the notices in `unheard`. */
  readonly open: <A>(topic: Topic<A>, limit: number, unheard?: ReadonlyArray<ShellNotice>) => Reading<A>
  /** Ends all readings; what they hold can still be read. */
  readonly close: () => void
}

export const makeReadings = ({ id, bulletin }: Pick<Host, 'id' | 'bulletin'>): Readings => {
  const open = new Set<() => void>()
  return {
    open: ({ pick, aboutOf }, limit, unheard = []) => {
      const inbox = makeInbox(Math.max(1, limit), (oldest: Parameters<typeof aboutOf>[0]) =>
        bulletin.announce(dropped('readerSlow', id, aboutOf(oldest))),
      )
      const hear = (notice: ShellNotice): void => {
        // Word of one overflow must not make another: slow readers would answer each other without end.
        if (isOverflow(notice) && inbox.isFull()) return
        const item = pick(notice)
        if (item !== null) inbox.put(item)
      }
      for (const notice of unheard) hear(notice)
      const deafen = bulletin.listen(hear)
      const end = (discard: boolean): void => {
        deafen()
        open.delete(close)
        inbox.close(discard)
      }
      const close = (): void => end(false)
      open.add(close)
      return { next: inbox.next, stop: () => end(true) }
    },
    close: () => {
      for (const end of [...open]) end()
    },
  }
}

const isOverflow = (notice: ShellNotice): boolean =>
  notice._tag === 'Dropped' && notice.reason === 'readerSlow'
