// What clients look up: where the endpoints are and what they can do (RFC 8414), and the public keys.
import type { OpenAuth } from '../open-auth.js'
import { endpointPaths } from './endpoints.js'
import { grantTypes } from './token-endpoint.js'

/** The metadata of the authorization server (RFC 8414 section 2). */
export function serverMetadata({ issuer, scopes }: OpenAuth): object {
  return {
    issuer,
    authorization_endpoint: issuer + endpointPaths.authorization,
    token_endpoint: issuer + endpointPaths.token,
    jwks_uri: issuer + endpointPaths.keys,
    introspection_endpoint: issuer + endpointPaths.introspection,
    revocation_endpoint: issuer + endpointPaths.revocation,
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: [...grantTypes.keys()],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    authorization_response_iss_parameter_supported: true
  }
}
