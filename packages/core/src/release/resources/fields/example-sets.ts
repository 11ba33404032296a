// Examples of whole entities: those of the answers that show one, else what the examples of its single members make together.
import { isObject } from '../../../internal/json.js'
import { membersOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { mainMedia } from '../../schema-of-media.js'
import type { Claim } from '../operations/claim.js'
import type { Place } from '../inferred.js'
import type { Site } from '../operations/sites.js'
import { examplesOf } from './member-places.js'

/** One example. */
export interface ExampleSet {
  readonly value: Readonly<Record<string, unknown>>
  /** The author wrote it as one; else it is put together from single members, which may be of different entities. */
  readonly isWhole: boolean
}

const mostSets = 8
const showing = new Set(['read', 'create', 'update', 'replace', 'list'])

/** The examples of the entities that claims are about: those written as one, else the one of single members. */
export function exampleSets(
  source: SchemaSource,
  claims: readonly Claim[],
  entity: Schema
): readonly ExampleSet[] {
  const whole: Readonly<Record<string, unknown>>[] = []
  for (const { site, does } of claims) {
    if (whole.length >= mostSets) break
    if (showing.has(does.value)) whole.push(...examplesAt(site).filter(isObject))
  }
  const own = typeof entity === 'object' ? partsOf(source, entity) : []
  for (const { examples } of own) if (examples) whole.push(...examples.filter(isObject))
  return whole.length > 0
    ? whole.slice(0, mostSets).map((value) => ({ value, isWhole: true }))
    : [{ value: ofMembers(source, entity, 0), isWhole: false }]
}

/** The entities in the examples of a success answer; of a list the first. */
function examplesAt({ operation, status, success, entity, items }: Site): readonly unknown[] {
  if (status === undefined) return []
  const media = mainMedia(operation.responses[status]?.content)
  const declared = typeof success === 'object' ? (success.examples ?? []) : []
  const place: Place = entity
    ? entity.at
    : items
      ? [...items.value.at, ...(items.value.keyed ? [] : ['*']), ...items.value.item]
      : []
  return [...Object.values(media?.examples ?? {}), ...declared].map((example) => valueAt(example, place))
}

/** The value at a place; of an array the first item. */
function valueAt(value: unknown, place: Place): unknown {
  let at = value
  for (const token of place) {
    if (token === '*') at = Array.isArray(at) ? at[0] : undefined
    else at = isObject(at) && Object.hasOwn(at, token) ? at[token] : undefined
  }
  return at
}

/** The first example of each member, two levels deep. */
function ofMembers(source: SchemaSource, schema: Schema, depth: number): Readonly<Record<string, unknown>> {
  const made: (readonly [string, unknown])[] = []
  for (const [name, { schema: member }] of membersOf(source, schema)) {
    const [example] = examplesOf(source, member)
    const value =
      example ?? (depth < 1 && membersOf(source, member).size > 0 ? ofMembers(source, member, 1) : undefined)
    if (value !== undefined) made.push([name, value])
  }
  return Object.fromEntries(made)
}
