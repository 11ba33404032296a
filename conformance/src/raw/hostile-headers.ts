// Hostile methods, Accept, Prefer, cookies and other single headers.
import { clip, complete, rawRequest, type HostileCase } from './hostile-case.js'

const long = (text: string, count: number) => text.repeat(count)

const accepts = [
  '',
  ' ',
  ',',
  ',,,',
  ';',
  ';;;',
  '/',
  '*',
  '*/',
  '/*',
  '*/*;q=',
  '*/*;q=x',
  '*/*;q=2',
  '*/*;q=-1',
  '*/*;q=0',
  '*/*;q=0.0000001',
  '*/*;q=1;q=0',
  'a',
  'a/',
  '/b',
  'a/b/c',
  'a/b;',
  'a/b;c',
  'a/b;c=',
  'a/b;c="',
  'a/b;c="d\\"',
  '"',
  'application/json;charset=utf-16',
  'application/*;q=0, */*',
  'text/*, application/json;q=0',
  'a\u00ff/b',
  long('a/b,', 2_000),
  long('*/*;q=0.1,', 1_000),
  `a/b;${long('c=d;', 2_000)}`
]

const prefers = [
  '',
  ',',
  ';',
  '=',
  'code',
  'code=',
  'code=0',
  'code=99',
  'code=100',
  'code=101',
  'code=199',
  'code=204',
  'code=304',
  'code=600',
  'code=999',
  'code=-200',
  'code=2e2',
  'code=200.5',
  'code=2000',
  'code=__proto__',
  'code="',
  'code="404',
  'code="\\',
  'example=',
  'example=constructor',
  'example=__proto__',
  'example=../../x',
  'example="a\\"b"',
  'mode=',
  'mode=vendor',
  'mode=__proto__',
  'dynamic=maybe',
  'dynamic=1',
  'wait=-1',
  'wait=99999999999',
  'code=404, code=500',
  'respond-async',
  long('a=b,', 2_000),
  `example=${long('x', 10_000)}`
]

const cookies = [
  '',
  '=',
  ';',
  ';;;',
  'a',
  '=b',
  'session',
  'session=',
  'session="',
  'session="abc123',
  'session=abc123;session=abc124',
  '__proto__=1',
  'session=%ff',
  'session=\u00ff',
  `session=${long('a', 10_000)}`,
  long('a=b;', 3_000)
]

const others = [
  'Range: bytes=0-',
  'Range: bytes=9-1',
  'Range: bytes=-',
  'Range: x',
  `Range: bytes=${long('0-1,', 1_000)}`,
  'If-Match: *',
  'If-Match: "',
  'If-None-Match: W/"x"',
  'If-None-Match: *',
  'If-Modified-Since: Thu, 01 Jan 0000 00:00:00 GMT',
  'If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT',
  'If-Unmodified-Since: yesterday',
  'If-Range: x',
  'Authorization:',
  'Authorization: Bearer',
  'Authorization: Basic \u00ff',
  'Authorization: Basic Og==',
  `Authorization: Bearer ${long('a', 12_000)}`,
  'Idempotency-Key:',
  `Idempotency-Key: ${long('k', 5_000)}`,
  'X-HTTP-Method-Override: DELETE',
  'X-Method-Override: TRACE',
  'Forwarded: for=evil',
  'X-Forwarded-Host: evil.example',
  'X-Original-URL: /admin',
  'Origin: null',
  'Origin: evil\u00ff',
  'Origin: https://evil.example',
  'Accept-Encoding: gzip;q=x',
  'Accept-Encoding: *;q=0',
  'Accept-Charset: utf-16',
  'Content-Type: application/json',
  'Content-Encoding: gzip',
  'TE: trailers, chunked',
  'Trailer: Content-Length',
  'Max-Forwards: -1',
  'Via: 1.1 a',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Connection: upgrade',
  'Connection: Host',
  'Keep-Alive: timeout=0',
  'Expect: 100-continue',
  'Expect: 200-ok',
  'HTTP2-Settings: AAMAAABkAAQAAP__',
  'Sandbed-World: ../../x'
]

const methods = [
  'TRACE',
  'CONNECT',
  'QUERY',
  'PURGE',
  'PROPFIND',
  'M-SEARCH',
  'SEARCH',
  'LINK',
  'SOURCE',
  'get',
  'Get',
  'GETT',
  'G',
  '__proto__',
  'constructor',
  'GET\u00ff',
  '!',
  long('A', 1_000),
  long('A', 40_000)
]

/** Cases whose hostility is in the method or in one ordinary header. */
export const hostileHeaders: readonly HostileCase[] = [
  ...accepts.map((accept) =>
    complete(
      `accept: ${clip(accept)}`,
      rawRequest('GET /responses/negotiation HTTP/1.1', [`Accept: ${accept}`])
    )
  ),
  ...prefers.map((prefer) =>
    complete(`prefer: ${clip(prefer)}`, rawRequest('GET /examples/named HTTP/1.1', [`Prefer: ${prefer}`]))
  ),
  ...cookies.map((cookie) =>
    complete(`cookie: ${clip(cookie)}`, rawRequest('GET /styles/cookie HTTP/1.1', [`Cookie: ${cookie}`]))
  ),
  ...others.map((header) =>
    complete(`header: ${clip(header)}`, rawRequest('GET /paths/people/me HTTP/1.1', [header]))
  ),
  ...methods.map((method) => complete(`method: ${clip(method)}`, rawRequest(`${method} /methods HTTP/1.1`))),
  complete('method: GET with a body', rawRequest('GET /methods HTTP/1.1', ['Content-Length: 2'], '{}')),
  complete('method: HEAD with a body', rawRequest('HEAD /methods HTTP/1.1', ['Content-Length: 2'], '{}')),
  complete('method: TRACE with a body', rawRequest('TRACE /methods HTTP/1.1', ['Content-Length: 2'], '{}')),
  complete('method: CONNECT to an authority', rawRequest('CONNECT evil.example:443 HTTP/1.1')),
  complete('method: OPTIONS *', rawRequest('OPTIONS * HTTP/1.1')),
  complete(
    'method: preflight',
    rawRequest('OPTIONS /methods HTTP/1.1', [
      'Origin: https://a.example',
      'Access-Control-Request-Method: PUT',
      'Access-Control-Request-Headers: x-a\u00ff'
    ])
  ),
  complete(
    'method: preflight for nothing',
    rawRequest('OPTIONS /nowhere HTTP/1.1', [
      'Origin: https://a.example',
      'Access-Control-Request-Method: \u0009'
    ])
  )
]
