import { type Command, Option } from 'commander'
import { unwrap } from '../../face.ts'
import { type Control, listen } from '../../node/control/server.ts'
import { type Keys, openKeys } from '../../node/index.ts'

/** What the command line says about how datagrams travel. */
export interface SecurityFlags {
  readonly transport?: 'plain' | 'sealed'
  readonly keys?: string
  readonly control?: string
}

export const addSecurityOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--transport <how>',
        'how datagrams travel; by default sealed with --keys, plain without',
      ).choices(['plain', 'sealed']),
    )
    .option('--keys <file>', 'the keys of the group, as gossip keygen makes them; seals all datagrams')
    .option(
      '--control <socket>',
      'where gossip keys reaches this agent: a path for a socket that only you may open',
    )

/** What is wrong with how the options go together; null where nothing is. */
export const faultOfSecurity = ({ transport, keys, control }: SecurityFlags): string | null => {
  if (transport === 'sealed' && keys === undefined)
    return '--transport sealed needs --keys FILE; make one with gossip keygen --out FILE'
  if (transport === 'plain' && keys !== undefined) return '--keys says nothing with --transport plain'
  if (control !== undefined && keys === undefined)
    return '--control is for gossip keys, and needs --keys FILE'
  return null
}

/** What `open` is told of it. */
export const securityOf = async ({ keys }: SecurityFlags): Promise<{ readonly keys?: Keys }> =>
  keys === undefined ? {} : { keys: await openKeys(keys) }

/** The socket by which keys can be changed; null where none is asked for. */
export const controlOf = async (
  { control }: SecurityFlags,
  { keys }: { readonly keys?: Keys },
): Promise<Control | null> =>
  control === undefined || keys === undefined ? null : unwrap(listen(control, keys.keyring))
