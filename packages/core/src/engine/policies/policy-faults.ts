// The faults of policies: carried out where other faults are, and counted beside rate limits.
import { setOwn } from '../../internal/json.js'
import type { Applying } from '../../policies/decide.js'
import type { World } from '../../state/world.js'
import { onFirstUse } from '../../internal/memoise.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { namesFor } from '../simulation/names-for.js'
import { countOne, isSpent } from '../simulation/rules/count-rule.js'
import { isAbout, type Search } from '../simulation/rules/find-rule.js'
import { countsRequests } from '../simulation/rules/rules.js'
import { thingOfRequest } from '../simulation/rules/thing-of-request.js'
import type { Validated } from '../stages.js'
import { asRule } from './count-rates.js'
import { rateOf, withRate } from './policies-in-world.js'

/** Whether the fault of a rule is carried out for a request: what the fault says itself has to hold as well. */
export function meetPolicyFault(
  engine: Engine,
  world: World,
  request: Validated,
  { pack, rule, effect: { open } }: Applying<'fault'>
): Search {
  const [seq, rate] = rateOf(world, pack, rule, 'fault')
  const counter = asRule(rate)
  const { name } = counter
  const nothing = { world, limits: [], notes: [] }
  if (isSpent(counter, open) || !isAbout(engine, open.match, request)) return nothing
  const entity = onFirstUse(() => thingOfRequest(engine, world, request))
  const names = namesFor(engine, world, { entity: entity(''), request })
  const holds = open.match.when?.(names) ?? { value: true }
  if ('fault' in holds) return { ...nothing, notes: [`'${name}' does not apply: ${holds.fault}.`] }
  if (!holds.value) return nothing
  const found = { seq: -1, name, open, names }
  if (!countsRequests(open)) return { ...nothing, found }
  const {
    rule: counted,
    applies,
    limit
  } = countOne(counter, open, engine.seedKey, nowOf(world, engine.options.now))
  const record = { ...rate }
  for (const member of ['seen', 'used', 'windowStart', 'inWindow'] as const)
    if (counted[member] !== undefined) setOwn(record, member, counted[member])
  const after = withRate(world, seq, record, () => false)
  if (applies) return { world: after, found: { ...found, ...(limit && { limit }) }, limits: [], notes: [] }
  return { world: after, limits: limit ? [limit] : [], notes: [] }
}
