// Hostile bodies: JSON corners, depth, content types that lie, compression bombs, prototype names, sizes.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { clip, complete, rawRequest, withBody, type HostileCase } from './hostile-case.js'

const jsonTexts: readonly (string | Uint8Array)[] = [
  ' ',
  'nul',
  'NaN',
  'Infinity',
  '-',
  '+1',
  '01',
  '1.',
  '.1',
  '1e',
  '1e999',
  '-1e999',
  '0x1',
  '1_000',
  "'a'",
  '"a',
  '"\\',
  '"\\u"',
  '"\\u00"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\t"',
  '"\n"',
  '"\u0000"',
  '{',
  '}',
  '[',
  ']',
  '[,]',
  '[1,]',
  '{,}',
  '{"a"}',
  '{"a":}',
  '{a:1}',
  '{"a":1,}',
  '{"a":1 "b":2}',
  '[1 2]',
  '{}{}',
  '{} x',
  '// a\n{}',
  '/* a */{}',
  '\ufeff{"text":"a"}',
  '\u2028{}',
  '{"text":"a","text":"b"}',
  '{"text":9007199254740993}',
  '{"text":"\u2028"}',
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x22, 0xff, 0x22]),
  Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
  Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  Buffer.from([0x00]),
  Buffer.from([0x80]),
  '{"__proto__":{"x":1},"text":"a"}',
  '{"constructor":{"prototype":{"x":1}},"text":"a"}',
  '{"text":{"__proto__":1}}',
  '[{"__proto__":[]}]',
  '{"toString":1,"text":"a"}',
  '{"then":1,"toJSON":2,"length":-1,"text":"a"}',
  `{"text":"${'a'.repeat(100_000)}"}`,
  `[${'1,'.repeat(50_000)}1]`,
  `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  `{"text":${'9'.repeat(100_000)}}`,
  `"${'\\u0041'.repeat(50_000)}"`
]
const depths = [63, 64, 65, 1_000, 4_400, 100_000, 400_000]

const types = [
  '',
  ' ',
  ';',
  ';;;',
  '/',
  'a',
  'a/',
  '/a',
  'json',
  'application',
  'application/',
  'application/json;',
  'application/json;;',
  'application/json;charset',
  'application/json;charset=',
  'application/json; charset=utf-8',
  'application/json; charset=UTF-16',
  'application/json; charset=evil',
  'application/json; charset="utf-8',
  'application/json; charset=utf-8; charset=utf-16',
  'APPLICATION/JSON',
  'application/json, text/plain',
  'text/json',
  'application/x+json',
  'application/+json',
  'application/vnd.features.note+json',
  '*/*',
  'application/*',
  'application/json\u00ff',
  `application/${'j'.repeat(5_000)}`,
  `application/json;${'a=b;'.repeat(2_000)}`,
  'text/plain',
  'text/html',
  'application/xml',
  'application/soap+xml',
  'application/octet-stream',
  'image/png',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="',
  'multipart/form-data; boundary=a; boundary=b',
  `multipart/form-data; boundary=${'b'.repeat(200)}`,
  'multipart/mixed; boundary=x',
  '__proto__/constructor'
]

const zeros = Buffer.alloc(50 * 1024 * 1024)
const bombs: readonly (readonly [coding: string, body: Uint8Array])[] = [
  ['gzip', gzipSync(zeros)],
  ['x-gzip', gzipSync('{}')],
  ['deflate', deflateSync(zeros)],
  ['br', brotliCompressSync(zeros)],
  ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ['gzip, br, deflate', gzipSync('{}')],
  ['gzip', Buffer.from('junk')],
  ['gzip', gzipSync('{"text":"a"}').subarray(0, 15)],
  ['gzip', Buffer.concat([gzipSync('{"text":"a"}'), Buffer.from('trailing')])],
  ['br', Buffer.from([0])],
  ['identity', Buffer.from('{"text":"a"}')],
  ['', Buffer.from('{"text":"a"}')],
  ['zstd', Buffer.from('x')],
  ['compress', Buffer.from('x')],
  ['__proto__', Buffer.from('x')],
  [';;;', Buffer.from('x')]
]

const show = (text: string | Uint8Array) =>
  clip(typeof text === 'string' ? text : Buffer.from(text).toString('latin1'))
const json = 'POST /bodies/optional HTTP/1.1'

/** Cases whose hostility is in the body. */
export const hostileBodies: readonly HostileCase[] = [
  ...jsonTexts.map((text, index) =>
    complete(`json ${index}: ${show(text)}`, withBody(json, 'application/json', text))
  ),
  ...depths.flatMap((depth) => [
    complete(
      `json: arrays ${depth} deep`,
      withBody(json, 'application/json', '['.repeat(depth) + ']'.repeat(depth))
    ),
    complete(
      `json: objects ${depth} deep`,
      withBody(json, 'application/json', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`.slice(0, 900_000))
    )
  ]),
  ...types.map((type) =>
    complete(
      `content type: ${show(type)}`,
      withBody('POST /bodies/several-types HTTP/1.1', type, '{"text":"a"}')
    )
  ),
  ...types
    .slice(0, 10)
    .map((type) =>
      complete(
        `content type of bytes: ${show(type)}`,
        withBody('POST /bodies/wildcard HTTP/1.1', type, Buffer.from([0, 255]))
      )
    ),
  ...bombs.map(([coding, body], index) =>
    complete(
      `encoding ${index}: ${coding}`,
      withBody(json, 'application/json', body, [`Content-Encoding: ${coding}`])
    )
  ),
  complete(
    'xml: entities',
    withBody(
      'POST /bodies/xml HTTP/1.1',
      'application/xml',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;">]><note>&c;</note>'
    )
  ),
  complete('xml: deep', withBody('POST /bodies/xml HTTP/1.1', 'application/xml', '<a>'.repeat(50_000))),
  {
    name: 'body of 2 MB',
    writes: [withBody(json, 'application/json', `"${'a'.repeat(2 * 1024 * 1024)}"`)],
    end: 'hang-up'
  },
  {
    name: 'body of 2 MB in chunks',
    writes: [
      rawRequest(json, ['Content-Type: application/json', 'Transfer-Encoding: chunked']),
      ...Array.from({ length: 32 }, () => Buffer.from(`10000\r\n${'a'.repeat(65_536)}\r\n`)),
      Buffer.from('0\r\n\r\n')
    ],
    end: 'hang-up'
  },
  {
    name: 'body of 1 GB, announced only',
    writes: [rawRequest(json, ['Content-Type: application/json', 'Content-Length: 1073741824'], '{')],
    end: 'hang-up'
  },
  {
    name: 'expects to be asked for 1 GB',
    writes: [
      rawRequest(json, [
        'Content-Type: application/json',
        'Content-Length: 1073741824',
        'Expect: 100-continue'
      ])
    ],
    end: 'hang-up'
  }
]
