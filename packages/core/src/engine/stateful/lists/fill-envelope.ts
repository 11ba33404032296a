// A page -> the body and headers of its response: the items put in their place, and everything that the envelope tells about them.
import { isObject, setOwn } from '../../../internal/json.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { EnvelopeMember, EnvelopeRole, ListSpec } from '../../../release/resources/list-model.js'
import { factAt, withFact } from '../facts.js'
import type { PageFacts } from './page-facts.js'
import { linkHeader, linkTo, type ListRequest } from './page-links.js'

/** What `fillEnvelope` needs of the request. */
export type EnvelopeRequest = Omit<ListRequest, 'steps'>

/** The body of a list, and the headers about its page. */
export interface FilledEnvelope {
  readonly body: unknown
  /** Header name in lower case -> value. */
  readonly headers: { readonly [name: string]: string }
}

/**
 * Puts the entities of a page into an envelope made from the response schema (with any array of items, or none; it is not touched).
 * Members that tell where there is nothing to tell, such as the link to a next page on the last, become null or are left out, as the
 * schema allows; where it allows neither they are `''` or 0.
 */
export function fillEnvelope(
  spec: ListSpec,
  envelope: unknown,
  entities: readonly unknown[],
  facts: PageFacts,
  request: EnvelopeRequest
): FilledEnvelope {
  const { parameter, before } = spec.paging.value
  const steps = [parameter, before].filter((name) => name !== undefined)
  const asked: ListRequest = { ...request, steps }
  let body = withItems(spec, envelope, entities, facts)
  const headers: Record<string, string> = {}
  for (const member of spec.envelope) {
    const value = valueOf(member, spec, facts, asked)
    if (member.header === undefined) body = tell(body, member, value)
    else if (value !== undefined) headers[member.header.toLowerCase()] = String(value)
  }
  return { body, headers }
}

function withItems(
  spec: ListSpec,
  envelope: unknown,
  entities: readonly unknown[],
  facts: PageFacts
): unknown {
  const place = spec.items.value
  const made = factAt(envelope, place)
  const template: unknown = Array.isArray(made) ? made[0] : undefined
  const items =
    spec.item.length === 0
      ? entities
      : entities.map((entity, index) => wrap(spec.item, template, entity, facts.cursor(index)))
  const placed = (value: unknown) => (place.length === 0 ? value : withFact(envelope, place, value))
  if (!spec.keyed) return placed(items)
  const keyed: Record<string, unknown> = {}
  facts.ids.forEach((id, index) => setOwn(keyed, id, items[index]))
  return placed(keyed)
}

/** `{ node, cursor }` around an entity; other members are those of the template. */
function wrap(place: Place, template: unknown, entity: unknown, cursor: string): unknown {
  const base =
    isObject(template) && typeof template['cursor'] === 'string' ? { ...template, cursor } : template
  return withFact(base, place, entity)
}

function tell(body: unknown, member: EnvelopeMember, value: unknown): unknown {
  const { at, nullable, required } = member
  if (value !== undefined) return withFact(body, at, spelled(body, at, value))
  if (nullable) return withFact(body, at, null)
  if (!required) return without(body, at)
  return withFact(body, at, typeof factAt(body, at) === 'number' ? 0 : '')
}

/** Numbers that the envelope writes as texts stay texts. */
function spelled(body: unknown, at: Place, value: unknown): unknown {
  const made = factAt(body, at)
  if (typeof made === 'string' && typeof value === 'number') return String(value)
  return typeof made === 'number' && typeof value === 'string' && /^\d{1,15}$/.test(value)
    ? Number(value)
    : value
}

const numbering = new Set<EnvelopeRole>(['page', 'next-page', 'offset', 'next-offset'])

/** What a role tells; `undefined` where there is nothing to tell. */
function valueOf(
  { value: role, absolute, nullable, required }: EnvelopeMember,
  spec: ListSpec,
  facts: PageFacts,
  request: ListRequest
): unknown {
  const link = (step: PageFacts['next']) => (step ? linkTo(request, step, absolute === true) : undefined)
  const { ids, size, next } = facts
  const byNumber = spec.paging.value.style === 'page' || spec.paging.value.style === 'offset'
  // Cursors beside page numbers or offsets belong to another way of paging, unless nothing else leads on.
  const hasNumbers = byNumber && spec.envelope.some(({ value }) => numbering.has(value))
  switch (role) {
    case 'total':
      return facts.total()
    case 'count':
      return ids.length
    case 'page':
      return facts.page ?? 1
    case 'pages':
      return Math.ceil(facts.total() / size)
    case 'size':
      return size
    case 'offset':
      return facts.offset ?? 0
    case 'has-more':
      return facts.hasMore()
    case 'has-previous':
      return facts.hasPrevious()
    case 'is-last':
      return !facts.hasMore()
    case 'is-first':
      return !facts.hasPrevious()
    case 'next-cursor': {
      if (hasNumbers) return undefined
      // A cursor that has to be there leads to what will come.
      const step = next ?? (required && !nullable ? facts.resume() : undefined)
      return step === undefined ? undefined : String(step.value)
    }
    case 'previous-cursor': {
      const previous = hasNumbers ? undefined : facts.previous()
      return previous === undefined ? undefined : String(previous.value)
    }
    case 'first-id':
      return ids[0]
    case 'last-id':
      return ids.at(-1)
    case 'next-page':
      return facts.hasNext && facts.page !== undefined ? facts.page + 1 : undefined
    case 'previous-page':
      return facts.page !== undefined && facts.page > (facts.firstPage ?? 1) ? facts.page - 1 : undefined
    case 'next-offset':
      return facts.hasNext && facts.offset !== undefined ? facts.offset + ids.length : undefined
    case 'next-link':
      return link(next)
    case 'previous-link':
      return link(facts.previous())
    case 'first-link':
      return byNumber ? link(facts.first) : linkTo(withoutSteps(request), undefined, absolute === true)
    case 'last-link':
      return link(facts.last())
    case 'self-link':
      return linkTo(request, undefined, absolute === true)
    case 'link-header':
      return linkHeader(facts, request)
  }
}

/** The first page of a list that is read on from positions: no position. */
function withoutSteps(request: ListRequest): ListRequest {
  return { ...request, query: request.query.filter(({ name }) => !request.steps.includes(name)) }
}

/** A copy without a place. */
function without(body: unknown, [token, ...rest]: Place): unknown {
  if (token === undefined || !isObject(body) || !Object.hasOwn(body, token)) return body
  const { [token]: inner, ...others } = body
  if (rest.length === 0) return others
  const copy: Record<string, unknown> = { ...body }
  setOwn(copy, token, without(inner, rest))
  return copy
}
