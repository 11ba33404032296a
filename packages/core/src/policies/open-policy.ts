// A policy pack, checked against an API and ready to be asked: names resolved, patterns and expressions compiled.
import { joinPointer } from '../internal/json-pointer.js'
import { suggest } from '../internal/suggest.js'
import { gatherIssues, type Report } from '../release/readers/report.js'
import type { Classification } from '../release/resources/model.js'
import type { FaultSpec } from '../release/simulation/fault-spec.js'
import type { Grounds } from '../release/simulation/grounds.js'
import type { NamesHere } from '../release/simulation/names/names-here.js'
import type { OpenRule, Test } from '../release/simulation/opened.js'
import { openTest } from '../release/simulation/opening/formulas.js'
import { openRule } from '../release/simulation/opening/open-rule.js'
import { eachOf, opening as openingOf, type Opening } from '../release/simulation/opening/opening.js'
import { openInterval } from '../release/simulation/opening/spans.js'
import type { Issue } from '../spec/issue.js'
import type { Duration } from '../time/duration.js'
import { fieldPattern, type FieldPattern } from './field-pattern.js'
import { pathPattern, type PathTest } from './path-pattern.js'
import { inPolicy } from './policy-issues.js'
import type { PolicyMatch, PolicyPack, PolicyRule } from './policy-pack.js'

/** Which requests a rule is about; what is absent does not matter. */
export interface OpenPolicyMatch {
  /** Keys. */
  readonly operations?: ReadonlySet<string>
  readonly does?: ReadonlySet<Classification>
  readonly resources?: ReadonlySet<string>
  readonly tags?: ReadonlySet<string>
  readonly paths?: readonly PathTest[]
  readonly methods?: ReadonlySet<string>
  readonly clients?: ReadonlySet<string>
  readonly scopes?: ReadonlySet<string>
  readonly when?: Test
}

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

const known = (what: string, names: string) => ({
  kind: 'names' as const,
  what,
  members: new Map(names.split(' ').map((name) => [name, undefined]))
})

const names: NamesHere = {
  scope: { request: 'map', client: 'any', operation: 'map', clock: 'map' },
  known: new Map([
    ['request', known('the request', 'method path query header cookie body')],
    ['client', known('the client', 'id label scopes')],
    ['operation', known('the operation', 'key operationId method path tags does resource')],
    ['clock', known('the clock', 'now')]
  ])
}

/** Opens a pack that was read. Without a `policy` there are errors among the issues. */
export function openPolicy(
  pack: PolicyPack,
  grounds: PolicyGrounds
): { readonly policy?: OpenPolicy; readonly issues: readonly Issue[] } {
  const { issues, report } = gatherIssues()
  const opening = openingOf(grounds, report)
  const rules = pack.rules.flatMap(
    (rule, i) => openOne(opening, grounds, rule, joinPointer('/rules', i)) ?? []
  )
  const hasAllow = pack.rules.some(({ allow }) => allow)
  if (hasAllow && pack.default === 'allow')
    opening.doubtful('/default', 'What the pack allows is allowed anyway: its `allow` rules change nothing.')
  const said = issues.map(inPolicy)
  if (said.some(({ severity }) => severity === 'error')) return { issues: said }
  return {
    policy: { name: pack.name, default: pack.default ?? (hasAllow ? 'deny' : 'allow'), rules },
    issues: said
  }
}

function openOne(
  opening: Opening,
  grounds: PolicyGrounds,
  rule: PolicyRule,
  at: string
): OpenPolicyRule | undefined {
  const match = openMatch(opening, rule.match ?? {}, `${at}/match`)
  const effect = openEffect(opening, grounds, rule, at)
  return effect && { name: rule.name, match, effect }
}

function openMatch(opening: Opening, match: PolicyMatch, at: string): OpenPolicyMatch {
  const { model, source } = opening
  const tags = new Set(source.index.operations.flatMap((operation) => operation.tags ?? []))
  const each = (member: keyof PolicyMatch) => eachOf(match[member], `${at}/${member}`)
  const set = (member: keyof PolicyMatch) => new Set(each(member).map(([one]) => one))
  for (const [tag, pointer] of each('tag')) if (!tags.has(tag)) opening.unknown(pointer, 'tag', tag, tags)
  for (const [one, pointer] of each('resource'))
    if (!Object.hasOwn(model.resources, one)) opening.resource(one, pointer)
  const when = openTest(opening, match.when, `${at}/when`, names)
  return {
    ...(match.operation !== undefined && {
      operations: new Set(
        each('operation').flatMap(([one, pointer]) => opening.operation(one, pointer)?.key ?? [])
      )
    }),
    ...(match.classification !== undefined && { does: set('classification') as Set<Classification> }),
    ...(match.resource !== undefined && { resources: set('resource') }),
    ...(match.tag !== undefined && { tags: set('tag') }),
    ...(match.path !== undefined && { paths: each('path').map(([one]) => pathPattern(one)) }),
    ...(match.method !== undefined && { methods: set('method') }),
    ...(match.client !== undefined && { clients: set('client') }),
    ...(match.scope !== undefined && { scopes: set('scope') }),
    ...(when && { when })
  }
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
