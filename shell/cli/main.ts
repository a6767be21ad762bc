#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { RELEASE } from '../../core/revision.ts'

/** Exit codes: 0 done, 1 failed (stderr says why), 2 wrong usage. */
const USAGE = 2

const program = new Command('gossip')
  .description('Spread messages and keep membership in a decentralised group over an unreliable network.')
  .version(RELEASE)
  .showHelpAfterError('(see --help)')
  .exitOverride()

// Each is loaded when it is asked for: some bring much that the others do not need.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demoCommand(),
  agent: async () => (await import('./agent.ts')).agentCommand(),
  keygen: async () => (await import('./keygen.ts')).keygenCommand(),
  keys: async () => (await import('./keys.ts')).keysCommand(),
  replay: async () => (await import('./replay.ts')).replayCommand(),
  explain: async () => (await import('./explain.ts')).explainCommand(),
  merge: async () => (await import('./merge.ts')).mergeCommand(),
  shrink: async () => (await import('./shrink.ts')).shrinkCommand(),
  simulate: async () => (await import('./simulate.ts')).simulateCommand(),
  evaluate: async () => (await import('./evaluate.ts')).evaluateCommand(),
  ca: async () => (await import('./ca.ts')).caCommand(),
}

const asked = Object.entries(commands).filter(([name]) => name === process.argv[2])

// A command that is added keeps its own settings; what wrong usage does is the same for all.
for (const [, load] of asked.length > 0 ? asked : Object.entries(commands)) {
  const command = (await load()).copyInheritedSettings(program)
  for (const part of command.commands) part.copyInheritedSettings(command)
  program.addCommand(command)
}

// Whoever reads has seen enough, as `head` does. An agent that nobody reads leaves its group first.
if (process.argv[2] !== 'agent')
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said on stderr what was wrong; its code 0 is help or the version.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
