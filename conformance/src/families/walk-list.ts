// Reads a list as a client does: page by page, by whatever means the answer and the parameters offer.
import { isRawObject, member } from '../oracle/raw-document.js'
import type { Client, Exchange } from './client.js'
import type { PlainOperation } from './plain-operation.js'

/** How a walk ended. */
export interface Walk {
  /** True when a page had what was looked for. */
  readonly found: boolean
  readonly pages: number
  readonly elements: number
  /** The page that had it, or the last one, or the first that failed. */
  readonly exchange: Exchange
}

const maximumPages = 20

/** Walks until `wanted` is met, a page fails, or there is no next page (at most 20). */
export async function walkList(
  client: Client,
  list: PlainOperation,
  target: string,
  wanted: (element: unknown) => boolean,
  headers: { readonly [name: string]: string } = {}
): Promise<Walk> {
  let elements = 0
  let next = target
  const visited = new Set<string>()
  for (let page = 1; ; page++) {
    visited.add(next)
    const exchange = await client.send({ operation: list, target: next, headers })
    const items = elementsOf(exchange.json)
    elements += items.length
    const found = items.some(wanted)
    const failed = exchange.status < 200 || exchange.status > 299
    const following = failed || found ? undefined : nextTarget(list, next, exchange, items, elements)
    if (following === undefined || visited.has(following) || page === maximumPages)
      return { found, pages: page, elements, exchange }
    next = following
  }
}

/** Everything in the arrays of a body, down to two levels: one of them is the list. */
export function elementsOf(body: unknown, depth = 0): unknown[] {
  if (Array.isArray(body)) return body
  if (!isRawObject(body) || depth > 1) return []
  return Object.values(body).flatMap((value) => elementsOf(value, depth + 1))
}

function nextTarget(
  list: PlainOperation,
  target: string,
  { headers, json }: Exchange,
  items: readonly unknown[],
  total: number
): string | undefined {
  const link = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(headers['link'] ?? '')?.[1]
  if (link !== undefined) return withQuery(target, new URLSearchParams(queryOf(link)))
  const names = new Set(list.parameters.filter((one) => one.in === 'query').map((one) => one.name))
  const query = new URLSearchParams(queryOf(target))
  const told = nextIn(json)
  if (typeof told === 'string' && /^(?:https?:\/)?\//.test(told))
    return withQuery(target, new URLSearchParams(queryOf(told)))
  if ((typeof told === 'string' && told !== '') || typeof told === 'number') {
    const name =
      [...names].find((one) => /cursor|token|iterator|marker/i.test(one)) ??
      [...names].find((one) => /after|page|offset/i.test(one))
    if (name === undefined) return undefined
    query.set(name, String(told))
    return withQuery(target, query)
  }
  if (items.length === 0) return undefined
  if (member(json, 'has_more') === false || member(json, 'done') === true || told === null) return undefined
  const last = member(items.at(-1), 'id')
  if (names.has('starting_after') && last !== undefined) {
    if (member(json, 'has_more') !== true) return undefined
    query.set('starting_after', String(last))
    return withQuery(target, query)
  }
  for (const [name, value] of [
    ['page', Number(query.get('page') ?? 1) + 1],
    ['page[number]', Number(query.get('page[number]') ?? 1) + 1],
    ['offset', total],
    ['skip', total]
  ] as const) {
    if (!names.has(name)) continue
    query.set(name, String(value))
    return withQuery(target, query)
  }
  return undefined
}

/** `next`, `next_cursor` and the like, at the top or inside `links`, `meta`, `paging`; null when it is there and says that there is no more. */
function nextIn(json: unknown, depth = 0): unknown {
  if (!isRawObject(json) || depth > 3) return undefined
  for (const [name, value] of Object.entries(json)) {
    if (!/^(?:next(?:_?(?:cursor|page|token|marker|url|link|page_?url|page_?token))?|iterator)$/i.test(name))
      continue
    const href = isRawObject(value) ? member(value, 'href') : value
    if (href !== undefined) return href === '' ? null : href
  }
  for (const [name, value] of Object.entries(json)) {
    if (!/^_?(?:links?|meta|paging|pagination|pages|cursors?|page_?info|response_?metadata)$/i.test(name))
      continue
    const found = nextIn(value, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function queryOf(target: string): string {
  const at = target.indexOf('?')
  return at < 0 ? '' : target.slice(at + 1)
}

function withQuery(target: string, query: URLSearchParams): string {
  const path = target.split('?')[0] as string
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
