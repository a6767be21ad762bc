import { type Command, Option } from 'commander'
import { unwrap } from '../../face.ts'
import { type Control, listen } from '../../node/control/server.ts'
import type { DtlsOptions } from '../../node/dtls/options.ts'
import { type Keys, openKeys } from '../../node/index.ts'

/** What the command line says about how datagrams travel. */
export interface TransportFlags {
  readonly transport?: 'plain' | 'sealed' | 'dtls'
  readonly keys?: string
  readonly control?: string
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
  readonly pskFile?: string
}

const OF_DTLS = ['cert', 'key', 'ca', 'pskFile'] as const

export const addTransportOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--transport <how>',
        'sealed needs --keys and is meant by it; dtls needs --cert, --key and --ca, or --psk-file',
      ).choices(['plain', 'sealed', 'dtls']),
    )
    .option('--keys <file>', 'the keys of the group, as gossip keygen makes them; seals all datagrams')
    .option(
      '--control <socket>',
      'where gossip keys reaches this agent: a path for a socket that only you may open',
    )
    .option(
      '--cert <file>',
      "this node's certificate in PEM; its alternative names are the ids that it may bear",
    )
    .option('--key <file>', 'the key of the certificate; only its owner may read the file')
    .option('--ca <file>', 'the authorities whose certificates are believed')
    .option(
      '--psk-file <file>',
      'a key that all nodes share, in hexadecimal digits; only its owner may read the file',
    )

/** What is wrong with how the options go together; null where nothing is. */
export const faultOfTransport = (flags: TransportFlags): string | null => {
  const { keys, control, transport = keys === undefined ? 'plain' : 'sealed' } = flags
  if (transport === 'sealed' && keys === undefined)
    return '--transport sealed needs --keys FILE; make one with gossip keygen --out FILE'
  if (transport !== 'sealed' && keys !== undefined) return `--keys says nothing with --transport ${transport}`
  if (control !== undefined && keys === undefined)
    return '--control is for gossip keys, and needs --keys FILE'
  const given = OF_DTLS.filter((name) => flags[name] !== undefined)
  if (transport !== 'dtls')
    return given.length === 0 ? null : 'certificates and keys say nothing without --transport dtls'
  const isPsk = flags.pskFile !== undefined
  const isWhole = given.length === (isPsk ? 1 : OF_DTLS.length - 1)
  return isWhole ? null : '--transport dtls needs --cert, --key and --ca, or --psk-file alone'
}

/** What `open` is told of it. */
export interface Travelling {
  readonly keys?: Keys
  readonly dtls?: DtlsOptions
}

export const travellingOf = async ({ keys, cert, key, ca, pskFile }: TransportFlags): Promise<Travelling> => {
  if (keys !== undefined) return { keys: await openKeys(keys) }
  if (pskFile !== undefined) return { dtls: { psk: pskFile } }
  return cert === undefined || key === undefined || ca === undefined ? {} : { dtls: { cert, key, ca } }
}

/** The socket by which keys can be changed; null where none is asked for. */
export const controlOf = async (
  { control }: TransportFlags,
  { keys }: Travelling,
): Promise<Control | null> =>
  control === undefined || keys === undefined ? null : unwrap(listen(control, keys.keyring))
