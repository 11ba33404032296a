// How a list is sorted on demand: the parameter that names a member, the one that names a direction, and what each value means.
import { normaliseName } from '../../../internal/normalise-name.js'
import { setOwn } from '../../../internal/json.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { membersOf } from '../../../schema/members-of.js'
import { inferred } from '../evidence.js'
import type { Inferred, Place } from '../inferred.js'
import type { SortSpec } from '../list-model.js'
import { entityMembers, type EntityMembers } from './entity-members.js'
import { choicesOf, type ListParameter } from './list-parameters.js'

const sortNames =
  /^(?:sort|sortby|orderby|order|ordering|sortfield|sortkey|sortcolumn|sorting|sorton|orderbyfield|orderfield|sorts|sortorderby)$/
const directionNames =
  /^(?:direction|sortdirection|sortorder|order|orderdirection|sortdir|dir|orderby|ordertype|sorttype|sortorderdirection|sort)$/

/** Finds the sort parameters of a list; `undefined` where there are none. */
export function inferSort(
  source: SchemaSource,
  parameters: readonly ListParameter[],
  entity: Schema | undefined
): Inferred<SortSpec> | undefined {
  const direction = parameters.find(
    (parameter) => directionNames.test(parameter.plain) && isDirection(source, parameter)
  )
  const sort = parameters
    .filter((parameter) => parameter !== direction && sortNames.test(parameter.plain) && isTextual(parameter))
    .toSorted((a, b) => rank(a) - rank(b))[0]
  const parameter = sort ?? direction
  if (!parameter) return undefined
  const defaultDirection = directionOf(source, direction) ?? directionOf(source, sort) ?? 'ascending'
  if (!sort) {
    // Only a direction: of the order in which things came to be.
    const values: Record<string, Place> = {}
    for (const value of choicesOf(source, parameter.schema)) setOwn(values, value, [])
    return inferred(
      { parameter: parameter.name, values, defaultDirection },
      0.8,
      `the parameter \`${parameter.name}\` gives a direction`
    )
  }
  const values = valuesOf(source, sort, entityMembers(source, entity))
  return inferred(
    { parameter: sort.name, ...(direction ? { direction: direction.name } : {}), values, defaultDirection },
    Object.keys(values).length > 0 ? 0.9 : 0.7,
    `the parameter${direction ? 's' : ''} \`${sort.name}\`${direction ? ` and \`${direction.name}\`` : ''}`
  )
}

/** The parameters that sorting takes: no filters. */
export function isSortParameter({ name }: ListParameter, sort: Inferred<SortSpec> | undefined): boolean {
  return sort !== undefined && (name === sort.value.parameter || name === sort.value.direction)
}

function rank({ plain }: ListParameter): number {
  return plain === 'order' ? 2 : plain.startsWith('sort') ? 0 : 1
}

function isTextual({ types }: ListParameter): boolean {
  return types.size === 0 || types.has('string') || types.has('array') || types.has('object')
}

const directionWord = /^(?:asc|desc|ascending|descending|ascend|descend)$/i

function isDirection(source: SchemaSource, { schema, text, types, plain }: ListParameter): boolean {
  const choices = choicesOf(source, schema)
  if (choices.length > 0) return choices.every((choice) => directionWord.test(choice))
  if (types.size > 0 && !types.has('string')) return false
  const usual = keywordOf(source, schema, 'default')
  if (typeof usual === 'string') return directionWord.test(usual)
  return (
    /^(?:direction|sortdirection|sortdir|orderdirection|dir)$/.test(plain) ||
    (/\basc(?:ending)?\b/i.test(text) && /\bdesc(?:ending)?\b/i.test(text) && !/\bfield\b|\bby\b/i.test(text))
  )
}

function directionOf(
  source: SchemaSource,
  parameter: ListParameter | undefined
): SortSpec['defaultDirection'] | undefined {
  if (!parameter) return undefined
  const usual = keywordOf(source, parameter.schema, 'default')
  if (typeof usual === 'string' && /desc/i.test(usual)) return 'descending'
  if (typeof usual === 'string' && directionWord.test(usual)) return 'ascending'
  const said = /default(?:s)?(?: is| to|:)?[^.]{0,20}?\b(asc|desc)/i.exec(parameter.text)?.[1]?.toLowerCase()
  return said === undefined ? undefined : said === 'asc' ? 'ascending' : 'descending'
}

/** Each offered value -> the member it sorts by. Those that speak of no member are left out. */
function valuesOf(source: SchemaSource, sort: ListParameter, members: EntityMembers): Record<string, Place> {
  const values: Record<string, Place> = {}
  // `sort_by[date_created]=desc`: the members of an object are the choices.
  const choices = sort.types.has('object')
    ? [...membersOf(source, sort.schema).keys()]
    : choicesOf(source, sort.schema)
  for (const choice of choices.slice(0, 100)) {
    const plain = sortedBy(choice)
    const member = members.time(plain) ?? members.named(plain)
    const at =
      plain === '' || /^(?:newest|oldest|latest|recent|mostrecent|recency)$/.test(plain)
        ? (members.time('created')?.at ?? [])
        : member?.at
    if (at && !(member?.types.has('object') && member.types.size === 1)) setOwn(values, choice, at)
  }
  return values
}

/** What a value says beside its direction: `-created_at`, `created_at:desc`, `createdAtDesc`, `CREATED_AT_DESC`. */
function sortedBy(choice: string): string {
  return normaliseName(
    choice.replace(/^[-+]|(?<=[a-z0-9])[-_:., ]?(?:desc(?:ending)?|asc(?:ending)?)$/gi, '')
  )
}
