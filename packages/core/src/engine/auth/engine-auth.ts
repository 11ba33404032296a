// The part of an engine that decides about clients: the description's schemes, opened once, and where the authorization server answers.
import { endpointsOf, type OAuthEndpoint } from '../../auth/oauth/endpoints.js'
import { openAuth, type OpenAuth } from '../../auth/open-auth.js'
import { unreachableOrigin } from '../../http/request-target.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { SandboxHost } from '../host.js'
import type { ResolvedAuth } from './auth-options.js'

/** What an engine knows of auth. */
export interface EngineAuth {
  readonly open: OpenAuth
  /** Path -> endpoint, with the base paths of the servers and without them, as clients may call. */
  readonly endpoints: ReadonlyMap<string, OAuthEndpoint>
}

/** Opens; `undefined` where auth is off: then there is nothing to look at. */
export function openEngineAuth(
  { index }: Pick<ReleaseSource, 'index'>,
  { mode, profile }: ResolvedAuth,
  { url }: SandboxHost
): EngineAuth | undefined {
  if (mode === 'off') return undefined
  return {
    open: openAuth({
      index,
      dial: mode,
      ...(profile && { profile }),
      issuer: () => url?.() ?? unreachableOrigin
    }),
    endpoints: withoutBase(endpointsOf(index.securitySchemes), index.basePaths)
  }
}

function withoutBase(
  endpoints: ReadonlyMap<string, OAuthEndpoint>,
  basePaths: readonly string[]
): ReadonlyMap<string, OAuthEndpoint> {
  const below = [...endpoints].flatMap(([path, endpoint]) =>
    basePaths
      .filter((base) => path.startsWith(`${base}/`))
      .map((base) => [path.slice(base.length), endpoint] as const)
  )
  return new Map([...below, ...endpoints])
}
