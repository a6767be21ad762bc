import { makeAuthority } from '../authority.ts'
import type { DtlsCase } from '../case.ts'
import { expectOf } from '../expectation.ts'

export const psk: DtlsCase = {
  name: 'psk',
  promise:
    'openssl and gnutls open sessions with the key of the group, as client and as server, and with no other',
  run: async () => {
    const authority = makeAuthority()
    const ours = authority.share()
    const outcome = await expectOf(ours, [
      { what: 'the key of the group', theirs: ours, isRight: true },
      { what: 'another key', theirs: authority.share(), isRight: false },
      // A server decides by itself what a name means; ours takes its own alone.
      {
        what: 'the key under another name',
        theirs: { ...ours, identity: 'other' },
        isRight: false,
        role: 'client',
      },
      { what: 'a certificate', theirs: authority.issue('IP:127.0.0.1'), isRight: false },
    ])
    authority.remove()
    return outcome
  },
}
