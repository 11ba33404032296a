// The parameters of a request to the token endpoint and its like: a form in the body, each name once (RFC 6749 sections 3.2 and 2.3.1).
import { decodeText, exceedsBytes } from '../../http/bodies/charset.js'
import { parseMediaType } from '../../http/media-type.js'
import { parseQuery } from '../../http/query.js'
import { fault, type OAuthFault, type OAuthRequest } from './exchange.js'

/** Parameters by name; those without a value are left out, as the RFC has it. */
export type Form = ReadonlyMap<string, string>

const longestForm = 64 * 1024
const mostParameters = 50

/** Reads the form. A secret or token in the query is a fault, whatever else is right: URLs end up in logs. */
export function readForm({ method, headers, query, body }: OAuthRequest): Form | OAuthFault {
  if (method !== 'POST')
    return { ...fault('invalid_request', 'Use POST with a form.'), status: 405, headers: { allow: 'POST' } }
  if (query.length > 0) return fault('invalid_request', 'Parameters belong into the body, not into the URL.')
  const type = parseMediaType(headers['content-type'] ?? '')
  if (type?.essence !== 'application/x-www-form-urlencoded')
    return fault('invalid_request', 'The body has to be of the type application/x-www-form-urlencoded.')
  if (exceedsBytes(body ?? '', longestForm)) return fault('invalid_request', 'The form is too long.')
  const text = body instanceof Uint8Array ? decodeText(body) : (body ?? '')
  const parsed = text === undefined ? undefined : parseQuery(text, mostParameters)
  if (!parsed || parsed.problem) return fault('invalid_request', 'The form cannot be read.')
  const names = new Set<string>()
  const form = new Map<string, string>()
  for (const { name, value } of parsed.pairs) {
    if (names.has(name)) return fault('invalid_request', 'A parameter is there more than once.')
    names.add(name)
    if (value !== '') form.set(name, value)
  }
  return form
}
