// The policies that are in force and what their rules have counted: records of the world, so that snapshots, forks and replays have them.
import type { PolicyPack } from '../../policies/policy-pack.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'

/** The collections that they are kept in. */
export const policiesName = '$policies'
export const ratesName = '$rates'

/** A pack that is attached. */
export interface PolicyRecord {
  readonly name: string
  /** As it was written, as JSON text: so its members keep their order. */
  readonly pack: string
}

/** What a rule has counted. */
export interface RateRecord {
  readonly policy: string
  readonly rule: string
  /** Whose requests these are. */
  readonly subject: string
  readonly seen: number
  readonly used: number
  readonly windowStart?: number
  readonly inWindow?: number
}

/** Whether any is in force. */
export function hasPolicies(world: World): boolean {
  return world.count(policiesName) > 0
}

/** The packs in force, in the order in which they were attached. */
export function policiesIn(world: World): Collection<PolicyRecord> {
  return world.collection<PolicyRecord>(policiesName)
}

/** Attaches a pack that was checked. It takes the place of the one of the same name, and counts from the start. */
export function withPolicy(world: World, pack: PolicyPack): World {
  const { name } = pack
  const record: PolicyRecord = { name, pack: JSON.stringify(pack) }
  const policies = policiesIn(world)
  const seq = seqOf(policies, name)
  if (seq === undefined) return world.withCollection(policiesName, policies.insert(record).collection)
  return withoutRates(world, name).withCollection(policiesName, policies.set(seq, record))
}

/** Detaches a pack; `undefined` where none has the name. */
export function withoutPolicy(world: World, name: string): World | undefined {
  const policies = policiesIn(world)
  const seq = seqOf(policies, name)
  if (seq === undefined) return undefined
  return withoutRates(world, name).withCollection(policiesName, policies.delete(seq))
}

/**
 * A world that is about to be restored, with the policies of the one that it takes the place of: going back in time must not let anybody do what was
 * forbidden since. A world that never had a policy takes those that come.
 */
export function keepPolicies(current: World, restored: World): World {
  const policies = policiesIn(current)
  return policies.next === 0 ? restored : restored.withCollection(policiesName, policies)
}

/** What rules have counted. */
export function ratesIn(world: World): Collection<RateRecord> {
  return world.collection<RateRecord>(ratesName)
}

/** The count of a rule for a subject, and its number; a new one where there is none. */
export function rateOf(
  world: World,
  policy: string,
  rule: string,
  subject: string
): readonly [seq: number | undefined, rate: RateRecord] {
  const found = ratesIn(world)
    .index('rate', (one) => [rateKey(one.policy, one.rule, one.subject)])
    .first(rateKey(policy, rule, subject))
  return found ?? [undefined, { policy, rule, subject, seen: 0, used: 0 }]
}

/** How many counts whose windows have ended go for each one that comes. */
const mostEnded = 2

/**
 * The world with a count. One that begins a window goes to the end of the row, and takes those from its beginning along whose windows have ended:
 * so no more are kept than there are windows that run.
 */
export function withRate(
  world: World,
  seq: number | undefined,
  rate: RateRecord,
  hasEnded: (rate: RateRecord) => boolean
): World {
  let rates = ratesIn(world)
  const before = seq === undefined ? undefined : rates.get(seq)
  if (seq !== undefined && before?.windowStart === rate.windowStart)
    return world.withCollection(ratesName, rates.set(seq, rate))
  if (seq !== undefined) rates = rates.delete(seq)
  const oldest = rates
    .index('rule', (one) => [ruleKey(one.policy, one.rule)])
    .page(ruleKey(rate.policy, rate.rule), 0, mostEnded)
  for (const [ended, one] of oldest) if (hasEnded(one)) rates = rates.delete(ended)
  return world.withCollection(ratesName, rates.insert(rate).collection)
}

function ruleKey(policy: string, rule: string): string {
  return `${policy}\n${rule}`
}

function rateKey(policy: string, rule: string, subject: string): string {
  return `${ruleKey(policy, rule)}\n${subject}`
}

function seqOf(policies: Collection<PolicyRecord>, name: string): number | undefined {
  for (const [seq, one] of policies) if (one.name === name) return seq
  return undefined
}

function withoutRates(world: World, name: string): World {
  let rates = ratesIn(world)
  for (const [seq, { policy }] of rates) if (policy === name) rates = rates.delete(seq)
  return world.withCollection(ratesName, rates)
}
