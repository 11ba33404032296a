// Requests to a sandbox's operations as fast-check makes them: about half valid, half spoiled in one of many ways. All of them can
// be sent unchanged by every host: targets as the WHATWG URL parser prints them, no bodies on GET and HEAD, header values that
// `fetch` takes.
import fc from 'fast-check'
import type { Sandbox, SandboxRequest } from '@sandbed/core'
import type { WireRequest } from '../hosts/host.js'

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

const oddSegments = [
  '0',
  '-1',
  '1e999',
  '__proto__',
  'constructor',
  'a%2Fb',
  '%ff',
  '%zz',
  '%00',
  'caf%C3%A9',
  '%F0%9F%98%80',
  ';a=1',
  ':verb',
  'x'.repeat(300),
  '{id}',
  '%7Bid%7D',
  '..%2f',
  '%252e',
  'null'
]
const queryNames = [
  'limit',
  'cursor',
  'status',
  'a%5Bb%5D',
  'a[b][0]',
  '__proto__',
  'toString',
  '%ff',
  '',
  'limit%20',
  '__code',
  '__example'
]
const oddValues = [
  '',
  '0',
  '-1',
  '1.5',
  '1e3',
  '%zz',
  '%ff',
  'true',
  'null',
  'a,b',
  'a%2Cb',
  '%22',
  '%7B%22a%22%3A1%7D',
  '%00',
  '404',
  '600',
  'x'.repeat(200)
]
const oddQueries = [
  'limit=1&limit=2',
  'limit',
  '&&&',
  '=',
  'a=1&a=2&a=3',
  'limit=10&limit=',
  '__mode=dynamic',
  '__dynamic=maybe',
  'a[b][c][d][e]=1',
  'a[]=1&a[]=2',
  '%5B%5D=1',
  '+=+',
  'limit=%D9%A3'
]
const accepts = [
  '*/*',
  'application/json',
  'application/*',
  'text/plain',
  'image/png',
  'application/json;q=0',
  '*/*;q=0',
  'text/*;q=0.5, application/xml',
  ';;;',
  'application/json;q=abc',
  ',,,',
  'a/b, c/d;q=0.1, */*;q=0.01',
  'application/problem+json',
  'APPLICATION/JSON',
  'application/json; charset=utf-16'
]
const prefers = [
  'code=404',
  'code=200',
  'code=999',
  'code=abc',
  'example=person',
  'example=constructor',
  'mode=dynamic',
  'mode=static',
  'mode=stateful',
  'dynamic=true',
  'dynamic',
  'dynamic=2',
  'code=404, example=x',
  'return=minimal',
  '"',
  'code="404"',
  'code=401;foo=bar',
  'respond-async, wait=10',
  'code=422, mode=dynamic'
]
const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'text/json',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/merge-patch+json',
  ';;;',
  'a',
  'APPLICATION/JSON',
  'application/json;charset=utf-8;charset=x',
  'application/octet-stream'
]
const cookies = [
  'session=abc123',
  'session=',
  'session',
  'a=b; session=abc1; session=abc2',
  ';;;',
  'session="abc123"',
  'array=blue,black',
  '__proto__=1'
]
const oddHeaderValues = [
  '',
  'x',
  '1',
  'Bearer token',
  'a'.repeat(500),
  '"quoted"',
  'a,b,c',
  '%ff',
  'bytes=0-1',
  '*'
]
const jsonBodies = [
  '',
  'null',
  'true',
  '[]',
  '{}',
  '"text"',
  '1',
  '1e400',
  '-0',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '[[[[[[[[1]]]]]]]]',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"a":"\\ud800"}',
  '\u{feff}{}',
  '{"a":01}',
  "{'a':1}",
  '{"a":1,}',
  'nul',
  '{"amount":1e1000}',
  '{"amount":9007199254740993}'
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
