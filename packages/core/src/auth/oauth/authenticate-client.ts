// Which client calls an endpoint: client_secret_basic, client_secret_post, or a public client that can only say its name.
import { formDecode } from '../../http/percent.js'
import { parseAuthorization, parseBasic } from '../authorization-header.js'
import { clientFault, clientWithId, type KeptClient } from '../clients/client.js'
import { isSecretOf } from '../clients/secret.js'
import { fault, type OAuthCall, type OAuthFault } from './exchange.js'
import type { Form } from './read-form.js'

/** Finds the client (RFC 6749 section 2.3.1). Which of id, secret, revocation and expiry is wrong is not told. `publicToo`: whether a public client is one. */
export function authenticateClient(
  { world, request, now }: Pick<OAuthCall, 'world' | 'request' | 'now'>,
  form: Form,
  publicToo = false
): KeptClient | OAuthFault {
  const { scheme, credentials } = parseAuthorization(request.headers['authorization'] ?? '')
  const usesBasic = scheme !== ''
  const refused: OAuthFault = {
    ...fault('invalid_client', 'The client is not known here, or its secret is wrong.'),
    // The challenge goes to those who used the header (RFC 6749 section 5.2).
    ...(usesBasic && { headers: { 'www-authenticate': 'Basic realm="oauth", charset="UTF-8"' } })
  }
  const named = form.get('client_id')
  if (usesBasic && form.has('client_secret'))
    return fault('invalid_request', 'The client authenticates in the header and in the form.')
  const pair = usesBasic
    ? scheme === 'basic' && decodePair(credentials)
    : named !== undefined && { id: named, secret: form.get('client_secret') }
  if (!pair) return refused
  if (named !== undefined && named !== pair.id)
    return fault('invalid_request', 'The header and the form name two clients.')
  const kept = clientWithId(world, pair.id)
  const isRight = isSecretOf(kept?.[1], pair.secret ?? '', now)
  const isPublic = publicToo && kept?.[1].secrets.length === 0 && (pair.secret ?? '') === ''
  if (!kept || !(isRight || isPublic) || clientFault(kept[1], now) !== undefined) return refused
  return kept
}

/** Both are form-encoded before they are put together (RFC 6749 section 2.3.1). */
function decodePair(credentials: string): { readonly id: string; readonly secret: string } | undefined {
  const pair = parseBasic(credentials)
  const [id, secret] = [pair && formDecode(pair.user), pair && formDecode(pair.password)]
  return id === undefined || secret === undefined ? undefined : { id, secret }
}
