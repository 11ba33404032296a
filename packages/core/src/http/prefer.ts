// The Prefer header (RFC 7240): how a client asks for one answer among several.

/** What a client prefers. The named members are the ones a sandbox follows; `all` holds every preference. */
export interface Preferences {
  /** `code=404`: the status to answer with, 200 to 599. */
  readonly code?: number
  /** `example=dog`: the name of an example in the description. */
  readonly example?: string
  /** `mode=dynamic`: how to answer this request. Not checked here. */
  readonly mode?: string
  /** `dynamic=true`: generate, also where there is an example. */
  readonly dynamic?: boolean
  /** `wait=10`: seconds the client is ready to wait. */
  readonly wait?: number
  /** Every preference by lower-case name; the first of equal names counts (RFC 7240 section 2). `''` when it has no value. */
  readonly all: ReadonlyMap<string, string>
  /** What cannot be followed, one sentence each; the members concerned are absent. */
  readonly problems: readonly string[]
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const quoted = '"((?:[^"\\\\]|\\\\.)*)"'
const parameters = '(?:;[^,"]*(?:"(?:[^"\\\\]|\\\\.)*"[^,"]*)*)?'
const preference = new RegExp(
  `[ \\t]*(${token})[ \\t]*(?:=[ \\t]*(?:(${token})|${quoted})[ \\t]*)?${parameters}(?=,|$)`,
  'y'
)

const nothing: Preferences = Object.freeze({ all: new Map<string, string>(), problems: Object.freeze([]) })
// Members looked at, good or bad; the rest of a longer header is not read.
const maxPreferences = 64

/**
 * Reads the Prefer header (joined lines). Preferences that are not in the grammar are ignored, parameters after `;` too.
 * A `code` that is not a status from 200 to 599, and a `dynamic` or `wait` that is not a boolean or a number, are problems.
 */
export function parsePrefer(header: string | undefined): Preferences {
  if (header === undefined || header === '') return nothing
  const all = readPreferences(header)
  const problems: string[] = []
  const code = all.get('code')
  const dynamic = all.get('dynamic')?.toLowerCase()
  const wait = all.get('wait')
  const validCode = code !== undefined && /^[2-5]\d\d$/.test(code)
  const validWait = wait !== undefined && /^\d{1,9}$/.test(wait)
  if (code !== undefined && !validCode) problems.push('The preferred code must be a status from 200 to 599')
  if (dynamic !== undefined && !['', 'true', 'false'].includes(dynamic)) {
    problems.push('The preference "dynamic" must be true or false')
  }
  if (wait !== undefined && !validWait) problems.push('The preference "wait" must be a number of seconds')
  const example = all.get('example')
  const mode = all.get('mode')
  return {
    ...(validCode && { code: Number(code) }),
    ...(example !== undefined && example !== '' && { example }),
    ...(mode !== undefined && mode !== '' && { mode }),
    ...((dynamic === 'true' || dynamic === '') && { dynamic: true }),
    ...(dynamic === 'false' && { dynamic: false }),
    ...(validWait && { wait: Number(wait) }),
    all,
    problems
  }
}

function readPreferences(header: string): Map<string, string> {
  const all = new Map<string, string>()
  let position = 0
  for (let count = 0; position < header.length && count < maxPreferences; count++) {
    preference.lastIndex = position
    const found = preference.exec(header)
    if (found === null) {
      const comma = header.indexOf(',', position)
      if (comma === -1) break
      position = comma + 1
      continue
    }
    position = preference.lastIndex + 1
    const name = (found[1] as string).toLowerCase()
    if (!all.has(name)) all.set(name, found[2] ?? found[3]?.replace(/\\(.)/g, '$1') ?? '')
  }
  return all
}
