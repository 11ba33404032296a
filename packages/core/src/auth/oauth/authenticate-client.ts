// Which client calls an endpoint: client_secret_basic, client_secret_post, or a public client that can only say its name.
import { formDecode } from '../../http/percent.js'
import { parseAuthorization, parseBasic } from '../authorization-header.js'
import { clientFault, clientWithId, type ClientRecord, type KeptClient } from '../clients/client.js'
import { isSecretOf } from '../clients/secret.js'
import { fault, type OAuthCall, type OAuthFault } from './exchange.js'
import type { Form } from './read-form.js'

/** Finds the client (RFC 6749 section 2.3.1). Which of id, secret, revocation and expiry is wrong only traces tell. `publicToo`: whether a public client is one. */
export function authenticateClient(
  { world, request, now }: Pick<OAuthCall, 'world' | 'request' | 'now'>,
  form: Form,
  publicToo = false
): KeptClient | OAuthFault {
  const { scheme, credentials } = parseAuthorization(request.headers['authorization'] ?? '')
  const usesBasic = scheme !== ''
  const refused = (reason: string): OAuthFault => ({
    ...fault('invalid_client', 'The client is not known here, or its secret is wrong.', reason),
    // The challenge goes to those who used the header (RFC 6749 section 5.2).
    ...(usesBasic && { headers: { 'www-authenticate': 'Basic realm="oauth", charset="UTF-8"' } })
  })
  const named = form.get('client_id')
  if (usesBasic && form.has('client_secret'))
    return fault('invalid_request', 'The client authenticates in the header and in the form.')
  const pair = usesBasic
    ? scheme === 'basic' && decodePair(credentials)
    : named !== undefined && { id: named, secret: form.get('client_secret') }
  if (!pair)
    return refused(
      usesBasic
        ? 'The Authorization header is not a Basic one with the id and the secret of a client.'
        : 'The request does not say which client it is from: there is neither a Basic Authorization header nor a client_id.'
    )
  if (named !== undefined && named !== pair.id)
    return fault('invalid_request', 'The header and the form name two clients.')
  const kept = clientWithId(world, pair.id)
  const isRight = isSecretOf(kept?.[1], pair.secret ?? '', now)
  const isPublic = publicToo && kept?.[1].secrets.length === 0 && (pair.secret ?? '') === ''
  const problem = kept && clientProblem(kept[1], isRight || isPublic, pair.secret, now)
  return kept && problem === undefined ? kept : refused(problem ?? 'No client has the id that was sent.')
}

/** What is wrong with a client that there is, in a sentence for traces; `undefined` where nothing is. */
function clientProblem(
  client: ClientRecord,
  isRight: boolean,
  secret: string | undefined,
  now: number
): string | undefined {
  const { id, secrets, revoked } = client
  if (clientFault(client, now) !== undefined)
    return `The client '${id}' ${revoked === null ? 'has expired' : 'was revoked'}.`
  if (isRight) return undefined
  if (secrets.length === 0) return `The client '${id}' is public: it has no secret to show.`
  return secret === undefined || secret === ''
    ? `No secret was sent for the client '${id}'.`
    : `The secret that was sent is not that of the client '${id}'.`
}

/** Both are form-encoded before they are put together (RFC 6749 section 2.3.1). */
function decodePair(credentials: string): { readonly id: string; readonly secret: string } | undefined {
  const pair = parseBasic(credentials)
  const [id, secret] = [pair && formDecode(pair.user), pair && formDecode(pair.password)]
  return id === undefined || secret === undefined ? undefined : { id, secret }
}
