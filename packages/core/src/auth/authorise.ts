// The one question a request is asked: may it do this? Reads its credentials, judges them, and says what to answer when it may not.
import type { Operation } from '../release/release.js'
import type { World } from '../state/world.js'
import { challengesFor } from './challenges.js'
import { readCredential, type CarryingRequest, type Credential } from './credentials.js'
import { judgeCredential } from './judge-credential.js'
import type { OpenAuth } from './open-auth.js'
import { evaluateRequirements, type Allowed, type Denied, type Verdict } from './requirements.js'
import type { Carrier } from './scheme-kinds.js'

const off: Allowed = { allowed: true, alternative: null, client: null, scopes: null }

/** What a credential for a scheme was found to be worth when it was still there to be looked at; `undefined` where that is not known. */
export type RecallVerdict = (scheme: string, credential: Credential) => Verdict | undefined

/**
 * Decides about a request to an operation at an instant (epoch milliseconds of the sandbox's clock). Changes nothing. `recalled` is asked first: in a
 * replay the credentials themselves are gone.
 */
export function authorise(
  auth: OpenAuth,
  world: World,
  { security, parameters }: Pick<Operation, 'security' | 'parameters'>,
  request: CarryingRequest,
  now: number,
  recalled?: RecallVerdict
): Allowed | Denied {
  if (auth.dial === 'off') return off
  const isDeclared = (name: string) => parameters.some((one) => one.in === 'query' && one.name === name)
  // A key in the query may bear the name that tokens are looked for under.
  const isKey = (name: string) =>
    security.some((alternative) =>
      Object.keys(alternative).some((scheme) => isQueryKey(auth.scheme(scheme).carrier, name))
    )
  // Where presence is enough, a host that cannot see certificates does not stand in the way of those who have one.
  const { clientCertificate = auth.dial === 'presence' } = request
  const carrying = { ...request, clientCertificate }
  return evaluateRequirements(security, (name) => {
    const scheme = auth.scheme(name)
    const credential = readCredential(scheme.carrier, carrying, (query) => isDeclared(query) || isKey(query))
    return recalled?.(name, credential) ?? judgeCredential(auth, world, scheme, credential, now)
  })
}

function isQueryKey(carrier: Carrier, name: string): boolean {
  return carrier.kind === 'apiKey' && carrier.in === 'query' && carrier.name === name
}

/** A refusal, as it is answered. */
export interface Denial {
  readonly status: 400 | 401 | 403
  /** The error code of RFC 6750 section 3.1; `unauthorized` where nothing was sent, which has none. */
  readonly code: 'invalid_request' | 'missing_credential' | 'invalid_token' | 'insufficient_scope'
  /** A sentence for the client. Which fault a credential has is not in it; traces have that from `Denied.reasons`. */
  readonly detail: string
  /** The values of WWW-Authenticate. */
  readonly challenges: readonly string[]
}

/** What a client is told. */
export function denialOf(auth: OpenAuth, denied: Denied): Denial {
  const carrierOf = (scheme: string) => auth.scheme(scheme).carrier
  const challenges = challengesFor(denied, carrierOf, auth.realm)
  const { status } = denied
  if (status === 400)
    return {
      status,
      code: 'invalid_request',
      detail: `The credentials are malformed: ${denied.reasons.find(({ scheme }) => denied.schemes.includes(scheme))!.problem}.`,
      challenges
    }
  if (status === 403)
    return {
      status,
      code: 'insufficient_scope',
      detail: `The credential does not carry what this needs: ${clip(denied.missing)}.`,
      challenges
    }
  if (denied.reasons.length > 0)
    return {
      status,
      code: 'invalid_token',
      detail: 'The credential is not one that is taken here: it is unknown, expired or revoked.',
      challenges
    }
  const wanted = denied.schemes.map(
    (scheme) => `${describeCarrier(carrierOf(scheme))} (${scheme.slice(0, 60)})`
  )
  return {
    status,
    code: 'missing_credential',
    detail: `This needs a credential: ${clip(wanted)}.`,
    challenges
  }
}

function clip(words: readonly string[]): string {
  const text = words.slice(0, 10).join(', ')
  return words.length > 10 || text.length > 500 ? `${text.slice(0, 500)}…` : text
}

function describeCarrier(carrier: Carrier): string {
  switch (carrier.kind) {
    case 'apiKey':
      return `a key in the ${carrier.in === 'query' ? 'query parameter' : carrier.in} ${carrier.name.slice(0, 60)}`
    case 'basic':
      return 'user and password as Basic'
    case 'mutualTLS':
      return "a client's certificate"
    case 'http':
      return `an Authorization header of the scheme ${carrier.scheme}`
    default:
      return 'a bearer token'
  }
}
