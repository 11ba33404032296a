// The quick question about a JSON text: most have no member for a secret, and to see that they need not be read.
import { normaliseName } from '../../internal/normalise-name.js'
import type { Sensitive } from './sensitive.js'

/** Whether some member of a JSON text, or of JSON within its strings, may have a name that holds secrets. False is sure, true is not. */
export function mayNameSecret(text: string, sensitive: Sensitive): boolean {
  const pattern = patternFor(sensitive)
  if (pattern && !/[^\0-\x7f]/.test(text)) return pattern.test(text)
  if (escapes.test(text)) return true
  for (let end = text.indexOf('":'); end !== -1; end = text.indexOf('":', end + 2)) {
    const name = text.slice(text.lastIndexOf('"', end - 1) + 1, end)
    if (sensitive.names.has(normaliseName(name)) || name.includes('\\')) return true
  }
  return false
}

/** Escapes may hide a name, or names of JSON within a string; so may space before a colon. */
const escapes = /\\["u]|"\s+:/

const patterns = new WeakMap<Sensitive, RegExp>()
const mostNames = 500

/** All names at once, with the signs in between that `normaliseName` leaves out; for texts in ASCII, which have no others. */
function patternFor(sensitive: Sensitive): RegExp | undefined {
  if (sensitive.names.size > mostNames) return undefined
  let pattern = patterns.get(sensitive)
  if (!pattern) {
    const names = [...sensitive.names].filter((name) => /^[a-z\d]+$/.test(name))
    pattern = new RegExp(`${escapes.source}|"${signs}${oneOf(names)}":`, 'i')
    patterns.set(sensitive, pattern)
  }
  return pattern
}

/** What may stand between the letters of a name. A quotation mark ends it: no part of a text is looked at twice. */
const signs = '[ !#-/:-@[-`{-~]*'

/** Names that begin alike share their beginning. */
function oneOf(names: readonly string[]): string {
  const byFirst = Map.groupBy(names, (name) => name.charAt(0))
  const ways = Array.from(byFirst, ([first, group]) =>
    first === '' ? '' : first + signs + oneOf(group.map((name) => name.slice(1)))
  )
  return ways.length === 1 ? ways[0]! : `(?:${ways.join('|')})`
}
