// The faults and response rules that are in force, and how often each has matched: records of the world, so that snapshots and forks have them.
import { SandboxError } from '../../../errors.js'
import type { OpenRule } from '../../../release/simulation/opened.js'
import type { FaultSpec, ResponseRule } from '../../../release/simulation/fault-spec.js'
import type { Collection } from '../../../state/collection.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { Facts } from '../../stateful/facts.js'
import type { NamedThings } from '../steps/named-things.js'
import { placeOf, type RuleSpec } from './spec-places.js'

/** The collection that they are kept in. */
export const rulesName = '$rules'

/** One that is in force. */
export interface Rule {
  readonly name: string
  readonly kind: 'fault' | 'response'
  /** The spec as written, as the text of a JSON object: so its members keep their order. */
  readonly spec: string
  /** Where the pack has the rest of the spec, which holds functions. */
  readonly from?: string
  /** What the scenario knew that put it in force, as JSON text: its parameters, and the things that it had named. */
  readonly known?: string
  /** How many requests it matched, and how many it was carried out for: counted only where it says `nth`, `count`, `probability` or `rateLimit`. */
  readonly seen: number
  readonly used: number
  /** When the window of its rate limit began, in epoch milliseconds, and how many requests there have been in it. */
  readonly windowStart?: number
  readonly inWindow?: number
}

/** What a scenario knows, and the rules that it puts in force know as well. */
export interface RuleKnowledge {
  readonly params: Facts
  readonly named: NamedThings
}

/** Whether any is in force. */
export function hasRules(world: World): boolean {
  return world.count(rulesName) > 0
}

/** Those in force, in the order in which they are looked at. */
export function rulesOf(world: World): readonly Rule[] {
  return Array.from(rulesIn(world), ([, rule]) => rule)
}

/** Their collection. */
export function rulesIn(world: World): Collection<Rule> {
  return world.collection<Rule>(rulesName)
}

/**
 * Puts a fault in force; one of that name is replaced. `changes` go over what the spec says. Throws `invalid-option` where there are functions in
 * what does not stand in the pack.
 */
export function armFault(
  engine: Engine,
  world: World,
  name: string,
  spec: FaultSpec,
  changes: Partial<FaultSpec> = {},
  known?: RuleKnowledge
): World {
  return arm(engine, world, { kind: 'fault', name, spec, changes, known })
}

/** Puts a response rule in force; one of that name is replaced. Throws as `armFault`. */
export function armResponse(
  engine: Engine,
  world: World,
  name: string,
  rule: ResponseRule,
  known?: RuleKnowledge
): World {
  return arm(engine, world, { kind: 'response', name, spec: rule, changes: {}, known })
}

/** Takes `faults`, `responses`, or those of one name out of force. */
export function clearRules(world: World, what: string): World {
  const gone = ({ name, kind }: Rule): boolean =>
    what === 'faults' ? kind === 'fault' : what === 'responses' ? kind === 'response' : name === what
  let rules = rulesIn(world)
  for (const [seq, rule] of rules) if (gone(rule)) rules = rules.delete(seq)
  return world.withCollection(rulesName, rules)
}

/** Whether how often it matched matters: the others leave the world as it is. */
export function countsRequests({ nth, count, probability, rateLimit }: OpenRule): boolean {
  return nth !== undefined || count !== undefined || probability !== undefined || rateLimit !== undefined
}

/** What is put in force. */
interface Arming {
  readonly kind: Rule['kind']
  readonly name: string
  readonly spec: RuleSpec
  readonly changes: Partial<FaultSpec>
  readonly known: RuleKnowledge | undefined
}

function arm({ simulation }: Engine, world: World, { kind, name, spec, changes, known }: Arming): World {
  const whole = plainText({ ...spec, ...changes })
  const text = whole ?? plainText(changes)
  const from = whole === undefined ? placeOf(simulation, spec) : undefined
  if (text === undefined || (whole === undefined && from === undefined))
    throw new SandboxError(
      'invalid-option',
      `'${name.slice(0, 100)}' holds a function. Put it into the pack, or write an expression: what is in force is part of the state, which is data.`
    )
  const rule: Rule = {
    ...(from !== undefined && { from }),
    kind,
    ...(known && { known: JSON.stringify(known) }),
    name,
    seen: 0,
    spec: text,
    used: 0
  }
  const rules = rulesIn(world)
  for (const [seq, one] of rules)
    if (one.kind === kind && one.name === name) return world.withCollection(rulesName, rules.set(seq, rule))
  return world.withCollection(rulesName, rules.insert(rule).collection)
}

/** A value as JSON text; `undefined` where there are functions in it. */
function plainText(value: object): string | undefined {
  return holdsFunction(value) ? undefined : JSON.stringify(value)
}

/** Looked for before anything is printed: printing calls what is named `toJSON`. */
function holdsFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function'
  return Object.values(value).some(holdsFunction)
}
