import sodium from 'libsodium-wrappers'
import { beforeAll, describe, expect } from 'vitest'
import { HEADER_BYTES, TIME_BYTES, timeBytes } from '../../shell/node/sealed/datagram.ts'
import { associatedData } from '../../shell/node/sealed/sealer.ts'
import { holds } from '../property/holds.ts'
import { bytes, key, pair, plainOf, SELF, START } from './pair.ts'

describe('an independent XChaCha20-Poly1305', () => {
  beforeAll(() => sodium.ready)

  const nonceOf = (header: Uint8Array): Uint8Array => header.subarray(HEADER_BYTES - 24)

  holds('opens what was sealed here', [bytes], (datagram) => {
    const sealed = pair().seal(datagram, SELF)
    const header = sealed.subarray(0, HEADER_BYTES)
    const plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(HEADER_BYTES),
      associatedData(header, SELF),
      nonceOf(header),
      key.secret,
    )
    expect(Buffer.from(plain.subarray(TIME_BYTES))).toEqual(Buffer.from(datagram))
  })

  holds('seals what is opened here', [bytes], (datagram) => {
    const { seal, open } = pair()
    const header = seal(datagram, SELF).subarray(0, HEADER_BYTES)
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      Buffer.concat([timeBytes(START), datagram]),
      associatedData(header, SELF),
      null,
      nonceOf(header),
      key.secret,
    )
    const opened = open(Buffer.concat([header, sealed]))
    expect(plainOf(opened)).toEqual(Buffer.from(datagram))
  })
})
