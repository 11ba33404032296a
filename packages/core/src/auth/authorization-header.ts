// The Authorization header, taken apart: a scheme and what follows it (RFC 9110 section 11.4), and user and password of Basic.
import { fromBase64 } from '../effects/signatures/base64.js'
import { decodeText } from '../http/bodies/charset.js'

/** A scheme, in lower case, and what stands behind it. */
export interface AuthorizationHeader {
  readonly scheme: string
  readonly credentials: string
}

/** User and password. */
export interface UserAndPassword {
  readonly user: string
  readonly password: string
}

/** Takes a header apart; without a space the whole of it is the scheme. */
export function parseAuthorization(header: string): AuthorizationHeader {
  const text = header.trim()
  const end = text.search(/[\t ]/)
  return end === -1
    ? { scheme: text.toLowerCase(), credentials: '' }
    : { scheme: text.slice(0, end).toLowerCase(), credentials: text.slice(end).trim() }
}

/**
 * Reads what follows `Basic` (RFC 7617 section 2): base64 of UTF-8, split at the first colon. `undefined` for anything else, also for control
 * characters, which neither may have.
 */
export function parseBasic(credentials: string): UserAndPassword | undefined {
  const bytes = fromBase64(credentials)
  const text = bytes && decodeText(bytes)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon === -1 || /\p{Cc}/u.test(text)) return undefined
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
