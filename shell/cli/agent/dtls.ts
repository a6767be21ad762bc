import { type Command, Option } from 'commander'
import type { DtlsOptions } from '../../node/dtls/options.ts'

/** What the command line says about how datagrams travel. */
export interface TransportFlags {
  readonly transport: 'plain' | 'dtls'
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
  readonly pskFile?: string
}

const OF_DTLS = ['cert', 'key', 'ca', 'pskFile'] as const

export const addTransportOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--transport <how>', 'dtls needs --cert, --key and --ca, or --psk-file')
        .choices(['plain', 'dtls'])
        .default('plain'),
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
  const given = OF_DTLS.filter((name) => flags[name] !== undefined)
  if (flags.transport !== 'dtls')
    return given.length === 0 ? null : 'certificates and keys say nothing without --transport dtls'
  const isPsk = flags.pskFile !== undefined
  const isWhole = given.length === (isPsk ? 1 : OF_DTLS.length - 1)
  return isWhole ? null : '--transport dtls needs --cert, --key and --ca, or --psk-file alone'
}

/** Null where datagrams do not travel over DTLS. */
export const dtlsOf = ({ transport, cert, key, ca, pskFile }: TransportFlags): DtlsOptions | null => {
  if (transport !== 'dtls') return null
  if (pskFile !== undefined) return { psk: pskFile }
  return cert === undefined || key === undefined || ca === undefined ? null : { cert, key, ca }
}
