import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { buildSync } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import * as codecSource from '../../core/codec/envelope.ts'
import * as coreSource from '../../core/index.ts'
import { type Library, scenario } from './scenario.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The core as it was built, its byte codec, all that they depend on, and the scenario, as one script. */
const script = (): string => {
  const entry = `
    import * as core from './dist/core/index.js'
    import * as codec from './dist/core/codec/envelope.js'
    import { scenario } from './test/worker/scenario.ts'
    export const library = { ...core, ...codec }
    export const run = () => JSON.stringify(scenario(library))`
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bare',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    logLevel: 'silent',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('nothing was built')
  return file.text
}

/** What the language itself brings; whatever else a global object has belongs to some runtime. */
const LANGUAGE = new Set(
  `globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean
  DataView Date Error EvalError FinalizationRegistry Float32Array Float64Array Function Int8Array Int16Array
  Int32Array Map Number Object Promise Proxy RangeError ReferenceError RegExp Set String Symbol SyntaxError
  TypeError Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet Atomics JSON Math
  Reflect Intl`.split(/\s+/),
)

describe('in a context that has nothing but the language', () => {
  let context: vm.Context
  const evaluate = (source: string): unknown => vm.runInContext(source, context)

  beforeAll(() => {
    context = vm.createContext(Object.create(null))
    const given = evaluate('Object.getOwnPropertyNames(globalThis)')
    if (!Array.isArray(given)) throw new Error('no names')
    for (const name of given)
      if (!LANGUAGE.has(String(name))) evaluate(`delete globalThis[${JSON.stringify(name)}]`)
    evaluate(script())
    // In the language, but nothing may depend on the clock or on chance. (A dependency draws a number as it is
    // loaded, for the order in which it looks at keys of equal hash, which shows nowhere.)
    evaluate(`
      Math.random = () => { throw new Error('Math.random was called') }
      Date = new Proxy(Date, {
        construct() { throw new Error('new Date was called') },
        apply() { throw new Error('Date was called') },
        get(target, name) { if (name === 'now') throw new Error('Date.now was read'); return target[name] },
      })`)
  })

  it.each([
    'process',
    'console',
    'require',
    'module',
    'Buffer',
    'TextEncoder',
    'TextDecoder',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'performance',
    'crypto',
    'structuredClone',
    'URL',
    'WebAssembly',
  ])('there is no %s', (name) => {
    expect(evaluate(`typeof ${name}`)).toBe('undefined')
  })

  it('two nodes join, publish and leave, through the byte codec, exactly as they do here', () => {
    const there: unknown = JSON.parse(String(evaluate('bare.run()')))
    const here = scenario({ ...coreSource, ...codecSource })
    expect(there).toEqual(JSON.parse(JSON.stringify(here)))
    expect(here.delivered).toEqual([
      `${'東'.repeat(19)}:2 één.example:1 007f80ff`,
      `één.example:1 ${'東'.repeat(19)}:2 `,
    ])
    expect(here.states.map((state) => state.phase._tag)).toEqual(['Alone', 'Gone'])
    expect(here.datagrams.length).toBeGreaterThan(20)
  })

  it('text of any length is read and refused as it is here', () => {
    const limits = { datagramLimit: 1_200, idLimit: 255 }
    const evaluated = evaluate('bare.library')
    const there = evaluated as Library // what the script makes
    const text = [...'aé東🛰'].flatMap((one) => [1, 3, 15, 16, 31, 32, 63].map((times) => one.repeat(times)))
    const bad = [[0xff], [0xc1, 0xa1], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xe6, 0x9d]]
    for (const padding of text) {
      for (const id of [[], ...bad]) {
        const bytes = Uint8Array.from([...id, ...Buffer.from(padding)])
        const datagram = Uint8Array.from([
          0x87,
          1,
          0x61,
          0x67,
          0x78,
          bytes.length,
          ...bytes,
          1,
          1,
          0xf6,
          0x82,
          8,
          0xf6,
        ])
        const read = there.decodeEnvelope(datagram, limits)
        expect(JSON.stringify(read)).toBe(JSON.stringify(codecSource.decodeEnvelope(datagram, limits)))
        expect(read._tag).toBe(id.length === 0 && bytes.length <= 255 ? 'Right' : 'Left')
      }
    }
  })

  it('bytes from outside of the context can be published and read', () => {
    const evaluated = evaluate('bare.library')
    const there = evaluated as Library // what the script makes
    const payload = Uint8Array.of(1, 2, 3)
    const id = there.asNodeId('a:1')
    const one = there.asBoot(1)
    const message = {
      _tag: 'Rumor',
      origin: id,
      boot: one,
      sequence: 1,
      hops: 1,
      age: 0,
      payload,
      eager: false,
      part: 0,
      parts: 1,
    } as const
    const sent = { group: 'g', sender: id, boot: one, sequence: 1, recipient: null, message }
    const datagram = Uint8Array.from(there.encodeEnvelope(sent))
    expect(datagram).toEqual(codecSource.encodeEnvelope(sent))
    const read = there.decodeEnvelope(datagram, { datagramLimit: 1_200, idLimit: 64 })
    expect(JSON.stringify(read)).toBe(JSON.stringify({ _tag: 'Right', right: sent }))
  })
})
