// How a list is asked for and wrapped, in words.
import type { EnvelopeMember, EnvelopeRole, Filter, ListSpec, Paging, SortSpec } from '@sandbed/core'
import { found, plain, type Section, type Sentence } from './sentence.js'
import { dotted, listed, named } from './wording.js'

/** The sections about a list. */
export function listSections(list: ListSpec): Section[] {
  return [
    {
      title: 'Pages',
      sentences: [...itemsSentences(list), ...pagingSentences(list), ...list.envelope.map(envelopeSentence)]
    },
    { title: 'Filters', sentences: list.filters.map((filter) => found(filterWords(filter), filter)) },
    {
      title: 'Order',
      sentences: [orderSentence(list), ...(list.sort ? sortSentences(list.sort.value, list.sort) : [])]
    }
  ]
}

function itemsSentences({ items, item, keyed }: ListSpec): Sentence[] {
  const place = items.value.length === 0 ? 'the body itself' : `the member ${named(dotted(items.value))}`
  return [
    found(
      keyed ? `The items are members of ${place}, under their ids.` : `The items are in ${place}.`,
      items
    ),
    ...(item.length === 0 ? [] : [plain(`In each item, the thing itself is in ${named(dotted(item))}.`)])
  ]
}

function pagingSentences({ paging }: ListSpec): Sentence[] {
  const { value } = paging
  if (value.style === 'none') return [found('There are no pages: every answer has all items.', paging)]
  const { size, defaultSize, maxSize } = value
  const most = maxSize === undefined ? '' : `, ${maxSize} at most`
  return [
    found(
      `${pageWords(value)}${value.in === 'body' ? ' These are members of the request body.' : ''}`,
      paging
    ),
    plain(
      size === undefined
        ? `A page has ${defaultSize} items${most}.`
        : `${named(size)} says how many items a page has: ${defaultSize} where it is not said${most}.`
    )
  ]
}

function pageWords({ style, parameter, before, first }: Paging): string {
  const name = parameter === undefined ? 'a parameter' : named(parameter)
  const back = before === undefined ? '' : `, ${named(before)} the one to go back from`
  switch (style) {
    case 'page':
      return `${name} is the number of the page, from ${first ?? 1}.`
    case 'offset':
      return `${name} is the number of items to skip${first === undefined || first === 0 ? '' : `, counted from ${first}`}.`
    case 'cursor':
      return `${name} is the cursor to go on from${back}.`
    case 'after':
      return parameter === undefined && before !== undefined
        ? `${named(before)} is the id to end before.`
        : `${name} is the id to start after${before === undefined ? '' : `, ${named(before)} the id to end before`}.`
    case 'none':
      return ''
  }
}

const roles: { readonly [role in EnvelopeRole]: string } = {
  total: 'says how many items there are in all',
  count: 'says how many items the page has',
  page: 'is the number of the page',
  pages: 'says how many pages there are',
  size: 'says how many items a page may have',
  offset: 'says how many items come before the page',
  'has-more': 'says whether more items follow',
  'has-previous': 'says whether items come before',
  'is-last': 'says whether this is the last page',
  'is-first': 'says whether this is the first page',
  'next-cursor': 'is the cursor of the next page',
  'previous-cursor': 'is the cursor of the page before',
  'first-id': 'is the id of the first item',
  'last-id': 'is the id of the last item',
  'next-page': 'is the number of the next page',
  'previous-page': 'is the number of the page before',
  'next-offset': 'is the offset of the next page',
  'next-link': 'links to the next page',
  'previous-link': 'links to the page before',
  'first-link': 'links to the first page',
  'last-link': 'links to the last page',
  'self-link': 'links to this page',
  'link-header': 'links to the other pages (RFC 8288)'
}

function envelopeSentence(member: EnvelopeMember): Sentence {
  const name =
    member.header === undefined
      ? `The member ${named(dotted(member.at))}`
      : `The header ${named(member.header)}`
  return found(`${name} ${roles[member.value]}.`, member)
}

const operators: { readonly [operator in Filter['operator']]: string } = {
  equal: 'is the same',
  'any-of': 'is one of its values',
  contains: 'contains it',
  above: 'is above it',
  'at-least': 'is at least that',
  below: 'is below it',
  'at-most': 'is at most that',
  search: 'has the text in it'
}

function filterWords({ parameter, member, operator, value, ignore }: Filter): string {
  const name = named(member === undefined ? parameter : `${parameter}[${member}]`)
  const but = ignore && ignore.length > 0 ? ` ${listed(ignore.map(named))} asks for all.` : ''
  return value.length === 0
    ? `${name} keeps the items with the text anywhere in them.${but}`
    : `${name} keeps the items whose ${named(dotted(value))} ${operators[operator]}.${but}`
}

function orderSentence({ order }: ListSpec): Sentence {
  return found(order.value === 'newest' ? 'The newest come first.' : 'The oldest come first.', order)
}

function sortSentences(
  sort: SortSpec,
  finding: { readonly confidence: number; readonly reason: string }
): Sentence[] {
  const { parameter, direction, values, defaultDirection } = sort
  const others = Object.entries(values)
    .filter(([value, place]) => place.length > 0 && dotted(place) !== value)
    .map(([value, place]) => `${named(value)} is ${named(dotted(place))}`)
  return [
    found(
      `${named(parameter)} says the member to sort by${direction === undefined ? '' : `, and ${named(direction)} the direction`}; ${defaultDirection} where none is said.`,
      finding
    ),
    ...(others.length === 0 ? [] : [plain(`Of its values, ${listed(others)}.`)])
  ]
}
