// Credentials for sample requests: of the right form, and nobody's.
import type { Operation } from '../../release/release.js'
import type { Carrier } from '../../auth/scheme-kinds.js'
import type { Engine } from '../engine.js'

/** What a request needs to carry beside what its operation describes. Values are encoded. */
export interface SampleCredentials {
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly query: readonly string[]
  readonly cookies: readonly string[]
}

const placeholder = 'sandbed'
const none: SampleCredentials = { headers: [], query: [], cookies: [] }

/** Placeholders for the first way in which an operation may be called; nothing where auth is off or it needs none. */
export function sampleCredentials({ auth }: Engine, { security }: Operation): SampleCredentials {
  const needsNone = security.length === 0 || security.some((one) => Object.keys(one).length === 0)
  if (!auth || needsNone) return none
  const all = Object.keys(security[0]!).map((scheme) => placed(auth.open.scheme(scheme).carrier))
  return {
    headers: all.flatMap(({ headers }) => headers),
    query: all.flatMap(({ query }) => query),
    cookies: all.flatMap(({ cookies }) => cookies)
  }
}

function placed(carrier: Carrier): SampleCredentials {
  const authorization = (value: string): SampleCredentials => ({
    ...none,
    headers: [['authorization', value]]
  })
  switch (carrier.kind) {
    case 'apiKey': {
      if (carrier.in === 'header') return { ...none, headers: [[carrier.name.toLowerCase(), placeholder]] }
      const pair = `${encodeURIComponent(carrier.name.toWellFormed())}=${placeholder}`
      return carrier.in === 'query' ? { ...none, query: [pair] } : { ...none, cookies: [pair] }
    }
    case 'basic':
      // sandbed:sandbed
      return authorization('Basic c2FuZGJlZDpzYW5kYmVk')
    case 'http':
      return authorization(`${carrier.scheme} ${placeholder}`)
    case 'mutualTLS':
      return none
    default:
      return authorization(`Bearer ${placeholder}`)
  }
}
