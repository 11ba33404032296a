// How a list is asked for, narrowed, ordered and wrapped: the part of the resource model that operations of `list` have. Plain JSON.
import type { Inferred, Place } from './inferred.js'

/** How a list is asked for and how it is wrapped. */
export interface ListSpec {
  /** Where the array of items stands in the response. `keyed`: it is an object, id -> entity. */
  readonly items: Inferred<Place>
  readonly keyed?: true
  /** Where in each item the entity stands: `['node']` for edges; usually `[]`. */
  readonly item: Place
  readonly paging: Inferred<Paging>
  /** Members of the envelope and response headers that tell about the page. */
  readonly envelope: readonly EnvelopeMember[]
  readonly filters: readonly Filter[]
  readonly sort?: Inferred<SortSpec>
  /** `newest`: the latest first. */
  readonly order: Inferred<'oldest' | 'newest'>
}

/** How pages are asked for: names of query parameters (or of body members, for lists that are asked for by POST: `in: 'body'`). */
export interface Paging {
  readonly style: 'none' | 'page' | 'offset' | 'cursor' | 'after'
  readonly in?: 'body'
  /** Page number, offset, opaque cursor, or id to start after. */
  readonly parameter?: string
  /** For `after`: the id to end before; for `cursor`: the cursor to end before. */
  readonly before?: string
  /** The number of the first page, or for `offset` of the first item. */
  readonly first?: number
  /** The parameter with the number of items wanted. */
  readonly size?: string
  /** Items on a page when the request does not say, and the most it may ask for. */
  readonly defaultSize: number
  readonly maxSize?: number
}

/** What a member of a list's envelope, or a header, tells. */
export type EnvelopeRole =
  | 'total'
  | 'count'
  | 'page'
  | 'pages'
  | 'size'
  | 'offset'
  | 'has-more'
  | 'has-previous'
  /** The opposite of `has-more` and of `has-previous`: `done`, `last`. */
  | 'is-last'
  | 'is-first'
  | 'next-cursor'
  | 'previous-cursor'
  | 'first-id'
  | 'last-id'
  | 'next-page'
  | 'previous-page'
  | 'next-offset'
  | 'next-link'
  | 'previous-link'
  | 'first-link'
  | 'last-link'
  | 'self-link'
  | 'link-header'

/** A member (or, with `header`, a response header) and its role. */
export interface EnvelopeMember extends Inferred<EnvelopeRole> {
  readonly at: Place
  readonly header?: string
  /** Where there is nothing to tell: the member may be null; or it may not even be left out. */
  readonly nullable?: true
  readonly required?: true
  /** The link has to be a whole URL. */
  readonly absolute?: true
}

/** A query parameter that narrows a list. */
export interface Filter extends Inferred<Place> {
  /** `value`: the member it compares; `[]` for a search over all text. */
  readonly parameter: string
  /** For parameters with members (`created[gte]`): the member. */
  readonly member?: string
  readonly operator: 'equal' | 'any-of' | 'contains' | 'above' | 'at-least' | 'below' | 'at-most' | 'search'
  /** Values that ask for no narrowing: `all`. */
  readonly ignore?: readonly string[]
}

/** How a list is sorted on demand. */
export interface SortSpec {
  readonly parameter: string
  /** A second parameter with the direction. */
  readonly direction?: string
  /** Parameter value -> member; values not listed are taken for member names. A leading `-` or trailing `:desc` turns the order round. */
  readonly values: { readonly [value: string]: Place }
  readonly defaultDirection: 'ascending' | 'descending'
}
