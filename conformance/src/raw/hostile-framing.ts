// Hostile framing: what a message parser must not be fooled by. Smuggling shapes, header junk, slow and vanishing clients, pipelines.
import { complete, latin1, rawRequest, type HostileCase } from './hostile-case.js'

const good = 'GET /paths/people/me HTTP/1.1\r\nHost: sandbox.test\r\n\r\n'
const close = 'GET /paths/people/me HTTP/1.1\r\nHost: sandbox.test\r\nConnection: close\r\n\r\n'
const post = (headers: readonly string[], body: string) =>
  rawRequest('POST /bodies/optional HTTP/1.1', ['Content-Type: application/json', ...headers], body)

const lengths = [
  '-1',
  '+2',
  '2, 2',
  '2, 3',
  '0x2',
  '2 ',
  ' 2',
  '2;',
  '',
  'two',
  '99999999999999999999',
  '1073741824',
  '2.0',
  '1e1',
  '\u00b2'
]
const codings = [
  'chunked',
  'Chunked',
  'xchunked',
  'chunked, chunked',
  'identity',
  'gzip, chunked',
  'chunked, identity',
  ' chunked',
  '\u000bchunked',
  '"chunked"',
  'chunked;q=1',
  ''
]
const chunks = [
  '2\r\n{}\r\n0\r\n\r\n',
  '-2\r\n{}\r\n0\r\n\r\n',
  '0x2\r\n{}\r\n0\r\n\r\n',
  'zz\r\n{}\r\n0\r\n\r\n',
  '2\n{}\n0\n\n',
  '2\r\n{}0\r\n\r\n',
  'ffffffffffffffff\r\n{}\r\n',
  '7fffffff\r\n{}\r\n',
  ' 2\r\n{}\r\n0\r\n\r\n',
  '2 \r\n{}\r\n0\r\n\r\n',
  `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  '2;a=b\r\n{}\r\n0\r\n\r\n',
  '2\r\n{}\r\n0\r\nX-Evil: yes\r\n\r\n',
  '2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n',
  '\r\n2\r\n{}\r\n0\r\n\r\n',
  '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'
]

const heads = [
  'GET /\r\n\r\n',
  'GET / HTTP/0.9\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / HTTP/1.2\r\nHost: a\r\n\r\n',
  'GET / HTTP/2.0\r\nHost: a\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
  'GET / http/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1 \r\nHost: a\r\n\r\n',
  'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n',
  ' GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  '/ HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET HTTP/1.1\r\nHost: a\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  '\u0000\u0000\u0000\u0000',
  'SSH-2.0-x\r\n',
  'EHLO a\r\n\r\n',
  `${'\u00ff'.repeat(5_000)}\r\n\r\n`,
  'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: \u00ff\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a:99999\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a@b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\nHost: a\nConnection: close\n\n',
  'GET / HTTP/1.1\rHost: a\r\r',
  'GET / HTTP/1.1\r\nHost: a\r\n Folded: yes\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX-Space : b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nNoColon\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n: empty\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX\u00ff: b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX-Nul: a\u0000b\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX-Cr: a\rX-Evil: yes\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX-Lf: a\nX-Evil: yes\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX-Del: \u007f\u0008\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nconstructor: y\r\nConnection: close\r\n\r\n'
]

const doubled = [
  'Authorization: Bearer a',
  'Content-Type: application/json',
  'Idempotency-Key: a',
  'Accept: */*',
  'Prefer: code=404',
  'Cookie: a=b',
  'Origin: https://a.example',
  'X-String: a',
  'Transfer-Encoding: chunked',
  'Content-Length: 0',
  'Expect: 100-continue'
]

/** Cases whose hostility is in the framing. */
export const hostileFraming: readonly HostileCase[] = [
  ...heads.map((head, index): HostileCase => ({
    name: `head ${index}: ${JSON.stringify(head).slice(0, 60)}`,
    writes: [latin1(head)],
    end: 'hang-up'
  })),
  ...lengths.map((length): HostileCase => ({
    name: `length: ${JSON.stringify(length)}`,
    writes: [post([`Content-Length: ${length}`], '{}')],
    end: 'hang-up'
  })),
  ...codings.map((coding): HostileCase => ({
    name: `coding: ${JSON.stringify(coding)}`,
    writes: [post([`Transfer-Encoding: ${coding}`], '2\r\n{}\r\n0\r\n\r\n')],
    end: 'hang-up'
  })),
  ...codings.slice(0, 6).map((coding): HostileCase => ({
    name: `coding and length: ${coding}`,
    writes: [post([`Transfer-Encoding: ${coding}`, 'Content-Length: 2'], '2\r\n{}\r\n0\r\n\r\n')],
    end: 'hang-up'
  })),
  ...chunks.map((chunk, index): HostileCase => ({
    name: `chunk ${index}: ${JSON.stringify(chunk).slice(0, 40)}`,
    writes: [post(['Transfer-Encoding: chunked'], chunk)],
    end: 'hang-up'
  })),
  ...doubled.map((header): HostileCase => ({
    name: `twice: ${header}`,
    writes: [rawRequest('GET /paths/people/me HTTP/1.1', [header, header])],
    end: 'hang-up'
  })),
  complete('two lengths that agree', post(['Content-Length: 2', 'Content-Length: 2'], '{}')),
  {
    name: 'two lengths that differ',
    writes: [post(['Content-Length: 2', 'Content-Length: 30'], '{}')],
    end: 'hang-up'
  },
  complete(
    '3,000 headers',
    rawRequest(
      'GET / HTTP/1.1',
      Array.from({ length: 3_000 }, (_, i) => `X-${i}: a`)
    )
  ),
  complete(
    '900 headers, a key last',
    rawRequest('GET / HTTP/1.1', [...Array.from({ length: 900 }, (_, i) => `X-${i}: a`), 'X-Key: last'])
  ),
  complete('a header of 20 kB', rawRequest('GET / HTTP/1.1', [`X-Long: ${'a'.repeat(20_000)}`])),
  complete('a header of 200 kB', rawRequest('GET / HTTP/1.1', [`X-Long: ${'a'.repeat(200_000)}`])),
  complete('a header name of 20 kB', rawRequest('GET / HTTP/1.1', [`${'X'.repeat(20_000)}: a`])),
  {
    name: 'a head without an end',
    writes: [latin1(`GET / HTTP/1.1\r\nHost: a\r\n${'X-A: b\r\n'.repeat(20_000)}`)],
    end: 'hang-up'
  },
  { name: 'nothing at all', writes: [], end: 'hang-up' },
  { name: 'half a request line', writes: [latin1('GET /pa')], end: 'hang-up' },
  { name: 'half a body', writes: [post(['Content-Length: 100'], '{"te')], end: 'hang-up' },
  { name: 'half a chunk', writes: [post(['Transfer-Encoding: chunked'], 'ff\r\n{"te')], end: 'hang-up' },
  { name: 'slow: nothing at all', writes: [], end: 'time-out' },
  { name: 'slow: half a head', writes: [latin1('GET / HTTP/1.1\r\nHost: a\r\n')], end: 'time-out' },
  {
    name: 'slow: a head byte by byte',
    writes: good
      .slice(0, 12)
      .split('')
      .flatMap((byte) => [latin1(byte), 100]),
    end: 'time-out'
  },
  { name: 'slow: half a body', writes: [post(['Content-Length: 100'], '{"te')], end: 'time-out' },
  {
    name: 'slow: a body byte by byte',
    writes: [
      post(['Content-Length: 100'], '{'),
      ...Array.from({ length: 12 }, () => [100, latin1(' ')]).flat()
    ],
    end: 'time-out'
  },
  {
    name: 'slow: half a chunk',
    writes: [post(['Transfer-Encoding: chunked'], 'ff\r\n{"te')],
    end: 'time-out'
  },
  {
    name: 'slow but complete',
    writes: [latin1(close.slice(0, 20)), 100, latin1(close.slice(20, 40)), 100, latin1(close.slice(40))],
    end: 'answer'
  },
  { name: 'reset before the head ends', writes: [latin1('GET / HTTP/1.1\r\nHost: a\r\n')], end: 'reset' },
  { name: 'reset in the body', writes: [post(['Content-Length: 100'], '{"te')], end: 'reset' },
  { name: 'reset right after the request', writes: [latin1(good)], end: 'reset' },
  { name: 'reset in a pipeline', writes: [latin1(good.repeat(200))], end: 'reset' },
  complete('pipeline of 50', latin1(good.repeat(49) + close), 50),
  complete('pipeline of 2,000', latin1(good.repeat(1_999) + close), 2_000),
  {
    name: 'pipeline with a bad one in the middle',
    writes: [latin1(`${good.repeat(3)}GARBAGE\r\n\r\n${good.repeat(3)}`)],
    end: 'hang-up'
  },
  complete(
    'pipeline after a body',
    latin1(
      `POST /bodies/optional HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"text":"a"}${close}`
    )
  ),
  complete(
    'more body than announced',
    latin1(
      `POST /bodies/optional HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}extra`
    )
  )
]
