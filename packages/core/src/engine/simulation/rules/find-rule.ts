// The first rule in force that a request meets.
import type { OpenMatch, OpenRule } from '../../../release/simulation/opened.js'
import type { Names } from '../../../release/simulation/written-values.js'
import type { World } from '../../../state/world.js'
import { onFirstUse } from '../../../internal/memoise.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import type { Validated } from '../../stages.js'
import { countOne, isSpent, type LimitState } from './count-rule.js'
import { thingOfRequest } from './thing-of-request.js'
import { factsOf } from '../steps/named-things.js'
import { namesFor } from '../names-for.js'
import { knowledgeOf, openedRule } from './opened-rule.js'
import { countsRequests, rulesIn, rulesName, type Rule } from './rules.js'

/** A rule that a request meets. */
export interface FoundRule {
  /** Its number among the rules. */
  readonly seq: number
  readonly name: string
  readonly open: OpenRule
  readonly names: Names
  /** The rate limit that it is about, when the request is over it. */
  readonly limit?: LimitState
}

/** What was found on the way: the world with what was counted, the rate limits that the request is within, notes for the trace. */
export interface Search {
  readonly world: World
  readonly found?: FoundRule
  readonly limits: readonly LimitState[]
  readonly notes: readonly string[]
}

/** Looks at the rules of a kind in their order, those after `last`, up to the first that is to be carried out. */
export function findRule(
  engine: Engine,
  from: World,
  request: Validated,
  kind: Rule['kind'],
  last = -1
): Search {
  const now = nowOf(from, engine.options.now)
  const limits: LimitState[] = []
  const notes: string[] = []
  // Things are looked at as they are before: counting changes none of them.
  const named = onFirstUse(() => thingOfRequest(engine, from, request))
  const namesOf = (rule: Rule): Names => {
    const known = knowledgeOf(rule)
    const about = { entity: named(''), request }
    return namesFor(
      engine,
      from,
      known ? { ...about, params: known.params, named: factsOf(from, known.named) } : about
    )
  }
  let world = from
  for (const [seq, rule] of rulesIn(from)) {
    if (rule.kind !== kind || seq <= last) continue
    const open = openedRule(engine, rule)
    if (open === undefined) {
      notes.push(`'${rule.name}' is in force, but this sandbox cannot carry it out.`)
      continue
    }
    if (isSpent(rule, open) || !isAbout(engine, open.match, request)) continue
    const names = namesOf(rule)
    const holds = open.match.when?.(names) ?? { value: true }
    if ('fault' in holds) notes.push(`'${rule.name}' does not apply: ${holds.fault}.`)
    if ('fault' in holds || !holds.value) continue
    if (!countsRequests(open)) return { world, found: { seq, name: rule.name, open, names }, limits, notes }
    const { rule: counted, applies, limit } = countOne(rule, open, engine.seedKey, now)
    world = world.withCollection(rulesName, rulesIn(world).set(seq, counted))
    if (applies) {
      const found = { seq, name: rule.name, open, names, ...(limit && { limit }) }
      return { world, found, limits, notes }
    }
    if (limit) limits.push(limit)
  }
  return { world, limits, notes }
}

/** Whether a request is to one of the operations that a rule is about. */
export function isAbout(
  { understanding }: Engine,
  { operations, does, resources }: OpenMatch,
  { operation: { key } }: Validated
): boolean {
  if (operations && !operations.has(key)) return false
  if (!does && !resources) return true
  const binding = understanding.binding(key)
  if (does && !does.has(binding?.does.value ?? 'none')) return false
  return !resources || (binding?.resource !== undefined && resources.has(binding.resource.value))
}
