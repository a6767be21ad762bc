import { runSuite } from '../suite.ts'
import { certificates } from './case/certificates.ts'
import { memory } from './case/memory.ts'
import { psk } from './case/psk.ts'

await runSuite({
  script: 'test:dtls',
  description:
    'Show that nodes and the openssl and gnutls commands understand and refuse each other, and that sessions leave nothing behind.',
  cases: [certificates, psk, memory],
  play: ({ run }, chosen) => run(chosen),
})
