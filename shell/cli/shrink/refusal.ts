/** Why nothing was written, or not all. */
export interface Refusal {
  readonly exitCode: number
  readonly says: string
}

/** There is nothing to be found, or it could not be. */
export const failed = (says: string): Refusal => ({ exitCode: 1, says })

/** The command was asked for what can't be done. */
export const misused = (says: string): Refusal => ({ exitCode: 2, says })
