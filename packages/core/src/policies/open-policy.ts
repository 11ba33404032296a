// A policy pack, checked against an API and ready to be asked: names resolved, patterns and expressions compiled.
import { joinPointer } from '../internal/json-pointer.js'
import { suggest } from '../internal/suggest.js'
import { gatherIssues, type Report } from '../release/readers/report.js'
import type { FaultSpec } from '../release/simulation/fault-spec.js'
import type { Grounds } from '../release/simulation/grounds.js'
import type { OpenRule } from '../release/simulation/opened.js'
import { openRule } from '../release/simulation/opening/open-rule.js'
import { eachOf, opening as openingOf, type Opening } from '../release/simulation/opening/opening.js'
import { openInterval } from '../release/simulation/opening/spans.js'
import type { Issue } from '../spec/issue.js'
import type { Duration } from '../time/duration.js'
import { fieldPattern, type FieldPattern } from './field-pattern.js'
import { matchOpener, type MatchOpener, type OpenPolicyMatch } from './open-match.js'
import { inPolicy } from './policy-issues.js'
import { defaultOf, type PolicyPack, type PolicyRule } from './policy-pack.js'

/** What a rule does. */
export type OpenEffect =
  | { readonly kind: 'allow' }
  | { readonly kind: 'deny'; readonly status: number; readonly reason?: string }
  | { readonly kind: 'requireScope'; readonly scopes: readonly string[] }
  | {
      readonly kind: 'rateLimit'
      readonly limit: number
      readonly window: Duration
      readonly per: 'client' | 'everyone' | 'operation'
    }
  | { readonly kind: 'redact'; readonly fields: readonly FieldPattern[] }
  | { readonly kind: 'fault'; readonly open: OpenRule }
  | { readonly kind: 'readOnly' }

/** A rule. */
export interface OpenPolicyRule {
  readonly name: string
  readonly match: OpenPolicyMatch
  readonly effect: OpenEffect
}

/** A pack. */
export interface OpenPolicy {
  readonly name: string
  readonly default: 'allow' | 'deny'
  readonly rules: readonly OpenPolicyRule[]
}

/** What is known where a policy is attached. */
export interface PolicyGrounds extends Grounds {
  /** The faults of the simulation pack. */
  readonly faults: ReadonlyMap<string, FaultSpec>
}

/** Opens a pack that was read. Without a `policy` there are errors among the issues. */
export function openPolicy(
  pack: PolicyPack,
  grounds: PolicyGrounds
): { readonly policy?: OpenPolicy; readonly issues: readonly Issue[] } {
  const { issues, report } = gatherIssues()
  const opening = openingOf(grounds, report)
  const openMatch = matchOpener(opening)
  const rules = pack.rules.flatMap(
    (rule, i) => openOne(opening, openMatch, grounds, rule, joinPointer('/rules', i)) ?? []
  )
  if (pack.default === 'allow' && pack.rules.some(({ allow }) => allow))
    opening.doubtful('/default', 'What the pack allows is allowed anyway: its `allow` rules change nothing.')
  const said = issues.map(inPolicy)
  if (said.some(({ severity }) => severity === 'error')) return { issues: said }
  return {
    policy: { name: pack.name, default: defaultOf(pack), rules },
    issues: said
  }
}

function openOne(
  opening: Opening,
  openMatch: MatchOpener,
  grounds: PolicyGrounds,
  rule: PolicyRule,
  at: string
): OpenPolicyRule | undefined {
  const match = openMatch(rule.match ?? {}, `${at}/match`)
  const effect = openEffect(opening, grounds, rule, at)
  return effect && { name: rule.name, match, effect }
}

function openEffect(
  opening: Opening,
  grounds: PolicyGrounds,
  rule: PolicyRule,
  at: string
): OpenEffect | undefined {
  const { deny, requireScope, rateLimit, redact, fault } = rule
  if (rule.allow) return { kind: 'allow' }
  if (rule.readOnly) return { kind: 'readOnly' }
  if (deny === true) return { kind: 'deny', status: 403 }
  if (deny) return { kind: 'deny', status: 403, ...deny }
  if (requireScope !== undefined)
    return { kind: 'requireScope', scopes: eachOf(requireScope, '').map(([scope]) => scope) }
  if (redact !== undefined)
    return { kind: 'redact', fields: eachOf(redact, '').map(([field]) => fieldPattern(field)) }
  if (rateLimit) {
    const span = openInterval(opening, rateLimit.window, `${at}/rateLimit/window`)
    return span && { kind: 'rateLimit', limit: rateLimit.limit, window: span, per: rateLimit.per ?? 'client' }
  }
  return fault === undefined ? undefined : openFault(opening, grounds, fault, `${at}/fault`)
}

function openFault(
  opening: Opening,
  { source, model, faults }: PolicyGrounds,
  fault: string | FaultSpec,
  at: string
): OpenEffect | undefined {
  const spec = typeof fault === 'string' ? faults.get(fault) : fault
  if (spec === undefined) {
    const nearest = suggest(fault as string, [...faults.keys()])
    opening.invalid(
      at,
      `The simulation pack has no fault \`${fault as string}\`.`,
      nearest === undefined
        ? 'Describe it here, or give the sandbox a pack that has it.'
        : `Did you mean \`${nearest}\`?`
    )
    return undefined
  }
  // A fault that cannot be carried out is no doubt but a mistake.
  const report: Report = (make) =>
    opening.report(() => {
      const issue = make()
      return issue.severity === 'error' ? { ...issue, code: 'simulation-invalid' } : issue
    })
  const open = openRule(spec, { source, model }, report, at)
  return open && { kind: 'fault', open }
}
