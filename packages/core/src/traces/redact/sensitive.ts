// Which names hold secrets: those that everybody uses, those that a user lists, those that a description declares.
import { normaliseName } from '../../internal/normalise-name.js'

/** Where names hold secrets. Compared in lower case and without signs: `api_key` is `Api-Key`. */
export interface Sensitive {
  /** Anywhere: headers, query, path parameters, forms, members of JSON. */
  readonly names: ReadonlySet<string>
  readonly headers: ReadonlySet<string>
  readonly query: ReadonlySet<string>
  readonly path: ReadonlySet<string>
}

/** Names that hold secrets in every API. */
const everywhere = [
  'password',
  'passwd',
  'passphrase',
  'currentPassword',
  'newPassword',
  'oldPassword',
  'secret',
  'clientSecret',
  'secretKey',
  'sharedSecret',
  'signingSecret',
  'webhookSecret',
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'authToken',
  'bearerToken',
  'sessionToken',
  'apiKey',
  'apiToken',
  'apiSecret',
  'accessKey',
  'secretAccessKey',
  'privateKey',
  'authorization',
  'credential',
  'credentials',
  'clientAssertion',
  'assertion',
  'codeVerifier',
  'cvv',
  'cvc'
]
const inHeaders = [
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-amz-security-token',
  'x-client-secret'
]

/** A list entry: a name for everywhere, or with a place in front: `header:x-partner`, `query:sig`, `path:code`. */
export type SensitivePlace = string

/** Puts the lists together. */
export function sensitiveNames(listed: Iterable<SensitivePlace>): Sensitive {
  const sets = {
    names: new Set(everywhere.map(normaliseName)),
    headers: new Set(inHeaders.map(normaliseName)),
    query: new Set<string>(),
    path: new Set<string>()
  }
  for (const entry of listed) {
    const [, place, name] = /^(header|query|path):(.+)$/s.exec(entry) ?? []
    const set = place === 'header' ? sets.headers : place === 'query' ? sets.query : sets.path
    if (name === undefined) sets.names.add(normaliseName(entry))
    else set.add(normaliseName(name))
  }
  return sets
}

/** Whether what stands under a name is a secret. */
export function isSensitive(
  sensitive: Sensitive,
  place: 'header' | 'query' | 'path' | 'member',
  name: string
): boolean {
  const known = normaliseName(name)
  if (sensitive.names.has(known)) return true
  if (place === 'header') return sensitive.headers.has(known)
  if (place === 'query') return sensitive.query.has(known)
  return place === 'path' && sensitive.path.has(known)
}
