import { isDeepStrictEqual } from 'node:util'
import { asInstant } from '../../../core/index.ts'
import { makeCookies } from '../../../shell/node/dtls/cookie.ts'
import { isHello, readHello, verifyRequest } from '../../../shell/node/dtls/hello.ts'
import {
  HANDSHAKE,
  HEADER,
  hasShortRecord,
  packRecords,
  readRecords,
} from '../../../shell/node/dtls/record.ts'
import { seeded } from '../../codec/mutation.ts'
import { again, joining, lengths, mend, message, record, u16 } from '../dtls-record.ts'
import { claim, type Input, type Target } from '../target.ts'

const FROM = '10.0.0.1:7000'
const OVERHEAD = 24
const LIMIT = 1_200

/** With a cookie put in, as a client says its hello again. */
const helloWith = (random: number, session: number, cookie: ArrayLike<number>): Uint8Array => {
  const suites = [0xc0, 0x2b, 0xc0, 0x2f]
  const body = [
    0xfe,
    0xfd,
    ...new Array<number>(32).fill(random),
    session,
    ...new Array<number>(session).fill(9),
  ]
  const rest = [...u16(suites.length), ...suites, 1, 0, ...u16(5), 0, 23, 0, 0, 1]
  return record(HANDSHAKE, 0, message(1, [...body, cookie.length, ...Array.from(cookie), ...rest]))
}

const seeds = (): ReadonlyArray<Input> => {
  const sealed = (length: number): Uint8Array => record(23, 1, new Uint8Array(length).fill(5))
  const hellos = [helloWith(1, 0, []), helloWith(2, 32, []), helloWith(3, 0, new Uint8Array(32))]
  const pieces = [
    ...hellos,
    sealed(24),
    sealed(23),
    sealed(600),
    record(21, 1, new Uint8Array(26)),
    record(20, 0, [1]),
    record(HANDSHAKE, 0, message(16, [1, 2, 3])),
  ]
  const joined = new Uint8Array(Buffer.concat(pieces.slice(3)))
  return [...[...pieces, joined].map((piece) => [piece]), pieces]
}

const checkRecords = (datagram: Uint8Array): void => {
  const records = readRecords(datagram)
  if (records === null) return claim(readHello(datagram) === null, 'a hello is in what is no record')
  let end = 0
  for (const { at, length } of records) {
    claim(at === end + HEADER, 'a record does not begin where the last one ends')
    end = at + length
  }
  claim(end === datagram.length, 'records do not fill the datagram')
  const isShort = records.some(({ epoch, length }) => epoch > 0 && length < OVERHEAD)
  claim(hasShortRecord(records, OVERHEAD) === isShort, 'a short record is not seen')
  const packed = packRecords(datagram, LIMIT)
  claim(
    isDeepStrictEqual(new Uint8Array(Buffer.concat(packed)), Uint8Array.from(datagram)),
    'packing loses bytes',
  )
  for (const each of packed)
    claim(each.length <= LIMIT || readRecords(each)?.length === 1, 'more than one record is over the limit')
}

const play = (input: Input): void => {
  const draw = seeded(1)
  const entropy = { next: () => draw(0x1_0000_0000) }
  const { bake, isRight } = makeCookies({ now: () => asInstant(0) }, entropy)
  for (const datagram of input) {
    checkRecords(datagram)
    const hello = readHello(datagram)
    if (hello === null) continue
    claim(isHello(datagram), 'what is read as a hello does not begin as one')
    claim(!isRight(FROM, hello), 'a cookie that was never given is right')
    const cookie = bake(FROM, hello)
    const request = verifyRequest(hello, cookie)
    claim(request.length <= datagram.length, 'the answer is larger than the question')
    claim(readRecords(request)?.length === 1, 'the answer is no record')
    const second = readHello(again(datagram, hello, cookie))
    claim(second !== null && isRight(FROM, second), 'the cookie that was given is wrong')
    claim(second === null || !isRight('10.0.0.1:7001', second), 'a cookie is right from elsewhere')
  }
}

export const dtlsTarget: Target = {
  promise:
    'any bytes are records that fill a datagram or refused; what is a hello gets an answer that is no larger, and ' +
    'only the cookie in it is right, from there alone',
  seeds,
  mutations: [lengths, joining],
  pieceLimit: 2_000,
  mend,
  play,
}
