// Security schemes as they are simulated: what the description says of each, with what a profile says instead.
import type { SecurityScheme } from '../release/release.js'

/** How a credential is carried and what it can be; `http` stands for HTTP schemes that are only looked for, such as Digest. */
export const schemeKinds = [
  'apiKey',
  'basic',
  'bearer',
  'oauth2',
  'openIdConnect',
  'mutualTLS',
  'http'
] as const

/** One of `schemeKinds`. */
export type SchemeKind = (typeof schemeKinds)[number]

/** Where a credential stands in a request. */
export type Carrier =
  | { readonly kind: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | { readonly kind: 'basic' | 'bearer' | 'oauth2' | 'openIdConnect' | 'mutualTLS' }
  /** `scheme` in lower case: the first word of the header. */
  | { readonly kind: 'http'; readonly scheme: string }

const token = /^[!#$%&'*+\-.^_`|~0-9a-z]{1,50}$/

/**
 * What carries the credential of a scheme (OpenAPI 3.1.1, "Security Scheme Object"). `kind` is what a profile says it is. A scheme that is
 * not described, or not well enough, is a bearer token: what clients most likely send.
 */
export function carrierOf(scheme: SecurityScheme | undefined, kind?: SchemeKind): Carrier {
  const described = scheme ?? { type: '' }
  const word = typeof described['scheme'] === 'string' ? described['scheme'].toLowerCase() : ''
  switch (kind ?? described.type) {
    case 'apiKey':
      return apiKeyOf(described)
    case 'basic':
      return { kind: 'basic' }
    case 'oauth2':
    case 'openIdConnect':
    case 'mutualTLS':
      return { kind: (kind ?? described.type) as 'oauth2' | 'openIdConnect' | 'mutualTLS' }
    case 'http':
      if (word === 'basic') return { kind: 'basic' }
      return word === 'bearer' || !token.test(word) ? { kind: 'bearer' } : { kind: 'http', scheme: word }
    default:
      return { kind: 'bearer' }
  }
}

function apiKeyOf({ in: place, name }: SecurityScheme): Carrier {
  if (typeof name !== 'string' || name === '') return { kind: 'bearer' }
  return { kind: 'apiKey', in: place === 'query' || place === 'cookie' ? place : 'header', name }
}
