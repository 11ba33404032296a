// The Prefer header (RFC 7240): how a client asks for one answer among several.

/** What a client prefers, of what a sandbox can follow. */
export interface Preferences {
  /** `code=404`: the status to answer with, 200 to 599. */
  readonly code?: number
  /** `example=dog`: the name of an example in the description. */
  readonly example?: string
  /** `mode=dynamic`: how to answer this request. Not checked here. */
  readonly mode?: string
  /** `dynamic=true`: generate, also where there is an example. */
  readonly dynamic?: boolean
  /** Why there is no answer to give: the `code` is not a status. One sentence; `code` is then absent. */
  readonly problem?: string
  /** What is ignored because it cannot be followed, one sentence each; the members concerned are absent. */
  readonly notes: readonly string[]
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const quoted = '"((?:[^"\\\\]|\\\\.)*)"'
const parameters = '(?:;[^,"]*(?:"(?:[^"\\\\]|\\\\.)*"[^,"]*)*)?'
const preference = new RegExp(
  `[ \\t]*(${token})[ \\t]*(?:=[ \\t]*(?:(${token})|${quoted})[ \\t]*)?${parameters}(?=,|$)`,
  'y'
)

const nothing: Preferences = Object.freeze({ notes: Object.freeze([]) })
// Members looked at, good or bad; the rest of a longer header is not read.
const maxPreferences = 64

/**
 * Reads the Prefer header (joined lines); of equal names the first counts (RFC 7240 section 2). Preferences that are not in the
 * grammar or not known are ignored, parameters after `;` too. A `code` that is not a status from 200 to 599 is a problem, because no
 * other answer would do; any other value that cannot be followed is ignored with a note.
 */
export function parsePrefer(header: string | undefined): Preferences {
  if (header === undefined || header === '') return nothing
  const all = readPreferences(header)
  const code = all.get('code')
  const dynamic = all.get('dynamic')?.toLowerCase()
  const validCode = code !== undefined && /^[2-5]\d\d$/.test(code)
  const validDynamic = dynamic === undefined || ['', 'true', 'false'].includes(dynamic)
  const example = all.get('example')
  const mode = all.get('mode')
  return {
    ...(validCode && { code: Number(code) }),
    ...(code !== undefined &&
      !validCode && { problem: 'The preferred code must be a status from 200 to 599' }),
    ...(example !== undefined && example !== '' && { example }),
    ...(mode !== undefined && mode !== '' && { mode }),
    ...((dynamic === 'true' || dynamic === '') && { dynamic: true }),
    ...(dynamic === 'false' && { dynamic: false }),
    notes: validDynamic ? [] : ['The preference "dynamic" is ignored: it must be true or false.']
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
