// Idempotency keys: the same request under the same key is carried out once and answered alike (IETF draft httpapi-idempotency-key-header, 2.6).
import { canonicalJson } from '../../internal/canonical-json.js'
import { digestText } from '../../internal/digest.js'
import { isObject } from '../../internal/json.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { SandboxResponse } from '../../http/message.js'
import type { ReleaseIndex } from '../../release/release.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Answer, Plan } from '../stages.js'

/** A key as a request names it. */
export interface Idempotency {
  /** The key within its credential, method and operation. */
  readonly scope: string
  /** SHA-256 of what the request says. */
  readonly fingerprint: string
}

/** What is kept of an answer. */
interface KeptAnswer {
  readonly scope: string
  readonly fingerprint: string
  readonly status: number
  /** In the order in which they were sent. */
  readonly headers: readonly (readonly [name: string, value: string | readonly string[]])[]
  readonly body: string | null
  readonly at: number
}

const name = '$idempotency'
const day = 86_400_000
const mostKept = 10_000
/** About what they may take in memory, all together. */
const mostBytes = 64 * 1024 * 1024
const keysOf = ({ scope }: KeptAnswer): readonly string[] => [scope]

/** The key of a request that changes something; `undefined` where it has none. */
export function idempotencyOf({ release }: Engine, { request }: Plan): Idempotency | undefined {
  const { operation, headers, input, query, rawSegments } = request
  if (operation.method === 'GET' || operation.method === 'HEAD' || operation.method === 'OPTIONS')
    return undefined
  const key = headers['idempotency-key'] ?? declaredKey(request) ?? memberKey(input.body)
  if (key === undefined || key === '') return undefined
  const body = input.body instanceof Uint8Array ? [...input.body] : (input.body ?? null)
  const sorted = query
    .map(({ name: parameter, value }) => `${parameter}=${value}`)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return {
    scope: digestText(JSON.stringify([callerOf(release.index.securitySchemes, request), operation.key, key])),
    fingerprint: digestText(
      canonicalJson([operation.method, rawSegments.join('/'), sorted, headers['content-type'] ?? '', body])
    )
  }
}

/** A key is good for one client only, whichever of its tokens it comes with. */
function callerOf(schemes: ReleaseIndex['securitySchemes'], request: Plan['request']): unknown {
  const client = request.auth?.client
  return typeof client === 'string' ? { client } : credentialsOf(schemes, request)
}

/** Whatever may say who the client is. */
function credentialsOf(
  schemes: ReleaseIndex['securitySchemes'],
  { headers, query }: Plan['request']
): readonly unknown[] {
  const keys = Object.values(schemes).flatMap(({ type, in: place, name: key }) => {
    if (type !== 'apiKey' || typeof key !== 'string') return []
    if (place === 'query') return query.filter((pair) => pair.name === key).map(({ value }) => value)
    return place === 'header' ? [headers[key.toLowerCase()] ?? ''] : []
  })
  return [headers['authorization'] ?? '', headers['cookie'] ?? '', ...keys]
}

/** A header that the description calls by a similar name (`X-Idempotency-Key`, `X-Request-Id` is none). */
function declaredKey({ operation, headers }: Plan['request']): string | undefined {
  const header = operation.parameters.find(
    (parameter) => parameter.in === 'header' && normaliseName(parameter.name).endsWith('idempotencykey')
  )
  return header && headers[header.name.toLowerCase()]
}

function memberKey(body: unknown): string | undefined {
  if (!isObject(body)) return undefined
  const member = Object.keys(body).find((one) => normaliseName(one) === 'idempotencykey')
  const value = member === undefined ? undefined : body[member]
  return typeof value === 'string' ? value : undefined
}

/** The note of an answer that is given again. */
export const answeredBefore = 'This idempotency key was used before: the first answer was given again.'

/** The answer that was given before, with a header that says so; a refusal when the key was used for another request. */
export function findReplay(
  world: World,
  { scope, fingerprint }: Idempotency,
  now: number
): Answer | Refusal | undefined {
  const found = world.collection<KeptAnswer>(name).index('scope', keysOf).first(scope)?.[1]
  if (!found || found.at + day <= now) return undefined
  if (found.fingerprint !== fingerprint)
    return refuse(
      {
        slug: 'idempotency-key-in-use',
        detail: 'This idempotency key was used for a request with other content'
      },
      { statuses: [422, 409, 400] }
    )
  const { status, headers, body } = found
  return {
    response: { status, headers: { ...Object.fromEntries(headers), 'idempotency-replayed': 'true' }, body },
    provenance: 'state',
    notes: [answeredBefore]
  }
}

/** Keeps an answer under its key. A body of bytes is not kept. */
export function remember(
  world: World,
  { scope, fingerprint }: Idempotency,
  response: SandboxResponse,
  now: number
): World {
  if (response.body instanceof Uint8Array) return world
  const kept = world.collection<KeptAnswer>(name)
  const [seq] = kept.index('scope', keysOf).first(scope) ?? []
  const { status, headers, body } = response
  const record: KeptAnswer = { scope, fingerprint, status, headers: Object.entries(headers), body, at: now }
  let after = seq === undefined ? kept.insert(record).collection : kept.set(seq, record)
  // The oldest go when there are too many.
  while (after.size > mostKept || after.bytes > mostBytes) after = after.delete(after.at(0)![0])
  return world.withCollection(name, after)
}
