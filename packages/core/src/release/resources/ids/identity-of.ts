// The identity of a kind of thing: its id member, the shape of its ids, and who chooses them. Gathers the evidence that `identify.ts` and
// `infer-id-shape.ts` judge.
import { getAt } from '../../../internal/json-pointer.js'
import { itemsOf, membersOf, schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { entityPlace } from '../operations/entity-place.js'
import { followRaw, inferred, rawProperty, rawText, type Evidence } from '../evidence.js'
import type { Group } from '../groups/group.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { alternatesAskedFor, alternatesOf, idMember } from './identify.js'
import { integerIdsOf } from './integer-ids.js'
import { inferIdShape } from './infer-id-shape.js'
import type { Inferred, Place } from '../inferred.js'
import type { Identity } from '../model.js'
import type { Site } from '../operations/sites.js'
import { isReadOnly, nameSent, sentUnderTheName, toldAtFirst } from './sent-ids.js'
import { singularOf } from '../words.js'

/** Infers it. */
export function identityOf(
  evidence: Evidence,
  group: Group,
  entity: Schema | undefined,
  integers: ReadonlyMap<string, string> = new Map()
): Identity {
  const { source } = evidence
  const { claims, noun } = group
  const keyed =
    claims.find(({ key, byOtherName }) => key?.value.in === 'path' && !byOtherName) ??
    claims.find(({ key }) => key !== undefined)
  const parameter = keyed?.site.operation.parameters.find(
    ({ name, in: place }) => name === keyed.key!.value.name && place === keyed.key!.value.in
  )
  const asked = parameter ?? (keyed && { name: keyed.key!.value.name })
  const creates = claims.flatMap(({ does, site }) =>
    does.value === 'create' && site.request !== undefined ? [site] : []
  )
  const sent = sentUnderTheName(source, creates, noun, asked?.name)
  const shown =
    entity === undefined
      ? undefined
      : (idMember(source, entity, noun, asked) ??
        toldAtFirst(source, claims, noun, asked) ??
        usualId(source, claims, entity))
  const [first] = sent
  const at = shown ?? (first && inferred(first.value, first.confidence, first.reason))
  const schema = at && schemaAt(source, entity, at.value)
  const saidAs = at && nameSent(source, at, schema, sent, asked?.name)
  const upsert = claims.find(
    ({ does, site, key }) => does.value === 'replace' && site.method === 'PUT' && key?.value.in === 'path'
  )
  const integerElsewhere = integerIdsOf(source, group, at?.value, integers)
  return {
    at,
    alternates: distinct(
      [
        ...(entity === undefined ? [] : alternatesOf(source, entity, at?.value, asked?.name, noun)),
        ...(entity === undefined ? [] : alternatesAskedFor(source, entity, otherKeys(claims, asked?.name))),
        ...sent.map(({ types: _types, ...place }) => place)
      ],
      at
    ),
    shape: inferIdShape(evidence, {
      ...(schema === undefined ? {} : { schema }),
      ...(parameter ? { parameterSchema: parameter.schema } : {}),
      ...(integerElsewhere === undefined ? {} : { integerElsewhere }),
      texts: textsOf(evidence, claims, at?.value, parameter?.name),
      examples: [...examplesIn(claims, at?.value), ...(parameter?.examples ?? [])],
      members: [...membersOf(source, entity).keys()],
      noun: singularOf(noun),
      name: at?.value.at(-1) ?? asked?.name ?? 'id'
    }),
    ...(saidAs
      ? {
          chosenByClient: inferred(
            true,
            0.75,
            `the request has \`${saidAs.join('.')}\`, the name of the parameter`
          ),
          saidAs
        }
      : { chosenByClient: chosenBy(evidence, creates, at?.value, upsert?.site) })
  }
}

/** The path parameters by which reads ask for one, but the first. */
function otherKeys(claims: readonly Claim[], first: string | undefined): readonly string[] {
  const names = claims.flatMap(({ does, key }) =>
    does.value === 'read' && key?.value.in === 'path' && key.value.name !== first ? [key.value.name] : []
  )
  return [...new Set(names)]
}

function chosenBy(
  { source }: Evidence,
  creates: readonly Site[],
  at: Place | undefined,
  upsert: Site | undefined
): Inferred<boolean> {
  const name = at?.at(-1)
  for (const { request: body, noun } of creates) {
    if (at === undefined || name === undefined || body === undefined) break
    // Where several are made at once the request is an array of them.
    const whole = itemsOf(source, body) ?? body
    const request = entityPlace(source, whole, noun, 'request').schema
    const member =
      schemaAt(source, request, at) ?? schemaAt(source, whole, [name]) ?? likeNamed(source, request, name)
    if (member !== undefined && !isReadOnly(source, member))
      return inferred(true, 0.85, `the request has \`${name}\` too`)
  }
  if (creates.length === 0 && upsert)
    return inferred(true, 0.8, `${upsert.key} makes it under the key in its path`)
  return inferred(false, 0.85, 'no request holds it')
}

/** A member with the same name in another way of writing: the request may say `PhoneNumber` where the answer shows `phone_number`. */
function likeNamed(source: Evidence['source'], request: Schema, name: string): Schema | undefined {
  const plain = normaliseName(name)
  return [...membersOf(source, request)].find(([one]) => normaliseName(one) === plain)?.[1].schema
}

/** What is made and then read one by one has an id, also where nothing is said of its members. */
function usualId(
  source: Evidence['source'],
  claims: readonly Claim[],
  entity: Schema
): Inferred<Place> | undefined {
  const isMade = claims.some(({ does }) => does.value === 'create')
  const types = typesOf(source, entity)
  const isUndescribed = membersOf(source, entity).size === 0 && (types.size === 0 || types.has('object'))
  return isMade && isUndescribed
    ? inferred(['id'], 0.3, 'nothing is said of its members; ids are usually called `id`')
    : undefined
}

/** The words of the author about the id. */
function textsOf(
  evidence: Evidence,
  claims: readonly Claim[],
  at: Place | undefined,
  parameter: string | undefined
): string[] {
  const texts: string[] = []
  const name = at?.at(-1)
  const entity = claims.find(({ site }) => site.entity)?.site.entity
  const component = typeof entity?.schema === 'object' ? entity.schema.$ref : undefined
  if (name !== undefined && component !== undefined) {
    const text = rawText(evidence, rawProperty(evidence, { $ref: component }, name))
    if (text !== '') texts.push(text)
  }
  for (const { site } of claims.slice(0, 6)) {
    const raw = evidence.raw(site.key)
    const list = raw['parameters']
    if (!Array.isArray(list) || parameter === undefined) continue
    for (const one of list) {
      const described = followRaw(evidence, one)
      if (described?.['name'] === parameter && typeof described['description'] === 'string')
        texts.push(described['description'])
    }
  }
  return texts
}

/** Ids in the examples of whole bodies. */
function examplesIn(claims: readonly Claim[], at: Place | undefined): unknown[] {
  if (at === undefined) return []
  const found: unknown[] = []
  for (const { site, does } of claims) {
    if (!site.entity || does.value === 'delete') continue
    const response = site.status === undefined ? undefined : site.operation.responses[site.status]
    for (const { examples } of response?.content ?? [])
      for (const example of Object.values(examples ?? {})) {
        const id = getAt(example, [...site.entity.at.filter((token) => token !== '*'), ...at])
        if (typeof id === 'string' || typeof id === 'number') found.push(id)
      }
    if (found.length >= 5) break
  }
  return found
}

/** Each place once, and none that is the id itself. */
function distinct(
  places: readonly Inferred<Place>[],
  id: Inferred<Place> | undefined
): readonly Inferred<Place>[] {
  const seen = new Set([id?.value.join('.')])
  return places.filter(({ value }) => {
    const name = value.join('.')
    return !seen.has(name) && seen.add(name)
  })
}
