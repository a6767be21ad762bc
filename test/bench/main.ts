import { agree } from './agreement.ts'
import { benchCodec } from './codec.ts'
import { benchGrowth, renderGrowth } from './growth.ts'
import { render } from './report.ts'
import { benchSeen } from './seen.ts'
import { benchStep } from './step.ts'
import { benchCarriers } from './udp/carrier.ts'
import { benchHello } from './udp/hello.ts'
import { benchJournal } from './udp/journal.ts'
import { benchSession } from './udp/session.ts'
import { benchUdp } from './udp/udp.ts'

const isJson = process.argv.includes('--json')

const agreement = agree()
const growth = benchGrowth()
const findings = [
  ...benchStep(),
  ...benchSeen(),
  ...benchCodec(),
  ...(await benchUdp()),
  ...(await benchJournal()),
  ...(await benchCarriers()),
  ...(await benchSession()),
  ...(await benchHello()),
]

if (isJson) process.stdout.write(`${JSON.stringify({ agreement, findings, growth })}\n`)
else {
  const { events, effects } = agreement
  process.stdout.write(`step and its mutable version agree: ${effects} effects of ${events} events\n`)
  process.stdout.write(`${render(findings)}\n${renderGrowth(growth)}\n`)
}
