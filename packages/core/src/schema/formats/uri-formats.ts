// `uri`, `uri-reference`, `iri`, `iri-reference` (RFC 3986, RFC 3987) and `uri-template` (RFC 6570), each scanned once.
import { isIpv6 } from './address-formats.js'

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'
const SUB_DELIMS = "!$&'()*+,;="
const USER_INFO = asciiTable(`${UNRESERVED}${SUB_DELIMS}:`)
const NAME = asciiTable(UNRESERVED + SUB_DELIMS)
const PATH = asciiTable(`${UNRESERVED}${SUB_DELIMS}:@/`)
const QUERY = asciiTable(`${UNRESERVED}${SUB_DELIMS}:@/?`)

/** 1 for the code of every character of a text, 0 for the other 128. */
function asciiTable(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1
  return table
}

export function isUri(text: string): boolean {
  return isReference(text, false, true)
}

export function isUriReference(text: string): boolean {
  return isReference(text, false, false)
}

export function isIri(text: string): boolean {
  return isReference(text, true, true)
}

export function isIriReference(text: string): boolean {
  return isReference(text, true, false)
}

function isReference(text: string, international: boolean, absolute: boolean): boolean {
  const hash = text.indexOf('#')
  if (hash >= 0 && !consistsOf(text.slice(hash + 1), QUERY, international)) return false
  const beforeFragment = hash < 0 ? text : text.slice(0, hash)
  const mark = beforeFragment.indexOf('?')
  if (mark >= 0 && !consistsOf(beforeFragment.slice(mark + 1), QUERY, international, true)) return false
  const beforeQuery = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark)
  const colon = beforeQuery.indexOf(':')
  const hasScheme = colon > 0 && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(beforeQuery.slice(0, colon))
  if (absolute && !hasScheme) return false
  const rest = hasScheme ? beforeQuery.slice(colon + 1) : beforeQuery
  if (rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2)
    const end = slash < 0 ? rest.length : slash
    return isAuthority(rest.slice(2, end), international) && consistsOf(rest.slice(end), PATH, international)
  }
  // Without a scheme, a colon in the first segment would make it one.
  if (!hasScheme && (rest.split('/', 1)[0] as string).includes(':')) return false
  return consistsOf(rest, PATH, international)
}

function isAuthority(authority: string, international: boolean): boolean {
  const at = authority.lastIndexOf('@')
  if (at >= 0 && !consistsOf(authority.slice(0, at), USER_INFO, international)) return false
  const hostAndPort = authority.slice(at + 1)
  const bracket = hostAndPort.startsWith('[') ? hostAndPort.indexOf(']') : -1
  const colon = hostAndPort.indexOf(':', bracket + 1)
  const host = colon < 0 ? hostAndPort : hostAndPort.slice(0, colon)
  if (colon >= 0 && !/^[0-9]*$/.test(hostAndPort.slice(colon + 1))) return false
  // An IPv4 address is made of nothing that a name may not hold.
  if (!host.startsWith('[')) return consistsOf(host, NAME, international)
  if (bracket !== host.length - 1) return false
  const literal = host.slice(1, -1)
  return isIpv6(literal) || /^[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+$/.test(literal)
}

/** Whether a text is made of some characters and percent-encoded octets (and, in an IRI, characters of other scripts). */
function consistsOf(text: string, allowed: Uint8Array, international: boolean, isQuery = false): boolean {
  for (let i = 0; i < text.length; i++) {
    if (allowed[text.charCodeAt(i)] === 1) continue
    if (text[i] === '%' && isHexadecimal(text, i + 1) && isHexadecimal(text, i + 2)) i += 2
    else {
      const code = text.codePointAt(i) as number
      if (!international || !isForeign(code, isQuery)) return false
      if (code > 0xffff) i++
    }
  }
  return true
}

/** `ucschar`, and in a query `iprivate` too. */
function isForeign(code: number, isQuery: boolean): boolean {
  if (
    code < 0xa0 ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code & 0xfffe) === 0xfffe ||
    (code >= 0xfdd0 && code <= 0xfdef)
  )
    return false
  const isPrivate = (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000
  if (isPrivate) return isQuery
  return !(code >= 0xfff0 && code <= 0xffff) && !(code >= 0xe0000 && code <= 0xe0fff)
}

function isHexadecimal(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102)
}

export function isUriTemplate(text: string): boolean {
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{', at)
    const literalEnd = open < 0 ? text.length : open
    if (!isLiteral(text.slice(at, literalEnd))) return false
    if (open < 0) return true
    const close = text.indexOf('}', open)
    if (close < 0 || !isExpression(text.slice(open + 1, close))) return false
    at = close + 1
  }
  return true
}

function isLiteral(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character <= ' ' || '"<>\\^`{|}\x7f'.includes(character)) return false
    if (character === '%' && !(isHexadecimal(text, i + 1) && isHexadecimal(text, i + 2))) return false
  }
  return true
}

function isExpression(text: string): boolean {
  const variables = '+#./;?&=,!@|'.includes(text.charAt(0) || ' ') ? text.slice(1) : text
  if (',=!@|'.includes(text.charAt(0) || ' ')) return false
  return variables
    .split(',')
    .every((variable) =>
      /^(?:\w|%[0-9A-Fa-f]{2})(?:\w|%[0-9A-Fa-f]{2}|\.(?!\.|\*|:|$))*(?:\*|:[1-9][0-9]{0,3})?$/.test(variable)
    )
}
