import type { Account } from '../../explain/fact.ts'

/** An account for a program, with the wall clock's milliseconds beside the node's own. */
export const renderJson = ({ subject, self, boot, clock, verdict, facts }: Account): string =>
  JSON.stringify({
    subject,
    self,
    boot,
    verdict: verdict.join(' '),
    facts: facts.map(({ n, at, ...fact }) => ({ n, at, wall: clock.wall + at, ...fact })),
  })
