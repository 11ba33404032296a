// Puts what went wrong into an error body of the description's own shape: message, code, status, field.
import { getOwn, isObject, setOwn } from '../../internal/json.js'
import { parsePointer } from '../../internal/json-pointer.js'
import { replaceAt } from '../../internal/replace-at.js'
import type { Schema } from '../../schema/schema.js'
import type { Engine } from '../engine.js'
import { nearestWord } from './nearest-word.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { reasonPhrase } from './reason-phrase.js'

/** What an error body can tell. */
export interface ErrorFacts {
  readonly status: number
  readonly message: string
  /** A machine-readable word, such as `invalid_request`. */
  readonly code: string
  /** Leave out what cannot be filled in the items of lists. */
  readonly terse?: boolean
  /** The problem type (RFC 9457), for bodies of `application/problem+json`. */
  readonly problemType?: string | undefined
  /** The offending places, first things first. */
  readonly places: readonly ErrorPlace[]
}

/** One offending place. */
export interface ErrorPlace {
  /** A parameter's name, or the way to a member of the body with dots: `address.city`. */
  readonly field: string
  /** The same as a JSON Pointer: `/address/city`. */
  readonly pointer: string
  readonly message: string
}

type Role = 'message' | 'title' | 'code' | 'status' | 'field' | 'list'

// Normalised member names (lower case, no separators) that mean the same thing in most error bodies.
const roles = new Map<string, Role>([
  ...names(
    'message',
    'message msg detail description issue cause errordescription errormessage developermessage usermessage reason errordetail'
  ),
  ...names('title', 'title'),
  ...names('code', 'code errorcode errortype type error'),
  ...names('status', 'status statuscode httpstatus httpstatuscode httpcode'),
  ...names(
    'field',
    'field param parameter pointer path property location source attribute fieldname propertyname'
  ),
  ...names('list', 'errors details validationerrors fielderrors violations issues problems invalidparams')
])

/**
 * Fills an error body by the names of its members, after adding those optional ones of `full` whose names we know. A member that
 * would break the schema with its new value keeps the old one, so the result is as valid as what came in.
 */
export function fillError(
  engine: Engine,
  schema: Schema,
  body: unknown,
  facts: ErrorFacts,
  full?: unknown
): unknown {
  const telling = withTellingMembers(body, full, facts, 0)
  const generated = engine.checker.isValid(schema, telling, 'response') ? telling : body
  const terse = fill(generated, { ...facts, terse: true }, 0)
  if (engine.checker.isValid(schema, terse, 'response')) return terse
  let value = fill(generated, facts, 0)
  for (let round = 0; round < 4; round++) {
    const findings = engine.checker.check(schema, value, 'response')
    if (findings.length === 0) return value
    for (const { pointer } of findings) {
      // A branch of a composition may have failed as a whole: give up the filling, not the validity.
      if (pointer === '') return generated
      const tokens = parsePointer(pointer)
      const word = round === 0 ? wordAt(engine, schema, tokens, facts) : undefined
      const original = word === undefined ? generated : replaceAt(generated, tokens, word)
      value = restore(value, original, tokens, 0)
    }
  }
  return generated
}

/** The listed word for what went wrong; where none comes near, the one for requests that cannot be carried out. */
function wordAt(
  engine: Engine,
  schema: Schema,
  tokens: readonly string[],
  { code, status }: ErrorFacts
): string | undefined {
  const near = nearestWord(engine.release, schema, tokens, `${code} ${reasonPhrase(status)}`)
  return near ?? (status < 500 ? nearestWord(engine.release, schema, tokens, 'invalid request') : undefined)
}

