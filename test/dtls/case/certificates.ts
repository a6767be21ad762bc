import { makeAuthority } from '../authority.ts'
import type { DtlsCase } from '../case.ts'
import { expectOf } from '../expectation.ts'

const HERE = 'IP:127.0.0.1'

export const certificates: DtlsCase = {
  name: 'certificates',
  promise:
    'openssl and gnutls open sessions with certificates of the group, as client and as server, and with no other',
  run: async () => {
    const [ours, theirs] = [makeAuthority(), makeAuthority()]
    const outcome = await expectOf(ours.issue(HERE), [
      { what: 'a certificate of the group', theirs: ours.issue(HERE), isRight: true },
      { what: 'one with an RSA key', theirs: ours.issue(HERE, { algorithm: 'RSA' }), isRight: true },
      { what: 'one of a stranger', theirs: { ...theirs.issue(HERE), ca: ours.ca }, isRight: false },
      { what: 'one that it has signed itself', theirs: ours.issueSelfSigned(HERE), isRight: false },
      { what: 'one that has expired', theirs: ours.issue(HERE, { days: -1 }), isRight: false },
      { what: 'none', theirs: null, isRight: false },
      { what: 'a shared key', theirs: ours.share(), isRight: false },
    ])
    for (const one of [ours, theirs]) one.remove()
    return outcome
  },
}
