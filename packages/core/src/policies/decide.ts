// What the packs in force say about one request. Pure: the same facts give the same decision.
//
// The law: each pack decides alone, and a request passes when every pack lets it pass. Within a pack a refusing rule beats an allowing one; where no rule has
// spoken the default does. Order decides which refusal is told, and nothing else.
import type { OperationSummary } from '../release/release.js'
import type { Classification } from '../release/resources/model.js'
import type { Names } from '../release/simulation/written-values.js'
import type { OpenPolicyMatch } from './open-match.js'
import type { OpenEffect, OpenPolicy, OpenPolicyRule } from './open-policy.js'
import { defaultRule, type PolicyEffect } from './policy-pack.js'

/** What is known of a request when policies are asked. */
export interface PolicyFacts {
  readonly operation: OperationSummary
  /** As it was sent. */
  readonly method: string
  /** Of the path below the base path of the API, decoded. */
  readonly segments: readonly string[]
  readonly does: Classification
  readonly resource: string | undefined
  readonly client: { readonly id: string; readonly label: string } | null
  /** Whether it asks for a scenario, whose steps are carried out before it is. */
  readonly asksForScenario: boolean
  /** What its credentials carry; none where nobody knows them. */
  readonly scopes: 'all' | readonly string[]
  /** The values of the names of expressions. */
  readonly names: Readonly<Record<string, unknown>>
}

/** What a rule said: for traces. */
export interface PolicySaid {
  readonly pack: string
  readonly rule: string
  readonly effect: PolicyEffect
  /** In words. */
  readonly reason: string | null
}

/** Why a request is refused. */
export interface PolicyDenial {
  readonly pack: string
  readonly rule: string
  readonly status: number
  /** A sentence for the client. */
  readonly detail: string
  /** The scopes that are needed, where it lacks some of them. */
  readonly scopes?: readonly string[]
}

/** A rule with an effect that is carried out later, on the way. */
export interface Applying<K extends OpenEffect['kind']> {
  readonly pack: string
  readonly rule: string
  readonly effect: Extract<OpenEffect, { kind: K }>
}

/** What comes of asking. */
export interface PolicyDecision {
  /** The first refusal, in the order of packs and rules; undefined: the request may pass. */
  readonly denial: PolicyDenial | undefined
  readonly limits: readonly Applying<'rateLimit'>[]
  readonly redactions: readonly Applying<'redact'>[]
  readonly faults: readonly Applying<'fault'>[]
  /** Every rule that is about the request, and every default that refuses it, in order. */
  readonly said: readonly PolicySaid[]
  readonly notes: readonly string[]
}

/** Asks every rule of every pack, in order. */
export function decide(policies: readonly OpenPolicy[], facts: PolicyFacts): PolicyDecision {
  const denials: PolicyDenial[] = []
  const limits: Applying<'rateLimit'>[] = []
  const redactions: Applying<'redact'>[] = []
  const faults: Applying<'fault'>[] = []
  const said: PolicySaid[] = []
  const notes: string[] = []
  for (const { name: pack, rules, default: usual } of policies) {
    let isAllowed = usual === 'allow'
    let isDenied = false
    const unmet: string[] = []
    for (const rule of rules) {
      const { effect, name } = rule
      const about = isAbout(rule.match, facts)
      if (about === null && effect.kind === 'allow') unmet.push(name)
      if (about === false || about === null) continue
      if (about !== true && !countsInDoubt(effect)) {
        notes.push(`The rule '${name}' of the policy '${pack}' is left out: ${about}.`)
        continue
      }
      const doubt = about === true ? null : `it is taken to be about this, as ${about}`
      const denial = denialBy(pack, rule, facts)
      if (denial) denials.push(denial)
      isDenied ||= denial !== undefined
      isAllowed ||= effect.kind === 'allow'
      said.push({
        pack,
        rule: name,
        effect: effect.kind,
        reason: joined(reasonOf(effect, facts, denial), doubt)
      })
      if (effect.kind === 'rateLimit') limits.push({ pack, rule: name, effect })
      if (effect.kind === 'redact') redactions.push({ pack, rule: name, effect })
      if (effect.kind === 'fault') faults.push({ pack, rule: name, effect })
    }
    if (isAllowed || isDenied) continue
    const reason = 'no rule allows it'
    denials.push({
      pack,
      rule: defaultRule,
      status: 403,
      detail: `The policy '${pack}' does not allow this: ${reason}.`
    })
    said.push({ pack, rule: defaultRule, effect: 'deny', reason: joined(reason, unmetClause(unmet)) })
  }
  return { denial: denials[0], limits, redactions, faults, said, notes }
}

