import { commands } from './command.ts'
import { createStage, type Stage, tell } from './stage.ts'

/**
 * A script tells one story of a few nodes: what is asked for, and what the nodes then do. In a script
 *
 * - a line that starts with `#` is for the reader;
 * - a line that starts with `>` is a command;
 * - what follows a command is what came of it, written by the player: on the left the time, the node and the
 *   event, on the right its effects, one below the other, `—` where there is none.
 *
 * `a <- b  Kept [3]` is a datagram from b as it reaches a, `a -> b  Kept [3]` one that is lost, and `-> b  Kept [3]`
 * on the right one that is sent. The number in brackets is that of its handover: the receiver acknowledges it,
 * and may get the same number again. `PartialView + b  (1.3 copyKept)` is an arc with its cause, and the section
 * of the protocol that explains it. `c'` is c in its second life. Datagrams take 10 ms.
 *
 *     config copies 2          a parameter for the nodes that start after it, or `config profile wan`
 *     plain                    they do what the paper says and no more: nobody is suspected, rumors flood
 *     seed 7                   other chances; before the first node
 *     node a b                 starts nodes
 *     join b a x               b is to join through the addresses a and x; without any it founds a group
 *     leave b
 *     publish a "hello"
 *     publish a 2000 bytes     says anything of that length
 *     run 100ms                lets time pass: ms, s or m
 *     drop a->b                loses what a sends to b from now on
 *     drop a->b Forwarded      loses only messages of this kind
 *     part a b | c d           loses all that goes from one side to the other
 *     heal a->b                loses nothing more there; without a link, nowhere
 *     crash c                  c is gone, and knows nothing more
 *     restart c                c starts in a newer boot, after a crash if it was running
 *     pause c, resume c        c stands still, and what comes for it waits
 *     sleep 1m                 all stand still while time goes on
 *     views                    where each node stands, and whom it knows
 *     rules                    the sentences behind the causes that the script gave so far
 *     quiet Heartbeat          leaves a kind of message out; heartbeats are still counted
 *     loud                     leaves out nothing more
 *     hide, show               tells nothing, and tells again: for what a story takes for granted
 */
export const play = (script: string): string => {
  const stage = createStage()
  const lines = script.split('\n').flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [line]
    if (!line.startsWith('>')) return []
    const words = line.slice(1).trim()
    try {
      return [line, ...perform(stage, words)]
    } catch (error) {
      throw new Error(`line ${index + 1}, ${words}: ${String(error)}`, { cause: error })
    }
  })
  return lines.join('\n')
}

/** Does what one command asks for, and returns what came of it. */
export const perform = (stage: Stage, line: string): ReadonlyArray<string> => {
  const [name = '', ...words] = line.split(/\s+/)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new Error(`there is no command ${name}`)
  const said = command(stage, words)
  return [...tell(stage), ...said]
}
