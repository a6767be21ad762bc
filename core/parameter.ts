import type { Config } from './config.ts'
import { admission } from './parameter/admission.ts'
import { dissemination } from './parameter/dissemination.ts'
import { membership } from './parameter/membership.ts'
import type { Parameter } from './parameter/parameter.ts'
import { session } from './parameter/session.ts'
import { transport } from './parameter/transport.ts'

export type { Parameter } from './parameter/parameter.ts'

/**
 * The table of parameters; the defaults are those of the profile `lan`. Sources: "paper" is SCAMP (2003),
 * "model" an event-driven model of 1,000 nodes made for this project, "measured" a run of this code,
 * "standard" a published standard, "guess" engineering judgement.
 */
export const parameters: { readonly [K in keyof Config]: Parameter } = {
  ...membership,
  ...dissemination,
  ...transport,
  ...admission,
  ...session,
}
