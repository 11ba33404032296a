// What there is to tell about a page. What costs something is worked out only when it is asked for.

/** The value of a parameter that leads to another page. */
export interface PageStep {
  readonly parameter: string
  readonly value: string | number
}

/** A page seen from outside. */
export interface PageFacts {
  /** The ids of the items, in their order. */
  readonly ids: readonly string[]
  /** How many items a page holds at most, as asked for or by default. */
  readonly size: number
  /** Whether items come after those of the page. */
  readonly hasNext: boolean
  /** Whether items come before those of the page. */
  readonly hasPrevious: () => boolean
  /** Whether there is more in the direction in which the client reads: for lists read backward from an id, before the page. */
  readonly hasMore: () => boolean
  /** How many items there are on all pages. Reads the whole list where a filter has no index. */
  readonly total: () => number
  /** Whether `total` costs nothing. */
  readonly knowsTotal: boolean
  /** The number of the page, of the first page and the offset of the first item, where pages are asked for by such. */
  readonly page?: number
  readonly firstPage?: number
  readonly offset?: number
  /** The next page, where there is one; undefined too where no parameter asks for it. */
  readonly next: PageStep | undefined
  readonly previous: () => PageStep | undefined
  /** Where to read on when more has come, for lists that are read by position: after the last item, whether something stands there or not. */
  readonly resume: () => PageStep | undefined
  /** The first page and the last, where they can be asked for. */
  readonly first: PageStep | undefined
  readonly last: () => PageStep | undefined
  /** The cursor of each item, for lists of edges. */
  readonly cursor: (index: number) => string
}
