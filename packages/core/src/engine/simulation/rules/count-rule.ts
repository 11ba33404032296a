// Rules that count the requests they match: the n-th, so many, a share of them, so many within a time.
import { deriveKey, hashText } from '../../../internal/random.js'
import type { OpenRule } from '../../../release/simulation/opened.js'
import { addDuration } from '../../../time/duration.js'
import { headerValue } from '../../../http/headers.js'
import type { Rule } from './rules.js'

/** Whether it will never be carried out again. */
export function isSpent({ seen, used }: Rule, { nth, count }: OpenRule): boolean {
  return (nth !== undefined && seen >= nth) || (count !== undefined && used >= count)
}

/** The rule after one more request that it matches, and whether it is carried out for that one. The draw follows from the seed. */
export function countOne(
  rule: Rule,
  { nth, probability, rateLimit }: OpenRule,
  seedKey: number,
  now: number
): { readonly rule: Rule; readonly applies: boolean; readonly limit?: LimitState } {
  const seen = rule.seen + 1
  const draw = deriveKey(deriveKey(seedKey, hashText(`rule ${rule.name}`)), seen) / 0x100000000
  const isDrawn = (nth === undefined || seen === nth) && (probability === undefined || draw < probability)
  if (!isDrawn) return { rule: { ...rule, seen }, applies: false }
  if (!rateLimit) return { rule: { ...rule, seen, used: rule.used + 1 }, applies: true }
  const { limit } = rateLimit
  const ends = rule.windowStart === undefined ? undefined : addDuration(rule.windowStart, rateLimit.window)
  const isNew = ends === undefined || now >= ends
  const windowStart = isNew ? now : rule.windowStart!
  const inWindow = isNew ? 1 : rule.inWindow! + 1
  const applies = inWindow > limit
  const end = addDuration(windowStart, rateLimit.window)
  return {
    // What is over the limit is not counted: nothing more follows from it.
    rule: {
      ...rule,
      inWindow: Math.min(inWindow, limit),
      seen,
      used: rule.used + (applies ? 1 : 0),
      windowStart
    },
    applies,
    limit: {
      name: rule.name,
      limit,
      remaining: Math.max(limit - inWindow, 0),
      seconds: Math.max(Math.ceil((end - now) / 1000), 1),
      windowSeconds: Math.max(Math.ceil((end - windowStart) / 1000), 1)
    }
  }
}

/** A rate limit after a request. */
export interface LimitState {
  readonly name: string
  readonly limit: number
  readonly remaining: number
  /** Until the window ends, and how long it is. */
  readonly seconds: number
  readonly windowSeconds: number
}

const mostTold = 20

/**
 * The fields that tell of limits (IETF draft httpapi-ratelimit-headers, 10): structured lists of quoted names with parameters. Of more than 20
 * limits, those of which least is left: clients do not take headers of any length.
 */
export function limitHeaders(all: readonly LimitState[]): { readonly [name: string]: string } {
  if (all.length === 0) return {}
  const limits =
    all.length > mostTold ? all.toSorted((a, b) => a.remaining - b.remaining).slice(0, mostTold) : all
  const quoted = (name: string): string => `"${headerValue(name).replaceAll(/["\\]/g, '\\$&')}"`
  return {
    'ratelimit-policy': limits
      .map(({ name, limit, windowSeconds }) => `${quoted(name)};q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: limits
      .map(({ name, remaining, seconds }) => `${quoted(name)};r=${remaining};t=${seconds}`)
      .join(', ')
  }
}
