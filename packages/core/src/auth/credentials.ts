// What a request carries for a security scheme: read, not yet judged.
import { parseCookies } from '../http/cookies.js'
import type { Headers } from '../http/message.js'
import type { Pair } from '../http/query.js'
import { parseAuthorization, parseBasic } from './authorization-header.js'
import type { Carrier } from './scheme-kinds.js'

/** The parts of a request in which credentials stand. */
export interface CarryingRequest {
  /** Normalised: names in lower case, repeated lines joined. */
  readonly headers: Headers
  readonly query: readonly Pair[]
  /** Whether the host has seen a certificate of the client; absent where it cannot tell. @default false, with `presence` true */
  readonly clientCertificate?: boolean
}

/** What was found. */
export type Credential =
  | { readonly is: 'absent' }
  /** Sent twice, in two places, in a place where it must not be, or not of the form of its scheme (RFC 6750 section 3.1). */
  | { readonly is: 'malformed'; readonly problem: string }
  /** Basic that names no user: RFC 7617 knows no error for it but to ask again. */
  | { readonly is: 'unreadable'; readonly problem: string }
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'password'; readonly user: string; readonly password: string }
  | { readonly is: 'token'; readonly token: string }
  /** It is there, and nothing here can judge it. */
  | { readonly is: 'there' }

const absent: Credential = { is: 'absent' }
const there: Credential = { is: 'there' }

// b64token, RFC 6750 section 2.1.
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/
// Some APIs call it `token`, as was done before there was an RFC.
const bearerWords = ['bearer', 'token']

/**
 * Reads the credential that a carrier stands for. `isDeclared` tells whether the operation has a query parameter of a name for a purpose
 * of its own: then `access_token` in the query is that, else it is a token where none may be (RFC 6750 section 2.3, OAuth 2.1).
 */
export function readCredential(
  carrier: Carrier,
  request: CarryingRequest,
  isDeclared: (queryName: string) => boolean = () => false
): Credential {
  switch (carrier.kind) {
    case 'apiKey':
      return readApiKey(carrier, request)
    case 'basic':
      return readBasic(request.headers['authorization'])
    case 'bearer':
    case 'oauth2':
    case 'openIdConnect':
      return readBearer(request, isDeclared('access_token'))
    case 'mutualTLS':
      return request.clientCertificate === true ? there : absent
    case 'http': {
      const { scheme, credentials } = parseAuthorization(request.headers['authorization'] ?? '')
      return scheme === carrier.scheme && credentials !== '' ? there : absent
    }
  }
}

function readApiKey(
  { in: place, name }: Carrier & { readonly kind: 'apiKey' },
  { headers, query }: CarryingRequest
): Credential {
  if (place === 'header') {
    const key = headers[name.toLowerCase()]?.trim() ?? ''
    return key === '' ? absent : { is: 'key', key }
  }
  const pairs = place === 'query' ? query : parseCookies(headers['cookie'])
  const keys = pairs.filter((pair) => pair.name === name && pair.value !== '')
  if (keys.length > 1) return { is: 'malformed', problem: 'the key was sent more than once' }
  return keys[0] ? { is: 'key', key: keys[0].value } : absent
}

function readBasic(header: string | undefined): Credential {
  const { scheme, credentials } = parseAuthorization(header ?? '')
  if (scheme !== 'basic') return absent
  const pair = parseBasic(credentials)
  return pair
    ? { is: 'password', ...pair }
    : { is: 'unreadable', problem: 'what follows Basic is not base64 of a user, a colon and a password' }
}

function readBearer({ headers, query }: CarryingRequest, isQueryDeclared: boolean): Credential {
  const { scheme, credentials } = parseAuthorization(headers['authorization'] ?? '')
  const inHeader = bearerWords.includes(scheme)
  const inQuery = !isQueryDeclared && query.some(({ name }) => name === 'access_token')
  if (inHeader && inQuery)
    return { is: 'malformed', problem: 'the token was sent in the header and in the query' }
  if (inQuery)
    return {
      is: 'malformed',
      problem: 'the token was sent in the query; it belongs into the Authorization header'
    }
  if (!inHeader) return absent
  return bearerToken.test(credentials)
    ? { is: 'token', token: credentials }
    : { is: 'malformed', problem: 'there is not one token behind Bearer in the Authorization header' }
}
