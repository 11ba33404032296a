// Where a webhook may go, by what its URL says alone: asked when an endpoint is registered, and again at each attempt.
import { isIP } from 'node:net'
import { classifyAddress } from './address-class.js'
import { isOwnServer } from './own-servers.js'

/** What is allowed beyond https to the public internet. For tests and for one's own machine. */
export interface DestinationRules {
  /**
   * Allows `http:`. Bodies then travel readable by everyone on the way.
   * @default false
   */
  readonly allowHttp?: boolean
  /**
   * Allows this machine as a destination, by http too and on any port: `localhost`, 127.0.0.0/8 and ::1. Whoever registers an endpoint then
   * reaches every service that listens here.
   * @default false
   */
  readonly allowLoopback?: boolean
  /**
   * Allows what `serve` listens on in this process: sandboxes that send webhooks to each other.
   * @default false
   */
  readonly allowOwnServers?: boolean
  /**
   * The ports that may be used, but for this machine's.
   * @default [443, 8443], with `allowHttp` also 80 and 8080
   */
  readonly ports?: readonly number[]
  /**
   * The only origins that may be sent to, such as `https://hooks.example.com`; the other rules hold for them too.
   * @default any
   */
  readonly origins?: readonly string[]
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
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const isLocal = isLocalName(hostname) || classifyAddress(hostname) === 'loopback'
  const { allowHttp = false, allowLoopback = false, allowOwnServers = false, origins } = rules
  if (isLocal && !allowLoopback)
    return problem('The host is this machine, which `allowLoopback` (`sdb serve --allow-loopback`) allows')
  if (url.protocol !== 'https:' && !isLocal && !allowHttp)
    return problem('The URL is http, and only https is allowed')
  if (!isLocal && !isPublicHost(hostname)) return problem('The host is not on the public internet')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const ports = rules.ports ?? (allowHttp ? [443, 8443, 80, 8080] : [443, 8443])
  if (!isLocal && !ports.includes(port))
    return problem(`The port ${port} is not one of those allowed: ${ports.join(', ')}`)
  if (origins && !origins.some((origin) => URL.canParse(origin) && new URL(origin).origin === url.origin))
    return problem('The origin is not one of those that webhooks may go to')
  if (!allowOwnServers && isOwnServer(isLocal ? '127.0.0.1' : hostname, port))
    return problem('The destination is a sandbox, which does not send to itself')
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
