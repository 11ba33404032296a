// What the records of clients, tokens and keys look like: a snapshot from elsewhere is checked against these forms before it is used.
import { clientsName } from '../../auth/clients/client.js'
import { entropyBytes } from '../../auth/clients/secret.js'
import { fromBase64url } from '../../auth/jwt/base64url.js'
import { keysName } from '../../auth/tokens/signing-key.js'
import { tokensName } from '../../auth/tokens/token.js'
import { listOf, oneOf, orNull, record, text, type Form } from '../../internal/form.js'
import { isInstant } from '../../time/instant.js'

const digest: Form = (value) => typeof value === 'string' && /^[\da-f]{64}$/.test(value)
const seed: Form = (value) => typeof value === 'string' && fromBase64url(value)?.length === entropyBytes
const scopes = orNull(listOf(text))

/** Collection -> the form of its records. */
export const authForms: readonly (readonly [name: string, form: Form])[] = [
  [
    clientsName,
    record({
      id: text,
      label: text,
      secrets: listOf(record({ digest, until: orNull(isInstant) })),
      scopes,
      redirectUris: listOf(text),
      created: isInstant,
      expires: orNull(isInstant),
      revoked: orNull(isInstant),
      lastUsed: orNull(isInstant)
    })
  ],
  [
    tokensName,
    record({
      id: text,
      kind: oneOf('access', 'refresh', 'code'),
      digest,
      client: text,
      subject: text,
      scopes,
      grant: text,
      issued: isInstant,
      expires: isInstant,
      revoked: orNull(isInstant)
    })
  ],
  [keysName, record({ kid: text, algorithm: oneOf('EdDSA'), seed, created: isInstant })]
]
