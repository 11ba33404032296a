// JSON of a request: bounded before it is parsed, and refused with a place when it is not JSON.

import { parseExactJson } from '../../internal/parse-exact-json.js'
import { problem, type Problem } from '../problem.js'
import { checkJsonBounds, type JsonLimits } from './json-bounds.js'
import { findJsonError, lineAndColumn } from './json-syntax.js'

/** What `parseJson` gives; the value is what JSON.parse makes, so `__proto__` is an own member, and bigints. */
export type ParsedJson =
  { readonly value: unknown; readonly problem?: undefined } | { readonly problem: Problem }

/**
 * Parses a JSON text (RFC 8259). A byte order mark is skipped. Of members with equal names the last counts. Whole
 * numbers beyond 2^53 are bigints (see `readNumber`) and refused when they have more than 1,000 digits. Other numbers are doubles:
 * those too small become 0, those too large are refused. Lone surrogates are refused, escaped or not (RFC 7493 section 2.1). The
 * detail of a refusal names line and column.
 */
export function parseJson(source: string, limits: JsonLimits): ParsedJson {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source
  const { fault, wide } = checkJsonBounds(text, limits)
  if (fault !== undefined) return problem(fault.slug, at(text, fault.offset, fault.detail))
  if (!text.isWellFormed()) return problem('malformed-body', 'The text holds half of a surrogate pair')
  try {
    return { value: wide ? parseExactJson(text) : JSON.parse(text) }
  } catch {
    const error = findJsonError(text) ?? { offset: 0, message: 'it cannot be parsed' }
    return problem('malformed-body', at(text, error.offset, `Not JSON: ${error.message}`))
  }
}

function at(text: string, offset: number, message: string): string {
  const { line, column } = lineAndColumn(text, offset)
  return `${message}, at line ${line} column ${column}`
}
