// The authorization endpoint (RFC 6749 section 4.1.1) without a person: whoever asks rightly is sent back with a code at once.
import { percentEncode } from '../../http/percent.js'
import type { SandboxResponse } from '../../http/message.js'
import { digestText } from '../../internal/digest.js'
import { clientFault, clientWithId, type ClientRecord } from '../clients/client.js'
import { signingSeed } from '../tokens/signing-key.js'
import { writeCode } from './authorization-code.js'
import { fault, faultResponse, isFault, type OAuthCall, type OAuthFault } from './exchange.js'
import { wantedScopes } from './redeem.js'

const challengeForm = /^[A-Za-z0-9_-]{43}$/

/**
 * Answers with 302 to the client's redirect URI, with a code or an error (RFC 6749 section 4.1.2, RFC 9207), or with 400 where there is none to trust. It takes
 * PKCE with S256 only; `login_hint` names the user, `user_1` by default. Changes nothing, so it may be a GET.
 */
export function authorizationEndpoint(call: OAuthCall): SandboxResponse {
  const { auth, world, request, now } = call
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return faultResponse({
      ...fault('invalid_request', 'Use GET.'),
      status: 405,
      headers: { allow: 'GET, HEAD' }
    })
  const given = new Map<string, string>()
  let isRepeated = false
  for (const { name, value } of request.query) {
    if (given.has(name)) isRepeated = true
    given.set(name, value)
  }
  const client = clientWithId(world, given.get('client_id') ?? '')?.[1]
  if (!client || clientFault(client, now) !== undefined)
    return faultResponse({ ...fault('invalid_request', 'The client is not known here.'), status: 400 })
  const target = redirectTarget(client, given.get('redirect_uri'))
  if (isRepeated || target === undefined)
    return faultResponse(
      fault('invalid_request', 'The redirect_uri is not one of the client, or a parameter is there twice.')
    )
  const made = makeCode(call, client, given)
  const answer = isFault(made) ? { error: made.error, error_description: made.description } : made
  return redirect(target, { ...answer, state: given.get('state'), iss: auth.issuer })
}

/** Compared to the letter (RFC 9700 section 2.1). A client with one only need not name it. */
function redirectTarget({ redirectUris }: ClientRecord, named: string | undefined): string | undefined {
  if (named !== undefined) return redirectUris.find((uri) => uri === named)
  return redirectUris.length === 1 ? redirectUris[0] : undefined
}

function makeCode(
  { auth, world, now }: OAuthCall,
  client: ClientRecord,
  given: ReadonlyMap<string, string>
): { readonly code: string } | OAuthFault {
  if (given.get('response_type') !== 'code')
    return fault('unsupported_response_type', 'The response_type has to be code.')
  const challenge = given.get('code_challenge')
  if (
    given.get('code_challenge_method') !== 'S256' ||
    challenge === undefined ||
    !challengeForm.test(challenge)
  )
    return fault('invalid_request', 'A code_challenge with the method S256 is needed.')
  const subject = given.get('login_hint') ?? 'user_1'
  const scope = given.get('scope')
  const wanted = wantedScopes(client.scopes, { get: () => (scope === '' ? undefined : scope) })
  if (isFault(wanted)) return wanted
  const seed = signingSeed(world)
  if (!seed || subject.length > 200)
    return fault('temporarily_unavailable', 'The sandbox can issue no codes now.')
  const issued = Math.floor(now / 1000)
  const code = writeCode(seed, {
    client: client.id,
    subject,
    scopes: wanted.scopes,
    redirectUri: given.get('redirect_uri') ?? null,
    challenge,
    issued,
    expires: issued + auth.tokens.codeLifetime,
    state: digestText(given.get('state') ?? '').slice(0, 16)
  })
  return { code }
}

function redirect(
  target: string,
  parameters: { readonly [name: string]: string | undefined }
): SandboxResponse {
  const query = Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${percentEncode(value)}`]))
    .join('&')
  const location = `${target}${target.includes('?') ? '&' : '?'}${query}`
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: null }
}
