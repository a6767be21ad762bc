import type { View } from '../../../core/index.ts'
import type { Account } from '../fact.ts'
import { chainOf, factOf } from '../finding.ts'
import type { Inquiry } from '../inquiry.ts'
import { begin, resume, type Story, tell } from './story.ts'
import { isAbout, type Tie, VIEWS } from './tie.ts'
import { standing } from './verdict.ts'

const inquiry = (
  subject: string,
  id: string,
  views: ReadonlyArray<View>,
  isWanted: (tie: Tie) => boolean,
): Inquiry<Story> => ({
  begin: (header, state) => begin(id, header, state),
  resume,
  observe: tell,
  account: (story) => {
    const found = story.found.filter(isWanted)
    const isKnown = found.size > 0 || (views.length === VIEWS.length && story.datagrams > 0)
    return isKnown ? accountOf(story, subject, views, found) : null
  },
})

/** All that happened between the node of the journal and the node `id`, in any of its lives. */
export const aboutNode = (id: string): Inquiry<Story> => inquiry(id, id, VIEWS, () => true)

/** How the arc from one node to another came and went, in the view of the node of the journal, whose other end is `id`. */
export const aboutArc = (subject: string, id: string, view: View): Inquiry<Story> =>
  inquiry(subject, id, [view], ({ views }) => views.includes(view))

const accountOf = (
  story: Story,
  subject: string,
  views: ReadonlyArray<View>,
  found: Iterable<Tie>,
): Account => {
  const { id, self, boot, clock } = story
  const isOfOthers = (tie: Tie): boolean =>
    (tie.kind === 'question' || tie.kind === 'heard') && !isAbout(tie, id)
  const lifeOf = ({ about }: Tie): number | null => about.find((party) => party.id === id)?.boot ?? null
  return {
    subject,
    other: id,
    self,
    boot,
    clock,
    verdict: [
      ...views.map((view) => standing(story, view)),
      ...(views.includes('PartialView') ? [count(story)] : []),
    ],
    facts: chainOf(found, (tie) => !isOfOthers(tie)).map((tie) => factOf(named(tie, id), lifeOf(tie))),
  }
}

const count = ({ heartbeats: { sent, answered, heard }, unread }: Story): string => {
  const parts = unread.map(([first, end]) => `${first} to ${end}`).join(', ')
  const missing = unread.length === 0 ? '' : ` Those of events ${parts} are not counted: they are in no file.`
  return `Heartbeats: ${sent} sent, ${answered} followed by word from it; ${heard} heard from it.${missing}`
}

/** A tie of others is there as a cause only, and says whose it is. */
const named = (tie: Tie, id: string): Tie => {
  const [whose] = tie.about
  const isClear = whose === undefined || isAbout(tie, id) || tie.says.includes(whose.id)
  return isClear ? tie : { ...tie, says: `${whose.id}: ${tie.says}` }
}
