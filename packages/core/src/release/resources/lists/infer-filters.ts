// Which parameters narrow a list, and by what: members they are named after, ranges of them, and searches.
import { normaliseName } from '../../../internal/normalise-name.js'
import { itemsOf, membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Place } from '../inferred.js'
import type { Filter } from '../list-model.js'
import { entityMembers, type EntityMember, type EntityMembers } from './entity-members.js'
import { choicesOf, type ListParameter } from './list-parameters.js'

type Operator = Filter['operator']

/** Finds the filters among the parameters that neither paging nor sorting takes. What is not understood is left out. */
export function inferFilters(
  source: SchemaSource,
  parameters: readonly ListParameter[],
  entity: Schema | undefined
): readonly Filter[] {
  const members = entityMembers(source, entity)
  const filters: Filter[] = []
  const found = new Set<string>()
  for (const parameter of parameters) {
    const { member, name } = parameter
    const key = member ? { parameter: member.of, member: member.name } : { parameter: name }
    const filter = filterOf(source, parameter, members)
    const some = filter ? [{ ...filter, ...key }] : openFilters(source, parameter, members)
    for (const one of some) {
      const mark = `${one.parameter}\n${one.member ?? ''}`
      if (!found.has(mark)) filters.push(one)
      found.add(mark)
    }
  }
  return filters
}

/** An object without declared members: a map is compared member by member, anything else is asked for ranges. */
function openFilters(
  source: SchemaSource,
  { name, plain, types, schema }: ListParameter,
  members: EntityMembers
): readonly Filter[] {
  if (!types.has('object') || membersOf(source, schema).size > 0) return []
  const member = members.named(plain) ?? members.time(plain)
  if (!member || member.types.has('array') || member.types.has('boolean')) return []
  const reason = `the parameter \`${name}\` is named after the member \`${member.at.join('.')}\``
  const found = inferred(member.at, 0.8, reason)
  if (member.types.has('object')) return [{ ...found, parameter: name, operator: 'equal' }]
  return (['gt', 'gte', 'lt', 'lte'] as const).map((side) => ({
    ...found,
    parameter: name,
    member: side,
    operator: sideOf(side)!
  }))
}

type Found = Omit<Filter, 'parameter' | 'member'>

function filterOf(source: SchemaSource, parameter: ListParameter, members: EntityMembers): Found | undefined {
  const search = searchOf(parameter)
  if (search) return search
  const { words, name, member, types, plain } = parameter
  // An object is asked by its members, which follow it.
  if (types.has('object') && !types.has('string') && !types.has('integer') && !types.has('number'))
    return undefined
  if (types.has('array') && typesOf(source, itemsOf(source, parameter.schema)).has('object')) return undefined
  const range = rangeOf(parameter, members)
  if (range) return range
  const brackets = /^([^[\]]+)\[([^[\]]+)\](?:\[\])?$/.exec(name)
  // `filter[status]`, `where.status`: the filter is named by the member alone.
  const inFilter =
    brackets !== null &&
    /^(?:filters?|where|query|search|conditions?|criteria)$/.test(normaliseName(brackets[1]!))
  const asked = inFilter ? normaliseName(brackets[2]!) : member ? undefined : plain
  if (asked !== undefined) return equalOf(source, parameter, asked, members)
  const operator = brackets && /^(?:eq|equals?|is|in)$/.test(normaliseName(brackets[2]!))
  return operator && words.length > 0
    ? equalOf(source, parameter, normaliseName(brackets[1]!), members)
    : undefined
}

function searchOf({ plain, types, text, name }: ListParameter): Found | undefined {
  if (
    !/^(?:q|query|search|searchterm|searchquery|searchtext|searchstring|keywords?|term|terms|text|freetext|fulltext|fulltextsearch|filtersearch|filterterm|querystring)$/.test(
      plain
    )
  )
    return undefined
  if (types.size > 0 && !types.has('string')) return undefined
  // A language in which words are no words: taking them for text would find nothing.
  if (/odata|jmespath|jsonpath|\bsql\b|\bjql\b|\brsql\b/i.test(text)) return undefined
  return {
    ...inferred<Place>([], 0.8, `the parameter \`${name}\` is called like a search`),
    operator: 'search'
  }
}

const sides: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:gte|ge|min|minimum|since|from|start|starting|least|floor|onorafter|newer)$/, 'at-least'],
  [/^(?:gt|after|greater|above|over|newerthan|later)$/, 'above'],
  [/^(?:lte|le|max|maximum|until|till|to|end|ending|most|through|onorbefore|upto)$/, 'at-most'],
  [/^(?:lt|before|less|below|under|older|olderthan|earlier)$/, 'below']
]

