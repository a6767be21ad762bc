/* What can go wrong with DTLS before a node is open. */

/** This process can't speak DTLS. */
export interface DtlsUnavailable {
  readonly _tag: 'DtlsUnavailable'
  readonly problem: string
}

/** A certificate, a key or a list of authorities that can't be used. */
export interface CredentialInvalid {
  readonly _tag: 'CredentialInvalid'
  readonly file: string
  readonly problem: string
}

/** A sentence for a person: what is wrong, and what to do about it. */
export const explainDtls = (trouble: DtlsUnavailable | CredentialInvalid): string => {
  switch (trouble._tag) {
    case 'DtlsUnavailable':
      return `DTLS is not available here: ${trouble.problem}`
    case 'CredentialInvalid':
      return `${JSON.stringify(trouble.file)} can't be used: ${trouble.problem}`
  }
}
