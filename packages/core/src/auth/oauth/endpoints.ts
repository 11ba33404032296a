// Where the authorization server answers: paths of its own, and those that the description gives its flows.
import { isObject } from '../../internal/json.js'
import type { ReleaseIndex } from '../../release/release.js'

/** What can be asked for. */
export type OAuthEndpoint = 'authorization' | 'token' | 'introspection' | 'revocation' | 'keys' | 'metadata'

/** Paths below the issuer. Those of an API do not begin like these, but for the metadata, whose place RFC 8414 section 3 gives. */
export const endpointPaths: { readonly [endpoint in OAuthEndpoint]: string } = {
  authorization: '/.sandbed/oauth/authorize',
  token: '/.sandbed/oauth/token',
  introspection: '/.sandbed/oauth/introspect',
  revocation: '/.sandbed/oauth/revoke',
  keys: '/.sandbed/oauth/keys',
  metadata: '/.well-known/oauth-authorization-server'
}

/**
 * Path -> endpoint: the paths above, and those of `tokenUrl`, `refreshUrl` and `authorizationUrl` in the flows of the description's oauth2 schemes, whatever
 * their hosts. A client that has the description then finds the token endpoint where it looks for it.
 */
export function endpointsOf(schemes: ReleaseIndex['securitySchemes']): ReadonlyMap<string, OAuthEndpoint> {
  const endpoints = new Map<string, OAuthEndpoint>()
  const add = (url: unknown, endpoint: OAuthEndpoint) => {
    const path = typeof url === 'string' ? pathOf(url) : undefined
    if (path !== undefined && !endpoints.has(path)) endpoints.set(path, endpoint)
  }
  for (const [endpoint, path] of Object.entries(endpointPaths)) add(path, endpoint as OAuthEndpoint)
  for (const { type, flows } of Object.values(schemes)) {
    if (type !== 'oauth2' || !isObject(flows)) continue
    for (const flow of Object.values(flows).filter(isObject)) {
      add(flow['tokenUrl'], 'token')
      add(flow['refreshUrl'], 'token')
      add(flow['authorizationUrl'], 'authorization')
    }
  }
  return endpoints
}

/** `undefined` for the root, which is nobody's endpoint. */
function pathOf(url: string): string | undefined {
  const path = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?(\/?[^?#]*)/i.exec(url)?.[1] ?? ''
  // What is relative leads to the same place wherever the description stands: `../token` is `/token`.
  const whole = `/${path.replace(/^\/?(?:\.{1,2}\/)*/, '')}`
  return whole === '/' ? undefined : whole
}
