// How pages of a list are asked for: which parameter says where a page starts, which how long it is, and what holds when neither is said.
import { keywordOf } from '../../../schema/keyword-of.js'
import type { SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { EnvelopeMember, Paging } from '../list-model.js'
import type { ListParameter } from './list-parameters.js'
import { defaultIn, firstIn, mostIn } from './read-text.js'

/** Plain names; those of `inside` also as members of an object about paging: `page[size]`, `pagination.limit`. */
function names(words: string, inside = ''): ReadonlySet<string> {
  const members = inside.split(' ').filter(Boolean)
  const within = ['page', 'paging', 'pagination', 'options'].flatMap((outer) =>
    members.map((inner) => outer + inner)
  )
  return new Set([...words.split(' '), ...members, ...within])
}

const sizeNames = names(
  'nperpage maxresult maxresults maxitems maxkeys maxrecords maxentries maxpagesize max count rows resultperpage resultsperpage itemsperpage ' +
    'recordsperpage entriesperpage num numofresults numofitems numofrecords numberofresults numberofitems numberofrecords chunksize ' +
    'batchsize length pagecount',
  'perpage pagesize pagelimit limit size take top'
)
const pageNames = names(
  'p pg pagingnumber paginationnumber',
  'page pagenumber pageno pagenum pageindex currentpage'
)
const offsetNames = names(
  'start first from startrow startposition begin beginindex',
  'offset skip startindex startat'
)
const cursorNames = names(
  'nexttoken nextpagetoken nextpage endcursor iterator startkey exclusivestartkey lastkey scrollid streamposition pagekey pagingstate ' +
    'searchafter startingtoken anchor pos position nextlink',
  'cursor after token aftercursor startcursor nextcursor continuationtoken continuation marker bookmark'
)
const afterNames = names(
  'startingafter sinceid afterid startafter startafterid lastid lastseenid minid since after fromid'
)
const beforeNames = names(
  'endingbefore beforeid untilid maxid endbefore',
  'before beforecursor prevcursor previouscursor'
)

/** Told apart from how the list is filtered: the parameters that paging uses are no filters. */
export function inferPaging(
  source: SchemaSource,
  parameters: readonly ListParameter[],
  envelope: readonly EnvelopeMember[]
): Inferred<Paging> {
  const hasCursor = parameters.some(({ plain }) => /^(after|cursor|aftercursor)$/.test(plain))
  // `first` is how many where `after` says from where.
  const sizes = parameters.filter(
    (parameter) =>
      (sizeNames.has(parameter.plain) || (hasCursor && parameter.plain === 'first')) && isNumber(parameter)
  )
  const start = choose(startsOf(parameters, envelope, sizes), envelope)
  // A bare `count` or `max` is a size only where nothing says it better.
  const size =
    (start?.style === 'page' ? sizes.find(({ plain }) => /size|perpage/.test(plain)) : undefined) ??
    sizes.find(({ plain }) => /perpage|size|limit|maxresults|take|top/.test(plain)) ??
    sizes[0]
  const sizing = sizesOf(source, size)
  if (!start) {
    const reason = size
      ? `only the parameter \`${size.name}\` bounds the list`
      : 'no parameter asks for a page'
    return inferred({ style: 'none', ...sizing }, size ? 0.6 : 0.7, reason)
  }
  const { style, parameter } = start
  const before =
    style === 'after' || style === 'cursor'
      ? parameters.find((other) => isBefore(other, parameter))
      : undefined
  const first =
    style === 'page'
      ? firstPage(source, parameter, envelope)
      : style === 'offset'
        ? firstOffset(source, parameter)
        : undefined
  const names = [parameter, ...(size ? [size] : []), ...(before ? [before] : [])].map(
    ({ name }) => `\`${name}\``
  )
  const told = envelope.find(({ value }) => confirming[style]?.includes(value))
  return inferred(
    {
      style,
      parameter: parameter.name,
      ...(before ? { before: before.name } : {}),
      ...(first === undefined ? {} : { first }),
      ...sizing
    },
    (size ? 0.9 : 0.75) + (told ? 0.08 : 0),
    `the parameter${names.length > 1 ? 's' : ''} ${names.join(' and ')}${told ? ` and the ${told.header === undefined ? 'member' : 'header'} \`${told.header ?? told.at.join('.')}\`` : ''}`
  )
}

const confirming: { readonly [style: string]: readonly string[] } = {
  page: ['page', 'pages', 'next-page', 'next-link', 'link-header', 'total', 'has-more'],
  offset: ['offset', 'next-offset', 'total', 'next-link', 'link-header', 'has-more'],
  cursor: ['next-cursor', 'next-link', 'link-header', 'has-more'],
  after: ['has-more', 'last-id', 'first-id', 'is-last', 'next-link', 'link-header']
}

interface Start {
  readonly style: Paging['style']
  readonly parameter: ListParameter
}

function startsOf(
  parameters: readonly ListParameter[],
  envelope: readonly EnvelopeMember[],
  sizes: readonly ListParameter[]
): readonly Start[] {
  const paged = sizes.length > 0 || envelope.some(({ value }) => value !== 'total' && value !== 'count')
  const starts = parameters.flatMap((parameter) => {
    if (sizes.includes(parameter) || isTime(parameter)) return []
    const style = styleOf(parameter, paged)
    return style ? [{ style, parameter }] : []
  })
  if (starts.length > 0 || !envelope.some(({ value }) => value === 'next-cursor')) return starts
  // `start` and `from` mean anything, unless the answer says what to start from.
  const vague = parameters.find(
    ({ plain, types }) => /^(?:start|from|first)$/.test(plain) && types.has('string')
  )
  return vague ? [{ style: 'cursor', parameter: vague }] : []
}

/** How a parameter of this name, type and description asks for a page. `paged`: something else says that there are pages. */
function styleOf(parameter: ListParameter, paged: boolean): Paging['style'] | undefined {
  const { plain, text, types } = parameter
  const numeric = isNumber(parameter)
  const textual = types.size === 0 || types.has('string')
  if (pageNames.has(plain) && types.size < 3 && !types.has('object')) {
    // A page that is a text is a token, unless the text is a number.
    if (!numeric && types.has('string') && /cursor|token|opaque|next_page/i.test(text)) return 'cursor'
    return numeric || (textual && plain !== 'p') ? 'page' : undefined
  }
  if (!paged) return undefined
  if (afterNames.has(plain) && saysId(parameter)) return 'after'
  if (cursorNames.has(plain)) return textual ? 'cursor' : numeric ? 'offset' : undefined
  if (!offsetNames.has(plain)) return undefined
  if (numeric) return /\bpage (?:number|index)\b/i.test(text) ? 'page' : 'offset'
  return textual && plain.endsWith('offset') ? 'cursor' : undefined
}

/** Where several are offered: the one whose answer the envelope holds. */
function choose(starts: readonly Start[], envelope: readonly EnvelopeMember[]): Start | undefined {
  if (starts.length < 2) return starts[0]
  const has = (...roles: readonly string[]) => envelope.some(({ value }) => roles.includes(value))
  const of = (style: Paging['style']) => starts.find((start) => start.style === style)
  return (
    of('after') ??
    (has('offset', 'next-offset') ? of('offset') : undefined) ??
    (has('page', 'pages', 'next-page') ? of('page') : undefined) ??
    (has('next-cursor') ? of('cursor') : undefined) ??
    of('page') ??
    of('offset') ??
    starts[0]
  )
}

/** `after` and `since` are ids where the words say so; the other names say it themselves. */
function saysId({ plain, text, types }: ListParameter): boolean {
  if (plain !== 'after' && plain !== 'since') return true
  return (
    /\b(?:id|identifier|object|with an id)\b/i.test(text) &&
    !/cursor|opaque/i.test(text) &&
    (types.has('string') || types.has('integer'))
  )
}

function isBefore(one: ListParameter, parameter: ListParameter): boolean {
  const { plain, types } = one
  return (
    !isTime(one) &&
    beforeNames.has(plain) &&
    (types.size === 0 || [...types].some((type) => parameter.types.has(type)))
  )
}

/** Points in time named like places in a list: filters. */
function isTime({ schema, text, plain }: ListParameter): boolean {
  if (typeof schema === 'object' && (schema.format === 'date-time' || schema.format === 'date')) return true
  return (
    !/cursor|token|id$/.test(plain) &&
    /\b(?:timestamp|iso ?8601|rfc ?3339|date-?time|YYYY-MM-DD)\b/i.test(text)
  )
}

function isNumber({ types, schema }: ListParameter): boolean {
  if (types.has('integer') || types.has('number')) return true
  if (types.has('string') && typeof schema === 'object')
    return schema.format === 'int32' || schema.format === 'int64' || isDigits(schema.default)
  return types.size === 0
}

function isDigits(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,6}$/.test(value)
}

const usualSize = 20

function sizesOf(
  source: SchemaSource,
  size: ListParameter | undefined
): { size?: string; defaultSize: number; maxSize?: number } {
  if (!size) return { defaultSize: usualSize }
  const exclusive = keywordOf(source, size.schema, 'exclusiveMaximum')
  const most =
    keywordOf(source, size.schema, 'maximum') ?? (exclusive === undefined ? mostIn(size.text) : exclusive - 1)
  const maxSize = most !== undefined && most >= 1 ? Math.floor(most) : undefined
  const said = Number(keywordOf(source, size.schema, 'default') ?? defaultIn(size.text) ?? usualSize)
  const usual = Number.isSafeInteger(said) && said >= 1 ? said : usualSize
  const defaultSize = Math.min(usual, maxSize ?? usual)
  return { size: size.name, defaultSize, ...(maxSize === undefined ? {} : { maxSize }) }
}

function firstPage(
  source: SchemaSource,
  parameter: ListParameter,
  envelope: readonly EnvelopeMember[]
): number {
  const usual = Number(keywordOf(source, parameter.schema, 'default') ?? Number.NaN)
  if (usual === 0 || usual === 1) return usual
  const said = firstIn(parameter.text)
  if (said !== undefined) return said
  const least = keywordOf(source, parameter.schema, 'minimum')
  if (least === 0 || least === 1) return least
  // `number` beside `totalElements` and `pageable`: pages of that family count from zero.
  if (envelope.some(({ value, at }) => value === 'page' && at.at(-1) === 'number')) return 0
  return parameter.plain.endsWith('index') ? 0 : 1
}

function firstOffset(source: SchemaSource, parameter: ListParameter): number {
  const usual = Number(keywordOf(source, parameter.schema, 'default') ?? Number.NaN)
  if (usual === 0 || usual === 1) return usual
  return firstIn(parameter.text) ?? (keywordOf(source, parameter.schema, 'minimum') === 1 ? 1 : 0)
}