/** Adds the members that can be filled: those about a place only when there is one. */
function withTellingMembers(body: unknown, full: unknown, facts: ErrorFacts, depth: number): unknown {
  if (!isObject(body) || !isObject(full) || depth > 4) return body
  const extended: Record<string, unknown> = {}
  for (const member of Object.keys(full)) {
    const known = Object.hasOwn(body, member)
    // An object that need not be there would come with members of its own to invent.
    const role = roles.get(normaliseName(member))
    const tells = role !== undefined && (facts.places.length > 0 || (role !== 'field' && role !== 'list'))
    if (!known && (!tells || isObject(full[member]))) continue
    if (isObject(full[member]))
      setOwn(extended, member, withTellingMembers(body[member], full[member], facts, depth + 1))
    else setOwn(extended, member, known ? body[member] : full[member])
  }
  for (const member of Object.keys(body))
    if (!Object.hasOwn(extended, member)) setOwn(extended, member, body[member])
  return extended
}

function names(role: Role, list: string): [string, Role][] {
  return list.split(' ').map((name) => [name, role])
}

function fill(value: unknown, facts: ErrorFacts, depth: number): unknown {
  if (!isObject(value) || depth > 4) return value
  const filled: Record<string, unknown> = {}
  const members = Object.keys(value)
  const hasMessage = members.some((member) => /^(message|detail|description)$/i.test(member))
  for (const member of members)
    setOwn(filled, member, fillMember(member, value[member], facts, depth, hasMessage))
  return filled
}

function fillMember(
  member: string,
  value: unknown,
  facts: ErrorFacts,
  depth: number,
  hasMessage: boolean
): unknown {
  const name = normaliseName(member)
  const role = roles.get(name)
  if (Array.isArray(value)) return depth < 3 && (role || depth === 0) ? fillList(value, facts, depth) : value
  if (isObject(value)) return fill(value, facts, depth + 1)
  if (typeof value === 'string' || (value === null && canTell(role, facts))) {
    // `error` is a message where it stands alone, a code beside a message.
    if (name === 'error' && !hasMessage) return facts.message
    if (role === 'message' || name === 'details') return facts.message
    if (role === 'title') return facts.message.length <= 80 ? facts.message : value
    if (name === 'type' && facts.problemType !== undefined && depth === 0) return facts.problemType
    if (role === 'code') return facts.code
    if (role === 'status') return String(facts.status)
    const [place] = facts.places
    // `invalidParams: [{ name, reason }]`: a name beside a reason is the name of what is wrong.
    if (name === 'name' && depth > 0 && place !== undefined && facts.places.length === 1) return place.field
    if (role === 'field') return name === 'pointer' ? (place?.pointer ?? '') : (place?.field ?? 'body')
  }
  if (typeof value === 'number' && (role === 'status' || role === 'code')) return facts.status
  return value
}

/** Whether there is something to say where a member may be null, and is. */
function canTell(role: Role | undefined, { places }: ErrorFacts): boolean {
  return role === 'field' ? places.length > 0 : role === 'message' || role === 'code'
}

function fillList(items: readonly unknown[], facts: ErrorFacts, depth: number): unknown {
  const [template] = items
  if (template === undefined) return items
  const places =
    facts.places.length > 0 ? facts.places.slice(0, 20) : [{ field: '', pointer: '', message: facts.message }]
  return places.map((place) => {
    if (typeof template === 'string') return place.message
    return fill(
      facts.terse ? knownMembers(template) : template,
      { ...facts, message: place.message, places: place.field === '' ? [] : [place] },
      depth + 1
    )
  })
}

function knownMembers(item: unknown): unknown {
  if (!isObject(item)) return item
  const known = (member: string): boolean => member === 'name' || roles.has(normaliseName(member))
  return Object.fromEntries(Object.entries(item).filter(([member]) => known(member)))
}

/** Copies `value` with the place that `tokens` lead to taken back from `original`; further up where the original has no such place. */
function restore(value: unknown, original: unknown, tokens: readonly string[], depth: number): unknown {
  const token = tokens[depth]
  if (token === undefined || typeof value !== 'object' || value === null) return original
  const was = typeof original === 'object' && original !== null ? getOwn(original, token) : undefined
  if (was === undefined || !Object.hasOwn(value, token)) return original
  const restored = restore(getOwn(value, token), was, tokens, depth + 1)
  if (Array.isArray(value)) return value.with(Number(token), restored)
  const copy = { ...value } as Record<string, unknown>
  setOwn(copy, token, restored)
  return copy
}
