// How much of a request is read before it is refused. Hosts check sizes while reading; the parsers in this folder check the rest.

/** Bounds on one request. All are counts or bytes, positive integers. */
export interface RequestLimits {
  /** Bytes of a request body. Over it: 413. Default 1 MiB. */
  readonly bodyBytes: number
  /** Nesting of JSON, of bracketed form names and of deepObject parameters; `[[1]]` has depth 2. At most 512. Over it: 400. Default 64. */
  readonly depth: number
  /** Members of one JSON object or form. Default 10,000. */
  readonly objectKeys: number
  /** Values in one JSON text, containers included. Default 100,000. */
  readonly nodes: number
  /** Bytes of all header names and values together. Over it: 431. Default 16 KiB. */
  readonly headerBytes: number
  /** Header lines. Over it: 431. Default 100. */
  readonly headerFields: number
  /** Characters of the request target. Over it: 414. Default 8 KiB. */
  readonly urlLength: number
  /** Name-value pairs in a query. Default 200. */
  readonly queryParameters: number
  /** Parts of a multipart body. Default 1,000. */
  readonly parts: number
}

/** The limits a sandbox has when nothing else is asked for. */
export const defaultLimits: RequestLimits = Object.freeze({
  bodyBytes: 1024 * 1024,
  depth: 64,
  objectKeys: 10_000,
  nodes: 100_000,
  headerBytes: 16 * 1024,
  headerFields: 100,
  urlLength: 8 * 1024,
  queryParameters: 200,
  parts: 1_000
})

/** Deeper than this no limit may be set: some engines run out of stack when they print deeper values. */
export const depthCeiling = 512

/**
 * Fills in the defaults. Throws a RangeError that names the limit when a value is not a positive safe integer,
 * when `depth` is over the ceiling, or when there is no such limit.
 */
export function resolveLimits(partial: Partial<RequestLimits> = {}): RequestLimits {
  for (const [name, value] of Object.entries(partial)) {
    if (!Object.hasOwn(defaultLimits, name)) throw new RangeError(`There is no request limit "${name}"`)
    if (value === undefined) continue
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`The request limit "${name}" must be a positive integer, not ${String(value)}`)
    }
  }
  const limits = { ...defaultLimits }
  for (const name of Object.keys(limits) as (keyof RequestLimits)[])
    limits[name] = partial[name] ?? limits[name]
  if (limits.depth > depthCeiling) {
    throw new RangeError(`The request limit "depth" may be at most ${depthCeiling}, not ${limits.depth}`)
  }
  return Object.freeze(limits)
}