function sideOf(word: string): Operator | undefined {
  return sides.find(([pattern]) => pattern.test(word))?.[1]
}

/** `created[gte]`, `created_after`, `min_price`, `updated_since`, `since`, `start_date`. */
function rangeOf(
  { words, text, name, schema, types }: ListParameter,
  members: EntityMembers
): Found | undefined {
  if (types.has('boolean') || types.has('array') || words.length === 0 || words.length > 6) return undefined
  const last = words.at(-1)!
  const [first] = words
  const found = (operator: Operator, rest: readonly string[], sure: number): Found | undefined => {
    const plain = rest
      .filter((word) => word !== 'filter' && word !== 'than' && word !== 'or' && word !== 'on')
      .join('')
    const member = members.time(plain) ?? members.named(plain)
    const at =
      member && !member.types.has('object') && !member.types.has('array') && !member.types.has('boolean')
        ? member.at
        : undefined
    return (
      at && {
        ...inferred<Place>(at, sure, `the parameter \`${name}\` bounds the member \`${at.join('.')}\``),
        operator
      }
    )
  }
  const ending = sideOf(last)
  const beginning = sideOf(first!)
  if (words.length > 1) {
    const byEnd = ending && found(ending, words.slice(0, -1), 0.9)
    if (byEnd) return byEnd
    const byStart = beginning && found(beginning, words.slice(1), 0.85)
    if (byStart) return byStart
  }
  const side =
    words.length === 1
      ? ending
      : words.length === 2 && /^(?:date|time|at|timestamp|datetime|ts)$/.test(last)
        ? beginning
        : undefined
  const dated = typeof schema === 'object' && (schema.format === 'date-time' || schema.format === 'date')
  if (!side || !(dated || /\b(?:date|time|timestamp|created|updated|modified|iso ?8601)\b/i.test(text)))
    return undefined
  return found(side, [/updated|modified|changed/i.test(text) ? 'updated' : 'created'], 0.6)
}

/** A parameter named after a member, in one number or the other, with or without its `id`. */
function equalOf(
  source: SchemaSource,
  parameter: ListParameter,
  plain: string,
  members: EntityMembers
): Found | undefined {
  const { name, types } = parameter
  const many = types.has('array') || /comma[- ]?(?:separated|delimited)/i.test(parameter.text)
  const contains = /^(.+?)(?:contains|like|search|startswith|prefix)$/.exec(plain)?.[1]
  const part = contains === undefined ? undefined : members.named(contains)
  if (part && part.types.has('string'))
    return {
      ...inferred<Place>(
        part.at,
        0.8,
        `the parameter \`${name}\` asks for a part of \`${part.at.join('.')}\``
      ),
      operator: 'contains'
    }
  const bare = plain.replace(/(?:in|eq|equals)$/, '')
  const singular = plain
    .replace(/ies$/, 'y')
    .replace(/(ses|xes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, '$1')
  const member =
    members.named(plain) ??
    members.array(plain) ??
    (bare.length > 2 && bare !== plain ? members.named(bare) : undefined) ??
    (singular === plain ? undefined : members.named(singular))
  const at = member && members.key(member, askedTypes(source, parameter))
  if (!member || !at || (at.length === 1 && member.types.has('object') && !member.types.has('string')))
    return undefined
  const ignore = unnarrowing(source, parameter, member)
  const operator: Operator = at.includes('*')
    ? 'contains'
    : many ||
        (singular !== plain &&
          member.at.at(-1) !== undefined &&
          normaliseName(member.at.at(-1)!) === singular)
      ? 'any-of'
      : 'equal'
  return {
    ...inferred(
      at,
      normaliseName(member.at.join('')) === plain ? 0.95 : 0.8,
      `the parameter \`${name}\` is named after the member \`${at.join('.')}\``
    ),
    operator,
    ...(ignore.length > 0 ? { ignore } : {})
  }
}

/** The types of the values that are compared: those of the items, where several may be asked for. */
function askedTypes(source: SchemaSource, { schema, types }: ListParameter): ReadonlySet<string> {
  return types.has('array') ? typesOf(source, itemsOf(source, schema)) : types
}

/** Values such as `all`, which the member itself never has. */
function unnarrowing(
  source: SchemaSource,
  { schema, text }: ListParameter,
  { schema: own }: EntityMember
): readonly string[] {
  const values = new Set(choicesOf(source, own))
  const offered = choicesOf(source, schema)
  const words = ['all', 'any', '*', 'ALL', 'ANY', 'All', 'Any', 'both']
  if (offered.length > 0) return words.filter((word) => offered.includes(word) && !values.has(word))
  return typesOf(source, own).has('string')
    ? words.filter((word) => !values.has(word) && text.includes(`\`${word}\``))
    : []
}
