/** A small generator of its own: tests do not judge a thing by itself. */
export function drawFrom(seed) {
  let state = seed >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % below
  }
}
const junk = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'null',
  'true',
  '[]',
  '{}',
  '"',
  "'",
  '\\',
  '/',
  '%',
  '%00',
  '%ff',
  '%2F',
  '..',
  '__proto__',
  'constructor',
  'toString',
  'é',
  '😀',
  '\ud800',
  '\0',
  '\r\nx: y',
  'x'.repeat(300),
  '<!--',
  '${7*7}',
  '1,2,3',
  'a[b][c]=1',
  '2026-02-30',
  '99999999999999999999'
]
const types = [
  'application/json',
  'application/xml',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/json; charset=utf-16',
  ';;;',
  '',
  '*/*',
  'application/vnd.x+json',
  'text/json'
]
const wishes = [
  'code=404',
  'code=200',
  'code=299',
  'code=600',
  'example=x',
  'example=__proto__',
  'dynamic=true',
  'mode=dynamic',
  'mode=static',
  'code=',
  ';;;',
  'dynamic=x'
]
const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'get',
  '',
  'QUERY',
  '__proto__'
]
const pick = (draw, list) => list[draw(list.length)]
const insert = (text, draw, piece) => {
  const at = draw(text.length + 1)
  return text.slice(0, at) + piece + text.slice(at + draw(3))
}
const header = (request, name, value) => ({
  ...request,
  headers: { ...request.headers, [name]: value }
})
const spoils = [
  (request, draw) => ({ ...request, method: pick(draw, methods) }),
  (request, draw) => ({ ...request, url: insert(request.url, draw, pick(draw, junk)) }),
  (request, draw) => ({
    ...request,
    url: `${request.url}${request.url.includes('?') ? '&' : '?'}${pick(draw, junk)}=${pick(draw, junk)}`
  }),
  (request) => ({ ...request, url: request.url.split('?')[0] }),
  (request, draw) => header(request, 'accept', pick(draw, [...types, 'a/b;q=2', ',,,', 'a'.repeat(2_000)])),
  (request, draw) => header(request, 'prefer', pick(draw, wishes)),
  (request, draw) => header(request, 'cookie', pick(draw, junk)),
  (request, draw) =>
    header(
      request,
      pick(draw, ['x-a', '__proto__', 'X y', 'authorization', 'content-encoding', 'origin']),
      pick(draw, junk)
    ),
  (request, draw) => header(request, 'content-type', pick(draw, types)),
  (request) => ({ ...request, headers: {} }),
  (request, draw) => ({ ...request, body: pick(draw, junk) }),
  (request, draw) => ({
    ...request,
    body:
      typeof request.body === 'string'
        ? insert(request.body, draw, pick(draw, junk))
        : new Uint8Array([draw(256), draw(256)])
  }),
  (request, draw) =>
    typeof request.body === 'string'
      ? {
          ...request,
          body: request.body.replace(/"[a-z_A-Z]+":/, `"${pick(draw, ['__proto__', 'constructor', 'x'])}":`)
        }
      : request,
  (request, draw) =>
    typeof request.body === 'string'
      ? {
          ...request,
          body: request.body.replace(
            /:("[^"]*"|\d+|true|false)/,
            `:${pick(draw, ['null', '[]', '{}', '""', '-1', '1e308', '"x"', 'true'])}`
          )
        }
      : request,
  (request) => ({ ...request, body: null })
]
/** An endless supply of requests to the operations of a sandbox. */
export function* requestsTo(sandbox, draw) {
  const samples = new Map()
  for (;;) {
    const { key } = pick(draw, sandbox.operations)
    const seed = String(draw(2))
    const name = `${seed} ${key}`
    let request = samples.get(name)
    if (!request) samples.set(name, (request = sandbox.sampleRequest(key, seed)))
    if (draw(2) === 0) request = pick(draw, spoils)(request, draw)
    if (draw(8) === 0) request = pick(draw, spoils)(request, draw)
    yield request
  }
}
