#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { RELEASE } from '../../core/index.ts'
import { agentCommand } from './agent.ts'
import { demoCommand } from './demo.ts'
import { evaluateCommand } from './evaluate.ts'
import { explainCommand } from './explain.ts'
import { mergeCommand } from './merge.ts'
import { replayCommand } from './replay.ts'
import { shrinkCommand } from './shrink.ts'
import { simulateCommand } from './simulate.ts'

/** Exit codes: 0 done, 1 failed (stderr says why), 2 wrong usage. */
const USAGE = 2

const program = new Command('gossip')
  .description('Spread messages and keep membership in a decentralised group over an unreliable network.')
  .version(RELEASE)
  .showHelpAfterError('(see --help)')
  .exitOverride()

// A command that is added keeps its own settings; what wrong usage does is the same for all.
for (const command of [
  demoCommand(),
  agentCommand(),
  replayCommand(),
  shrinkCommand(),
  explainCommand(),
  mergeCommand(),
  simulateCommand(),
  evaluateCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program))
}

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said on stderr what was wrong; its code 0 is help or the version.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
