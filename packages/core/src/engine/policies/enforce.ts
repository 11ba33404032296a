// Matched -> what policies make of it: it goes on, on the terms that they say, or is refused with 403 or 429.
import { denialOf } from '../../auth/authorise.js'
import { decide, type PolicyDenial, type PolicySaid } from '../../policies/decide.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import { limitHeaders } from '../simulation/rules/count-rule.js'
import type { Matched } from '../stages.js'
import { countRates, type CountedLimit } from './count-rates.js'
import { openedPolicies } from './opened-policies.js'
import { policyFacts } from './policy-facts.js'

/** What came of it: the request with what policies said, the world with what was counted, and the refusal where there is one. */
export interface Enforced {
  readonly matched: Matched
  readonly world: World
  readonly refusal?: Refusal
}

/** Asks the policies in force. Whoever is denied is not counted. */
export function enforce(engine: Engine, world: World, matched: Matched): Enforced {
  const facts = policyFacts(engine, world, matched)
  const { denial, limits, said, ...found } = decide(openedPolicies(engine, world), facts)
  const met = { faults: found.faults, redactions: found.redactions, notes: found.notes }
  if (denial) {
    const policy = { ...met, said: endingWith(denial, said.map(uncounted)), headers: {} }
    return { matched: { ...matched, policy }, world, refusal: refusalOf(engine, matched, denial) }
  }
  const counted = countRates(world, limits, facts, nowOf(world, engine.options.now))
  const byRule = new Map(counted.limits.map((limit) => [`${limit.pack}\n${limit.rule}`, limit]))
  const over = counted.limits.filter(({ isOver }) => isOver)
  const policy = {
    ...met,
    said: endingWith(
      over[0],
      said.map((one) => told(one, byRule.get(`${one.pack}\n${one.rule}`)))
    ),
    headers: limitHeaders(counted.limits)
  }
  return {
    matched: { ...matched, policy },
    world: counted.world,
    ...(over[0] && { refusal: tooMany(over[0], over) })
  }
}

function refusalOf(engine: Engine, { operation, auth }: Matched, denial: PolicyDenial): Refusal {
  const { status, detail, scopes } = denial
  if (!scopes) return refuse({ slug: 'policy-denied', detail }, { statuses: [status], ...(auth && { auth }) })
  // RFC 6750 section 3.1: a bearer is told the scopes that would do.
  const entry = operation.security[auth?.alternative ?? 0] ?? {}
  const required = Object.fromEntries(Object.keys(entry).map((scheme) => [scheme, scopes]))
  const challenges = engine.auth
    ? denialOf(engine.auth.open, {
        allowed: false,
        status: 403,
        alternative: auth?.alternative ?? 0,
        missing: scopes,
        client: auth?.client ?? null,
        scopes: auth?.scopes ?? null,
        required,
        reasons: []
      }).challenges
    : []
  return refuse(
    { slug: 'insufficient-scope', detail },
    {
      ...(challenges.length > 0 && { headers: { 'www-authenticate': challenges } }),
      ...(auth && { auth })
    }
  )
}

function tooMany({ pack, rule, limit, windowSeconds }: CountedLimit, over: readonly CountedLimit[]): Refusal {
  const seconds = over.reduce((longest, one) => Math.max(longest, one.seconds), 1)
  const of = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
  const detail = `No more than ${of(limit, 'request')} in ${of(windowSeconds, 'second')}: try again in ${of(seconds, 'second')} (policy '${pack}', rule '${rule}').`
  return refuse({ slug: 'rate-limited', detail }, { headers: { 'retry-after': String(seconds) } })
}

/** The rule that the client is told of comes last, so that whoever reads the trace need not work out which it is. */
function endingWith(
  refusing: { readonly pack: string; readonly rule: string } | undefined,
  said: readonly PolicySaid[]
): readonly PolicySaid[] {
  if (!refusing) return said
  const refuses = ({ pack, rule }: PolicySaid) => pack === refusing.pack && rule === refusing.rule
  return [...said.filter((one) => !refuses(one)), ...said.filter(refuses)]
}

function uncounted(said: PolicySaid): PolicySaid {
  if (said.effect !== 'rateLimit') return said
  const reason = 'not counted, as the request is refused'
  return { ...said, reason: said.reason === null ? reason : `${reason}; ${said.reason}` }
}

function told(said: PolicySaid, limit: CountedLimit | undefined): PolicySaid {
  if (!limit) return said
  const left = limit.isOver
    ? `all ${limit.limit} are used up`
    : `${limit.remaining} of ${limit.limit} are left`
  const reason = `${left}, for ${limit.seconds} s`
  return { ...said, reason: said.reason === null ? reason : `${reason}; ${said.reason}` }
}
