// Rate limits: windows on the sandbox's clock, kept in the world. A request that is refused counts nowhere.
import type { Applying, PolicyFacts } from '../../policies/decide.js'
import type { World } from '../../state/world.js'
import { addDuration } from '../../time/duration.js'
import { countOne, type LimitState } from '../simulation/rules/count-rule.js'
import type { Rule } from '../simulation/rules/rules.js'
import { rateOf, withRate, type RateRecord } from './policies-in-world.js'

/** A limit, and where it stands after the request. */
export interface CountedLimit extends LimitState {
  readonly pack: string
  readonly rule: string
  readonly isOver: boolean
}

/** What came of counting: the world as it was where one of the limits is reached. */
export interface Counted {
  readonly world: World
  readonly limits: readonly CountedLimit[]
}

/** Counts a request under all limits that it meets, or under none. */
export function countRates(
  from: World,
  limits: readonly Applying<'rateLimit'>[],
  facts: PolicyFacts,
  now: number
): Counted {
  let world = from
  const counted = limits.map(({ pack, rule, effect }): CountedLimit => {
    const [seq, rate] = rateOf(from, pack, rule, subjectOf(effect.per, facts))
    const after = countOne(asRule(rate), { match: {}, rateLimit: effect }, 0, now)
    const { seen, windowStart, inWindow } = after.rule
    const kept = { ...rate, seen, windowStart: windowStart!, inWindow: inWindow! }
    world = withRate(world, seq, kept, (one) => addDuration(one.windowStart ?? now, effect.window) <= now)
    return { ...after.limit!, name: `${pack}/${rule}`, pack, rule, isOver: after.applies }
  })
  if (!counted.some(({ isOver }) => isOver)) return { world, limits: counted }
  const uncounted = counted.map((limit) =>
    limit.isOver ? limit : { ...limit, remaining: Math.min(limit.remaining + 1, limit.limit) }
  )
  return { world: from, limits: uncounted }
}

function subjectOf(per: 'client' | 'everyone' | 'operation', { client, operation }: PolicyFacts): string {
  if (per === 'operation') return `operation ${operation.key}`
  return per === 'client' && client ? `client ${client.id}` : 'everyone'
}

/** A count in the form that rules count in. */
export function asRule(rate: RateRecord): Rule {
  return { ...rate, name: `${rate.policy}/${rate.rule}`, kind: 'fault', spec: '' }
}
