// Whether a success body is a list of things, and where in it they stand: told by the members beside the array and by names.
import { normaliseName } from '../../../internal/normalise-name.js'
import { followRefs } from '../../../schema/follow-refs.js'
import { componentOf, membersOf, typesOf, type Member } from '../../../schema/members-of.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred, Place } from '../inferred.js'
import { arrayOfThings, mapOfThings, saysList } from './arrays-of-things.js'
import { envelopeWord, isContainerName, isIdName, isSideName, isWrapperName } from './envelope-words.js'
import { likeNoun } from './names.js'
import { tellsOfPages } from './tells-of-pages.js'

/** Where the things of a list stand. */
export interface ItemsPlace {
  /** The array, or with `keyed` the object, that holds the items. */
  readonly at: Place
  /** Where in each item the entity stands: `['node']` for edges; usually `[]`. */
  readonly item: Place
  readonly keyed?: true
  /** The schema of the entity inside one item. */
  readonly schema: Schema
}

const known = new WeakMap<SchemaObject, Map<string, Inferred<ItemsPlace> | undefined>>()
const deepest = 3

/**
 * Says where a body of this schema holds a list of objects; `undefined` for what is no list, above all for an entity that has an array
 * among its members. `noun` is what the operation is about, in any case and number: it settles what names leave open.
 */
export function findItems(
  source: SchemaSource,
  schema: Schema | undefined,
  noun?: string
): Inferred<ItemsPlace> | undefined {
  if (typeof schema !== 'object') return undefined
  // Many operations answer with the same component.
  const { schema: target } = followRefs(schema, source)
  const holder = typeof target === 'object' ? target : schema
  let found = known.get(holder)
  if (!found) known.set(holder, (found = new Map()))
  const key = `${schema.$ref ?? ''}\n${noun ?? ''}`
  if (found.has(key)) return found.get(key)
  const items = findBelow(source, schema, noun, 0)
  found.set(key, items)
  return items
}

function findBelow(
  source: SchemaSource,
  schema: SchemaObject,
  noun: string | undefined,
  depth: number
): Inferred<ItemsPlace> | undefined {
  const entity = arrayOfThings(source, schema)
  if (entity !== undefined) return place(source, [], entity, noun, 0.95, 'the body is an array')
  const members = membersOf(source, schema)
  if (members.size > 0) return findInEnvelope(source, schema, members, noun, depth)
  const values = mapOfThings(source, schema)
  const name = componentOf(schema)?.split('/').at(-1)
  if (values === undefined || name === undefined || !namesMap(name, noun)) return undefined
  return keyed([], values, 0.5, `\`${name}\` is an object of objects`)
}

function findInEnvelope(
  source: SchemaSource,
  schema: SchemaObject,
  members: ReadonlyMap<string, Member>,
  noun: string | undefined,
  depth: number
): Inferred<ItemsPlace> | undefined {
  const beside = besides(source, members, noun)
  const declared = saysList(source, members)
  // An entity: not worth the look at each of its members.
  if (beside.foreign > mostForeign && !declared) return undefined
  let best: { name: string; member: Member; entity: Schema; rank: number } | undefined
  let rivals = 0
  for (const [name, member] of members) {
    const entity = arrayOfThings(source, member.schema)
    if (entity === undefined) continue
    const rank = rankName(name, noun)
    if (best && rank === best.rank) rivals++
    if (best && rank <= best.rank) continue
    if (best && rank > best.rank) rivals = 0
    best = { name, member, entity, rank }
  }
  if (!best) return findInMembers(source, schema, members, noun, depth, beside)
  const { name, entity, rank } = best
  if (rank === 0 && !declared && beside.paging === undefined) return undefined
  const foreign = beside.foreign - (beside.counted.has(name) ? 1 : 0)
  const found = (sure: number, reason: string) => place(source, [name], entity, noun, sure, reason)
  if (declared) return found(1, `the body says it is a list and its array is \`${name}\``)
  const more = beside.paging === undefined || beside.paging === name ? undefined : beside.paging
  const standsBeside = `the array \`${name}\` stands beside`
  if (beside.id)
    return more !== undefined && rank >= 3 ? found(0.6, `${standsBeside} \`${more}\``) : undefined
  if (rank === 4 && rivals === 0 && (foreign <= 2 || more !== undefined)) {
    return found(
      more === undefined ? 0.9 : 0.98,
      `the array \`${name}\` is named after ${more === undefined ? 'the resource' : `the resource and stands beside \`${more}\``}`
    )
  }
  if (more !== undefined && rivals === 0 && (foreign === 0 || rank >= 2)) {
    return found(rank === 3 ? 0.95 : 0.85, `${standsBeside} \`${more}\``)
  }
  if (rank === 3 && rivals === 0 && beside.count !== undefined)
    return found(0.75, `${standsBeside} \`${beside.count}\``)
  if (foreign > 0 || rivals > 0) return undefined
  if (rank === 3) return found(0.9, `the array \`${name}\` and nothing of an entity beside it`)
  if (rank === 2 || noun === undefined) return found(0.7, `the array \`${name}\` is all the body holds`)
  const named = [...membersOf(source, entity).keys()].some(isIdName)
  return named ? found(0.5, `the array \`${name}\` is all the body holds, and its items have ids`) : undefined
}

/** With more members than this that envelopes do not have, an object is an entity. */
const mostForeign = 6

