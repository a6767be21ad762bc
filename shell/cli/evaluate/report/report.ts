import type { Section } from './section.ts'

/** One line of what was run: the command, the scale, the seed, versions, the date. */
export interface Fact {
  readonly name: string
  readonly value: string
}

/** What an evaluation found, as plain data. Whatever differs from run to run is in here; rendering adds nothing. */
export interface Report {
  readonly title: string
  readonly lead: string
  readonly facts: ReadonlyArray<Fact>
  readonly sections: ReadonlyArray<Section>
}
