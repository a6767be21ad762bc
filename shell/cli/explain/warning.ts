import type { Played } from '../../node/journal/play.ts'

/** Why an account may be wrong, or end too soon. */
export const warningsOf = ({ replay, torn }: Played): ReadonlyArray<string> => {
  const { divergence, violation, unchecked, playing } = replay
  const warnings: string[] = []
  if (playing !== null && !playing.isComparable)
    warnings.push(
      `recorded by revision ${playing.header.behaviour} of the protocol’s behaviour, which is another than this one: ` +
        'the account tells what this one would have done',
    )
  if (divergence !== null)
    warnings.push(
      `the fingerprint of ${divergence.of} at event ${divergence.n} is another than was recorded: the account may be ` +
        `wrong from event ${divergence.n - unchecked + 1} on, and ends at event ${divergence.n}`,
    )
  if (violation !== null)
    warnings.push(
      `event ${violation.n} breaks ${violation.invariants.join(', ')}: the account may be wrong from there on, and ` +
        'ends there',
    )
  return [
    ...warnings,
    ...torn.map((file) => `${file}: the last line was cut off, as by a crash, and is left out`),
  ]
}