interface Besides {
  /** A member that is there because the list has pages. */
  readonly paging: string | undefined
  /** A member that says how many there are, in lists and elsewhere. */
  readonly count: string | undefined
  /** How many members no envelope has (the array of items is one, unless its name is a common one). */
  readonly foreign: number
  readonly counted: ReadonlySet<string>
  readonly id: boolean
}

function besides(
  source: SchemaSource,
  members: ReadonlyMap<string, Member>,
  noun: string | undefined
): Besides {
  let paging: string | undefined
  let count: string | undefined
  let id = false
  const counted = new Set<string>()
  for (const [name, member] of members) {
    const word = envelopeWord(name) ?? (isPageNumber(source, name, member) ? 'paging' : undefined)
    if (word === 'paging') paging ??= name
    else if (word === 'neutral') {
      if (normaliseName(name) === 'count' && isNumber(source, member)) count ??= name
      const inside = normaliseName(name)
      if (paging === undefined && /^meta|links$|^(?:info|page)$/.test(inside)) {
        for (const [inner] of membersOf(source, member.schema))
          if (envelopeWord(inner) === 'paging' || normaliseName(inner) === 'total')
            paging ??= `${name}.${inner}`
      }
    } else if (isIdName(name) || (noun !== undefined && isIdOf(name, noun))) id = true
    else if (!isContainerName(name) && !isWrapperName(name)) counted.add(name)
  }
  if (paging === undefined && counted.size <= mostForeign)
    paging = [...counted].find((name) => tellsOfPages(source, members.get(name)!.schema))
  if (paging !== undefined) counted.delete(paging)
  return { paging, count, foreign: counted.size, counted, id }
}

/** `page` and `pages` are paging where they count; elsewhere they may be anything. */
function isPageNumber(source: SchemaSource, name: string, member: Member): boolean {
  return /^pages?$/.test(normaliseName(name)) && isNumber(source, member)
}

function isNumber(source: SchemaSource, { schema }: Member): boolean {
  const types = typesOf(source, schema)
  return types.has('integer') || types.has('number')
}

function isIdOf(name: string, noun: string): boolean {
  return /[a-z](?:_id|Id|ID)$/.test(name) && likeNoun(name.replace(/_?id$/i, ''), noun) === 2
}

/** How well the name of an array goes with being the items: 4 the noun itself, 3 a common name, 2 like the noun, 1 any other, 0 for what stands beside items. */
function rankName(name: string, noun: string | undefined): number {
  const like = likeNoun(name, noun)
  if (like === 2) return 4
  if (isSideName(name)) return 0
  if (isContainerName(name)) return 3
  return like === 1 ? 2 : 1
}

/** No array of things here: is there a list inside a member that wraps one, or a member that is keyed by id? */
function findInMembers(
  source: SchemaSource,
  schema: SchemaObject,
  members: ReadonlyMap<string, Member>,
  noun: string | undefined,
  depth: number,
  beside: Besides
): Inferred<ItemsPlace> | undefined {
  if (depth >= deepest || beside.id || beside.foreign > 2) return undefined
  for (const [name, { schema: inner }] of members) {
    if (typeof inner !== 'object' || inner === schema) continue
    const named = likeNoun(name, noun) === 2
    if (!named && !isWrapperName(name) && !isContainerName(name)) continue
    const below = findBelow(source, inner, noun, depth + 1)
    if (below) {
      const value = { ...below.value, at: [name, ...below.value.at] }
      return inferred(value, below.confidence * 0.97, `inside \`${name}\`, ${below.reason}`)
    }
    const values = named || namesMap(name, undefined) ? mapOfThings(source, inner) : undefined
    if (values !== undefined && membersOf(source, inner).size === 0)
      return keyed([name], values, 0.6, `\`${name}\` is an object of objects, named after the resource`)
  }
  return undefined
}

function place(
  source: SchemaSource,
  at: Place,
  entity: Schema,
  noun: string | undefined,
  confidence: number,
  reason: string
): Inferred<ItemsPlace> {
  const members = membersOf(source, entity)
  if (members.size === 0) return inferred({ at, item: [], schema: entity }, Math.min(confidence, 0.5), reason)
  const node = members.get('node')
  if (node && (members.size === 1 || (members.has('cursor') && members.size < 4)))
    return inferred(
      { at, item: ['node'], schema: node.schema },
      confidence,
      `${reason}, of edges with a \`node\``
    )
  // With its id beside it, an item is the thing as a whole.
  const isOne = noun === undefined || [...members.keys()].some((name) => isIdName(name) || isIdOf(name, noun))
  if (!isOne && members.size < 6) {
    for (const [name, { schema }] of members) {
      if (likeNoun(name, noun) < 2 || membersOf(source, schema).size === 0) continue
      return inferred(
        { at, item: [name], schema },
        confidence * 0.95,
        `${reason}, with the resource in \`${name}\` of each item`
      )
    }
  }
  return inferred({ at, item: [], schema: entity }, confidence, reason)
}

function keyed(at: Place, schema: Schema, confidence: number, reason: string): Inferred<ItemsPlace> {
  return inferred({ at, item: [], keyed: true, schema }, confidence, reason)
}

/** Whether an object of objects may be taken for a list, by what it is called. */
function namesMap(name: string, noun: string | undefined): boolean {
  return (
    /(?:map|by(?:id|key|name|slug|uuid))$/.test(normaliseName(name)) ||
    (likeNoun(name, noun) === 2 && /s$/i.test(name))
  )
}
