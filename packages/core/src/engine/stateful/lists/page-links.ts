// Links to other pages: the request's own URL with one parameter changed.
import { percentEncode, percentEncodeExcept } from '../../../http/percent.js'
import type { Pair } from '../../../http/query.js'
import type { PageFacts, PageStep } from './page-facts.js'

/** The request as links repeat it. */
export interface ListRequest {
  /** The path with the base path, as sent: `/v1/customers`. */
  readonly path: string
  readonly query: readonly Pick<Pair, 'name' | 'value'>[]
  /** Scheme and authority, for links that have to be whole URLs: `http://localhost:4010`. */
  readonly origin?: string
  /** The parameters that lead to a page: a link has at most one of them. */
  readonly steps: readonly string[]
}

/** The URL of a page (of this one where no step is given): whole where `absolute` is set and the origin known, else from the path on. */
export function linkTo(request: ListRequest, step: PageStep | undefined, absolute: boolean): string {
  const { path, query, origin, steps } = request
  const pairs = query
    .filter(({ name }) => step === undefined || !steps.includes(name))
    .map(({ name, value }) => pair(name, value))
  if (step) pairs.push(pair(step.parameter, String(step.value)))
  const url = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
  return absolute && origin !== undefined ? origin + url : url
}

function pair(name: string, value: string): string {
  return `${percentEncodeExcept(name, '[]')}=${percentEncode(value)}`
}

/** The value of a `Link` header (RFC 8288); `undefined` where there is nothing to link to. */
export function linkHeader(facts: PageFacts, request: ListRequest): string | undefined {
  const links: string[] = []
  const add = (rel: string, step: PageStep | undefined) => {
    if (step) links.push(`<${linkTo(request, step, true)}>; rel="${rel}"`)
  }
  const previous = facts.previous()
  add('prev', previous)
  add('next', facts.next)
  // The last page is worth no reading of the whole list.
  if (facts.next && facts.knowsTotal) add('last', facts.last())
  if (previous) add('first', facts.first)
  return links.length === 0 ? undefined : links.join(', ')
}
