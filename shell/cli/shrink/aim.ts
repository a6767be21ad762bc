import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { type InvariantName, invariants } from '../../../core/index.ts'
import { breaks } from '../../shrink/violation.ts'
import { loadPredicate, type Predicate, type Watched, watch } from './predicate.ts'
import { misused, type Refusal } from './refusal.ts'

/** What the user wants to see in as few events as possible. */
export type Aim =
  | { readonly _tag: 'Invariant'; readonly name: InvariantName }
  | { readonly _tag: 'Predicate'; readonly file: string; readonly predicate: Predicate }

export interface AimOptions {
  readonly invariant?: InvariantName
  readonly predicate?: string
}

// `Object.keys` of a constant record gives its keys, which its type does not say.
export const invariantNames = Object.keys(invariants) as ReadonlyArray<InvariantName>

export const aimOf = ({
  invariant: name,
  predicate: file,
}: AimOptions): TaskEither.TaskEither<Refusal, Aim> => {
  if (name !== undefined) return TaskEither.right({ _tag: 'Invariant', name })
  if (file === undefined)
    return TaskEither.left(misused('give --invariant NAME or --predicate MODULE: what shall be found?'))
  return pipe(
    loadPredicate(file),
    TaskEither.bimap(misused, (predicate): Aim => ({ _tag: 'Predicate', file, predicate })),
  )
}

/** What an event does, as the end of a sentence. */
export const doing = (aim: Aim): string =>
  aim._tag === 'Invariant' ? `breaks ${aim.name}` : `is what ${aim.file} looks for`

export const watchFor = (aim: Aim): Watched =>
  aim._tag === 'Invariant' ? { isViolation: breaks(aim.name), fault: () => null } : watch(aim.predicate)
