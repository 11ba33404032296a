// Where a webhook may go, by what its URL says alone: asked when an endpoint is registered, and again at each attempt.
import { isIP } from 'node:net'
import { classifyAddress } from './address-class.js'

/** What is allowed beyond https to the public internet. For tests and for one's own machine. */
export interface DestinationRules {
  /**
   * Allows `http:`. Bodies then travel readable by everyone on the way.
   * @default false
   */
  readonly http?: boolean
  /**
   * Allows this machine as a destination, on any port: `localhost`, 127.0.0.0/8 and ::1. Whoever registers an endpoint then reaches
   * every service that listens here.
   * @default false
   */
  readonly loopback?: boolean
  /**
   * The ports that may be used.
   * @default [443, 8443], with `http` also 80 and 8080
   */
  readonly ports?: readonly number[]
}

/** A URL that may be sent to, if its addresses may. */
export interface Destination {
  readonly url: URL
  /** A name in lower case without a trailing dot, or an address without brackets. */
  readonly hostname: string
  readonly port: number
}

const longestUrl = 2048
const privateNames = ['local', 'internal', 'home.arpa']

/** What keeps a URL from being a destination, as a sentence for who registers it; `undefined` when nothing does. No name is looked up. */
export function checkDestination(text: string, rules: DestinationRules = {}): string | undefined {
  const destination = readDestination(text, rules)
  return 'problem' in destination ? destination.problem : undefined
}

/** Reads a URL as a destination, or says in a sentence why it is none. */
export function readDestination(
  text: string,
  rules: DestinationRules = {}
): Destination | { readonly problem: string } {
  const problem = (sentence: string) => ({ problem: `${sentence}.` })
  if (text.length > longestUrl) return problem(`The URL has more than ${longestUrl} characters`)
  // URL parsers drop tabs and line breaks and turn backslashes round: what is read should be what was meant.
  if (/[^!-[\]-~\u00a1-\u{10ffff}]/u.test(text))
    return problem('The URL holds a space, a control character or a backslash')
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1]
  if (authority === undefined || !URL.canParse(text)) return problem('The URL is not an absolute https URL')
  if (authority.includes('@')) return problem('The URL holds a user name; send credentials in a header')
  if (text.includes('#')) return problem('The URL holds a fragment, which is not sent')
  const url = new URL(text)
  if (url.protocol !== 'https:' && rules.http !== true)
    return problem('The URL is http, and only https is allowed')

  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const isLocal = isLocalName(hostname) || classifyAddress(hostname) === 'loopback'
  if (isLocal && rules.loopback !== true)
    return problem('The host is this machine, which is not allowed as a destination')
  if (!isLocal && !isPublicHost(hostname)) return problem('The host is not on the public internet')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const ports = rules.ports ?? (rules.http === true ? [443, 8443, 80, 8080] : [443, 8443])
  if (!isLocal && !ports.includes(port))
    return problem(`The port ${port} is not one of those allowed: ${ports.join(', ')}`)
  return { url, hostname, port }
}

/** RFC 6761 section 6.3. */
function isLocalName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}

/** By its form only; what a name resolves to is seen when it is connected to. */
function isPublicHost(hostname: string): boolean {
  if (isIP(hostname) !== 0) return classifyAddress(hostname) === 'global'
  const isName = hostname.includes('.') && !hostname.endsWith('.')
  return isName && !privateNames.some((name) => hostname.endsWith(`.${name}`))
}
