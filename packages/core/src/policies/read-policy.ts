// An unchecked value -> a policy pack, and what is wrong with it.
import { isObject } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { copyPack } from '../release/pack/open-pack.js'
import { gatherIssues, type Report } from '../release/readers/report.js'
import {
  count,
  exactly,
  listOf,
  matching,
  objectOf,
  oneOf,
  text,
  word,
  type Reader
} from '../release/readers/value-readers.js'
import { faultFormat } from '../release/simulation/formats/rule-format.js'
import { name, oneOrMore, span } from '../release/simulation/formats/value-formats.js'
import { checkShape } from '../spec/description-shape.js'
import type { Issue } from '../spec/issue.js'
import {
  defaultRule,
  policyEffects,
  type OneOrMore,
  type PolicyMatch,
  type PolicyPack,
  type PolicyRule
} from './policy-pack.js'
import { inPolicy } from './policy-issues.js'

/** A pack, `undefined` where it cannot be used at all, and what is wrong: at most 200 issues. */
export interface PolicyReading {
  readonly pack: PolicyPack | undefined
  readonly issues: readonly Issue[]
}

const classification = word(['list', 'read', 'create', 'update', 'replace', 'delete', 'action', 'none'])
const method = matching(/^[A-Z]{1,20}$/, 'an HTTP method in capitals, such as `GET`')
const path = matching(/^\/[^?#\s]{0,500}$/, 'a path from `/` on, such as `/pets/*`')
const scope = matching(/^[!#-[\]-~]{1,200}$/, 'a scope: visible ASCII without quotes and backslashes')
const pointer = matching(/^\/([^~]|~[01])*$/, 'a JSON Pointer, such as `/owner/email` or `/**/email`')
const expression = matching(/^=(?!=)/, 'an expression, such as `=request.body.amount <= 100`')
const yes = exactly(true)

const many = (item: Reader<string>, expected: string): Reader<OneOrMore> => oneOrMore(item, expected)

const match = objectOf<PolicyMatch>({
  operation: many(text, 'an operation key or an operationId'),
  classification: many(classification, 'what the operation does'),
  resource: many(text, 'the name of a resource'),
  tag: many(text, 'a tag'),
  path: many(path, 'a path from `/` on'),
  method: many(method, 'an HTTP method'),
  client: many(text, 'the id or label of a client'),
  scope: many(scope, 'a scope'),
  when: expression
})

const rule = objectOf<PolicyRule>(
  {
    name,
    description: text,
    match,
    allow: yes,
    deny: oneOf<NonNullable<PolicyRule['deny']>>('true, or `{ status, reason }`', {
      boolean: yes,
      object: objectOf<{ status?: number; reason?: string }>({ status: count(400, 599), reason: text })
    }),
    requireScope: many(scope, 'a scope'),
    rateLimit: objectOf<NonNullable<PolicyRule['rateLimit']>>(
      { limit: count(1, 999_999_999_999_999), window: span, per: word(['client', 'everyone', 'operation']) },
      ['limit', 'window']
    ),
    redact: many(pointer, 'a JSON Pointer'),
    fault: oneOf<NonNullable<PolicyRule['fault']>>('the name of a fault, or a fault', {
      string: name,
      object: faultFormat
    }),
    readOnly: yes
  },
  ['name']
)

const whole = objectOf<PolicyPack>(
  {
    $schema: text,
    format: exactly('sandbed-policy'),
    version: exactly(1),
    name,
    description: text,
    default: word(['allow', 'deny']),
    rules: listOf(rule)
  },
  ['name', 'rules']
)

/**
 * Reads a pack. Never throws. Pointers of the issues lead into the pack; with an error among them it is not to be used.
 *
 * @example
 * const { pack, issues } = readPolicyPack({ name: 'reads', rules: [{ name: 'reads', readOnly: true }] })
 */
export function readPolicyPack(value: unknown): PolicyReading {
  const { issues, report } = gatherIssues()
  const copied = plain(value)
  const pack =
    copied === undefined
      ? invalid(report, '', 'This is no plain JSON of a sensible size.')
      : hasTooMany(copied)
        ? invalid(report, '/rules', `There are more than ${mostRules} rules.`)
        : whole(copied, '', report)
  if (pack) checkRules(pack, report)
  return { pack, issues: issues.map(inPolicy) }
}

/** Each request is compared with each of them. */
const mostRules = 1000

function hasTooMany(copied: unknown): boolean {
  const rules = isObject(copied) ? copied['rules'] : undefined
  return Array.isArray(rules) && rules.length > mostRules
}

/** A copy of the value as it is now; `undefined` for what is no plain JSON. */
function plain(value: unknown): unknown {
  try {
    if (typeof value === 'object' && value !== null && checkShape(value) !== undefined) return undefined
    return copyPack(value) ?? null
  } catch {
    return undefined
  }
}

function checkRules({ rules }: PolicyPack, report: Report): void {
  const names = new Set<string>()
  for (const [i, one] of rules.entries()) {
    const at = joinPointer('/rules', i)
    if (one.name === defaultRule)
      invalid(
        report,
        `${at}/name`,
        `\`${defaultRule}\` is what the default of a pack is called; choose another name.`
      )
    if (names.has(one.name)) invalid(report, `${at}/name`, `Another rule is called \`${one.name}\` already.`)
    names.add(one.name)
    const effects = policyEffects.filter((effect) => one[effect] !== undefined)
    if (effects.length === 1) continue
    const known = policyEffects.map((effect) => `\`${effect}\``).join(', ')
    const said = effects.length === 0 ? 'no effect' : `several effects (${effects.join(', ')})`
    invalid(report, at, `The rule has ${said}; it must have one of ${known}.`)
  }
}

function invalid(report: Report, at: string, message: string): undefined {
  report(() => ({ code: 'override-invalid', severity: 'error', pointer: at, message }))
}
