import fc from 'fast-check'
import { recordGroup } from './group.ts'
import { ALIKE, type Plan, plans } from './plan.ts'

const SEED = 7

const isWanted = (plan: Plan): boolean => {
  const { journals, sendings, end } = recordGroup(plan)
  const lost = sendings.filter(({ at, deliveries }) => at < end && deliveries.length === 0)
  return plan.leads.length === 3 && plan.every === 1 && journals.length > 5 && lost.length > 3
}

const found = fc.sample(plans(ALIKE), { seed: SEED, numRuns: 400 }).find(isWanted)

if (found === undefined) throw new Error('no plan is as wanted; take another seed')

/** A plan for three nodes whose journals are in several files, and of whose messages some are lost. */
export const sampled: Plan = found
