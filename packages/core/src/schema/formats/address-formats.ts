// `ipv4`, `ipv6`, `email` and `idn-email` (RFC 2673, RFC 4291, RFC 5321, RFC 6531).
import { isHostname, isIdnHostname } from './hostname-formats.js'

const DOT_ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/

export function isIpv4(text: string): boolean {
  return (
    text.length <= 15 &&
    text.split('.').length === 4 &&
    text.split('.').every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  )
}

export function isIpv6(text: string): boolean {
  if (text.length > 45) return false
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const embedsIpv4 = last?.includes('.') === true
  // An embedded address stands at the very end and takes the place of two groups.
  if (embedsIpv4 && (!isIpv4(last as string) || text.endsWith('::'))) return false
  if (
    !groups.every(
      (group, index) => (embedsIpv4 && index === groups.length - 1) || /^[0-9a-fA-F]{1,4}$/.test(group)
    )
  )
    return false
  const count = groups.length + (embedsIpv4 ? 1 : 0)
  return halves.length === 2 ? count < 8 : count === 8
}

export function isEmail(text: string): boolean {
  return isMailbox(text, false)
}

export function isIdnEmail(text: string): boolean {
  return isMailbox(text, true)
}

function isMailbox(text: string, international: boolean): boolean {
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > 1000) return false
  const local = text.slice(0, at)
  const domain = text.slice(at + 1)
  return isLocalPart(local, international) && isMailDomain(domain, international)
}

function isLocalPart(local: string, international: boolean): boolean {
  const ascii = international
    ? Array.from(local, (character) => (character > '\x7f' ? 'x' : character)).join('')
    : local
  if (ascii.length > 64) return false
  if (ascii.startsWith('"')) return /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/.test(ascii)
  return DOT_ATOM.test(ascii)
}

function isMailDomain(domain: string, international: boolean): boolean {
  if (!domain.startsWith('[')) return international ? isIdnHostname(domain) : isHostname(domain)
  if (!domain.endsWith(']')) return false
  const literal = domain.slice(1, -1)
  return literal.slice(0, 5).toLowerCase() === 'ipv6:' ? isIpv6(literal.slice(5)) : isIpv4(literal)
}
