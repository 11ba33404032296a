// Policies to start from, made for an API: what people fence others in with most, as packs that are then theirs to change.
import { normaliseName } from '../internal/normalise-name.js'
import type { OperationSummary } from '../release/release.js'
import type { ResourceModel } from '../release/resources/model.js'
import type { PolicyPack, PolicyRule } from './policy-pack.js'

/** What a starter is made for; a sandbox is one. */
export interface PolicySubject {
  readonly operations: readonly OperationSummary[]
  readonly model: Pick<ResourceModel, 'bindings'>
}

const described = {
  'read-only': 'Reads, and nothing else.',
  '<word>-only':
    'Reads, and what is about something, such as `refunds-only`: operations with that word in their path, operationId or resource.',
  'no-deletes': 'Everything but deletions.',
  'rate-limited': 'Everything, 60 calls a minute for each client.',
  'redact-personal-data': 'Everything, but for the members of answers that most likely tell about persons.'
}

/** The names of the starters (`<word>-only` stands for any word), and what they let through. */
export const starterPolicies: Readonly<Record<string, string>> = described

/** A policy made from a starter, or why there is none. */
export type PolicyStarter = { readonly pack: PolicyPack } | { readonly problem: string }

/**
 * Makes one. Pure.
 *
 * @param name `read-only`, `no-deletes`, `rate-limited`, `redact-personal-data`, or a word and `-only`
 * @example
 * const starter = starterPolicy('refunds-only', sandbox)
 */
export function starterPolicy(name: string, api: PolicySubject): PolicyStarter {
  switch (name) {
    case 'read-only':
      return made(name, [{ name: 'reads', readOnly: true }])
    case 'no-deletes':
      return made(name, noDeletes())
    case 'rate-limited':
      return made(name, [{ name: 'a-minute', rateLimit: { limit: 60, window: '1m', per: 'client' } }])
    case 'redact-personal-data':
      return made(name, [{ name: 'personal-data', redact: personal.map((field) => `/**/${field}`) }])
    default: {
      const word = /^([A-Za-z0-9][A-Za-z0-9_.:]*(?:-[A-Za-z0-9_.:]+)*)-only$/.exec(name)?.[1]
      return word === undefined
        ? {
            problem: `There is no starter '${name.slice(0, 60)}'. There are: ${Object.keys(described).join(', ')}.`
          }
        : wordOnly(name, word, api)
    }
  }
}

function made(
  name: string,
  rules: readonly PolicyRule[],
  description = described[name as 'read-only']
): PolicyStarter {
  return { pack: { format: 'sandbed-policy', version: 1, name, description, rules } }
}

function noDeletes(): readonly PolicyRule[] {
  const deny = { reason: 'Nothing may be deleted.' }
  return [
    { name: 'no-deletions', match: { classification: 'delete' }, deny },
    { name: 'no-delete-method', match: { method: 'DELETE' }, deny }
  ]
}

function wordOnly(name: string, word: string, { operations, model }: PolicySubject): PolicyStarter {
  const wanted = stemOf(word)
  const bindings = new Map(Object.entries(model.bindings))
  const isAbout = ({ key, path, operationId = '' }: OperationSummary): boolean => {
    const resource = bindings.get(key)?.resource?.value ?? ''
    return [...path.split('/'), operationId, resource].some((text) => wordsOf(text).includes(wanted))
  }
  const about = operations.filter(isAbout).map(({ key }) => key)
  if (about.length === 0)
    return { problem: `No operation is about '${word}': none has it in its path, operationId or resource.` }
  return made(
    name,
    [
      { name: 'reads', match: { classification: ['list', 'read'] }, allow: true },
      { name: 'safe-methods', match: { method: ['GET', 'HEAD', 'OPTIONS'] }, allow: true },
      { name: `about-${word}`, match: { operation: about }, allow: true }
    ],
    `Reads, and what is about ${word}. Whatever no rule allows is refused.`
  )
}

/** The words of a name in any case style, each as its stem; and all of it together, for words of several parts. */
function wordsOf(text: string): readonly string[] {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  return [...words, text].map(stemOf)
}

function stemOf(word: string): string {
  return normaliseName(word)
    .replace(/ies$/, 'y')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1')
}

/** What members about persons are called, in the usual styles. */
const personal: readonly string[] = [
  'email',
  'email_address',
  'emailAddress',
  'phone',
  'phone_number',
  'phoneNumber',
  'mobile',
  'first_name',
  'firstName',
  'last_name',
  'lastName',
  'full_name',
  'fullName',
  'given_name',
  'givenName',
  'family_name',
  'familyName',
  'date_of_birth',
  'dateOfBirth',
  'birth_date',
  'birthDate',
  'ssn',
  'tax_id',
  'taxId',
  'passport_number',
  'passportNumber',
  'iban',
  'address',
  'street_address',
  'streetAddress',
  'ip_address',
  'ipAddress'
]