/** What cannot be told lets nothing more through: whoever allows has to be sure, whoever restricts has not. */
function countsInDoubt({ kind }: OpenEffect): boolean {
  return kind !== 'allow' && kind !== 'fault'
}

const mostUnmet = 5

/** Which rules would allow it but for their condition: for traces, clients are not told. */
function unmetClause(rules: readonly string[]): string | null {
  if (rules.length === 0) return null
  const names = rules.slice(0, mostUnmet).map((name) => `'${name.slice(0, 100)}'`)
  const more = rules.length > mostUnmet ? ` and ${rules.length - mostUnmet} more` : ''
  return rules.length === 1
    ? `the rule ${names[0]} would allow it, but its condition was false`
    : `the rules ${names.join(', ')}${more} would allow it, but their conditions were false`
}

/** Whether all that is said holds; null where all but the condition does, and a clause on why that cannot be told. */
function isAbout(match: OpenPolicyMatch, facts: PolicyFacts): boolean | null | string {
  const { operations, does, resources, tags, paths, methods, clients, scopes, when } = match
  const { operation, client } = facts
  if (operations && !operations.has(operation.key)) return false
  if (methods && !methods.has(facts.method) && !methods.has(operation.method)) return false
  if (tags && !(operation.tags ?? []).some((tag) => tags.has(tag))) return false
  if (paths && !paths.some((test) => test(facts.segments))) return false
  if (clients && !(client && (clients.has(client.id) || clients.has(client.label)))) return false
  if (scopes && facts.scopes !== 'all' && !facts.scopes.some((scope) => scopes.has(scope))) return false
  if (does && !does.has(facts.does)) return false
  if (resources && !(facts.resource !== undefined && resources.has(facts.resource))) return false
  if (!when) return true
  const told = when(facts.names as unknown as Names)
  return 'fault' in told ? `its condition cannot be told: ${told.fault}` : told.value || null
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

function onlyReads({ operation, does, asksForScenario }: PolicyFacts): boolean {
  if (asksForScenario) return false
  return safeMethods.has(operation.method) || does === 'list' || does === 'read'
}

function missingOf(scopes: readonly string[], facts: PolicyFacts): readonly string[] {
  const { scopes: held } = facts
  return held === 'all' ? [] : scopes.filter((scope) => !held.includes(scope))
}

function denialBy(
  pack: string,
  { name: rule, effect }: OpenPolicyRule,
  facts: PolicyFacts
): PolicyDenial | undefined {
  const denial = { pack, rule, status: 403 }
  switch (effect.kind) {
    case 'deny':
      return {
        ...denial,
        status: effect.status,
        detail: effect.reason ?? `The policy '${pack}' does not allow this: rule '${rule}'.`
      }
    case 'readOnly':
      return onlyReads(facts)
        ? undefined
        : { ...denial, detail: `The policy '${pack}' lets nobody do more than read: rule '${rule}'.` }
    case 'requireScope': {
      const missing = missingOf(effect.scopes, facts)
      return missing.length === 0
        ? undefined
        : {
            ...denial,
            detail: `The credential does not carry what the policy '${pack}' needs for this: ${missing.join(', ').slice(0, 500)}.`,
            scopes: effect.scopes
          }
    }
    default:
      return undefined
  }
}

function reasonOf(effect: OpenEffect, facts: PolicyFacts, denial: PolicyDenial | undefined): string | null {
  switch (effect.kind) {
    case 'deny':
      return effect.reason ?? null
    case 'readOnly':
      if (!denial) return 'it only reads'
      return facts.asksForScenario
        ? 'it asks for a scenario, which may change what is kept'
        : `${facts.operation.key} does more than read`
    case 'requireScope':
      return denial
        ? `the credentials do not carry ${missingOf(effect.scopes, facts).join(', ')}`
        : `the credentials carry ${effect.scopes.join(', ')}`
    default:
      return null
  }
}

function joined(reason: string | null, doubt: string | null): string | null {
  return reason !== null && doubt !== null ? `${reason}; ${doubt}` : (reason ?? doubt)
}
