// Requests to a sandbox's operations as fast-check makes them: about half valid, half spoiled in one of many ways. All of them can
// be sent unchanged by every host: targets as the WHATWG URL parser prints them, no bodies on GET and HEAD, header values that
// `fetch` takes.
import fc from 'fast-check'
import type { Sandbox, SandboxRequest } from '@sandbed/core'
import type { WireRequest } from '../hosts/host.js'
import {
  accepts,
  contentTypes,
  cookies,
  jsonBodies,
  oddHeaderValues,
  oddQueries,
  oddSegments,
  oddValues,
  prefers,
  queryNames
} from './odd-values.js'

/** A change that makes a good request odd or bad; gets random numbers in [0, 1) to choose with. */
type Spoil = (request: WireRequest, chance: readonly number[]) => WireRequest

const spoils: readonly Spoil[] = [
  (request, chance) =>
    withPath(
      request,
      request.path.replace(/[^/?]+(?=\/|\?|$)/, () => pick(oddSegments, chance[0]))
    ),
  (request, chance) => withPath(request, `${request.path.split('?')[0]}/${pick(oddSegments, chance[0])}`),
  (request, chance) => withQuery(request, `${pick(queryNames, chance[0])}=${pick(oddValues, chance[1])}`),
  (request, chance) => withQuery(request, pick(oddQueries, chance[0])),
  (request) => withPath(request, request.path.split('?')[0] as string),
  (request, chance) =>
    withMethod(request, pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], chance[0])),
  (request, chance) => withHeader(request, 'accept', pick(accepts, chance[0])),
  (request, chance) => withHeader(request, 'prefer', pick(prefers, chance[0])),
  (request, chance) => withHeader(request, 'content-type', pick(contentTypes, chance[0])),
  (request, chance) => withHeader(request, 'cookie', pick(cookies, chance[0])),
  (request, chance) =>
    withHeader(
      request,
      pick(['idempotency-key', 'x-string', 'if-match', 'range', 'authorization'], chance[0]),
      pick(oddHeaderValues, chance[1])
    ),
  (request) => withoutHeaders(request),
  (request, chance) => withBody(request, truncate(request.body, chance[0])),
  (request, chance) => withBody(request, flip(request.body, chance[0], chance[1])),
  (request, chance) => withBody(request, Buffer.from(pick(jsonBodies, chance[0]))),
  (request, chance) => withBody(request, changeMember(request.body, chance[0], chance[1])),
  (request) => withBody(request, null)
]

/** A wire request to one of the sandbox's operations. */
export function arbitraryRequest(sandbox: Sandbox): fc.Arbitrary<WireRequest> {
  const keys = sandbox.operations.filter(({ method }) => method !== 'TRACE').map(({ key }) => key)
  return fc
    .record({
      key: fc.constantFrom(...keys),
      seed: fc.nat(20),
      spoiled: fc.boolean(),
      spoils: fc.array(
        fc.record({
          spoil: fc.constantFrom(...spoils),
          chance: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
            minLength: 3,
            maxLength: 3
          })
        }),
        { minLength: 1, maxLength: 3 }
      )
    })
    .map(({ key, seed, spoiled, spoils: changes }) => {
      const sample = toWire(sandbox.sampleRequest(key, String(seed)))
      return sendable(
        spoiled ? changes.reduce((request, { spoil, chance }) => spoil(request, chance), sample) : sample
      )
    })
}

function toWire({ method, url, headers = {}, body }: SandboxRequest): WireRequest {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const]
  )
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? null)
  return { method, path: url, headers: Object.fromEntries(lines), body: bytes }
}

/** What every host can send as it is. */
function sendable({ method, path, headers, body }: WireRequest): WireRequest {
  const { pathname, search } = new URL(path, 'http://host.test')
  const bodiless = method === 'GET' || method === 'HEAD' || body === null || body.length === 0
  return { method, path: pathname + search, headers, body: bodiless ? null : body }
}

function withPath(request: WireRequest, path: string): WireRequest {
  return { ...request, path }
}

function withQuery(request: WireRequest, query: string): WireRequest {
  return withPath(request, `${request.path}${request.path.includes('?') ? '&' : '?'}${query}`)
}

function withMethod(request: WireRequest, method: string): WireRequest {
  return { ...request, method }
}

function withHeader(request: WireRequest, name: string, value: string): WireRequest {
  return { ...request, headers: { ...request.headers, [name]: value } }
}

function withoutHeaders(request: WireRequest): WireRequest {
  return { ...request, headers: {} }
}

function withBody(request: WireRequest, body: Uint8Array | null): WireRequest {
  return { ...request, body }
}

function truncate(body: Uint8Array | null, at = 0): Uint8Array | null {
  return body === null ? null : body.subarray(0, Math.floor(body.length * at))
}

function flip(body: Uint8Array | null, at = 0, to = 0): Uint8Array | null {
  if (body === null || body.length === 0) return body
  const changed = Uint8Array.from(body)
  changed[Math.floor(body.length * at)] = Math.floor(256 * to)
  return changed
}

function changeMember(body: Uint8Array | null, which = 0, how = 0): Uint8Array | null {
  if (body === null) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value !== 'object' || value === null) return body
    const names = Object.keys(value)
    if (names.length === 0) return body
    const values = [null, '', 'other', -1, 1.5, true, [], {}, [null], 'x'.repeat(1_000)]
    return Buffer.from(JSON.stringify({ ...value, [pick(names, which)]: pick(values, how) }))
  } catch {
    return body
  }
}

function pick<T>(items: readonly T[], chance = 0): T {
  return items[Math.floor(chance * items.length)] as T
}
