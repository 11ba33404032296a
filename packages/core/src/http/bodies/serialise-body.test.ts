import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody } from './parse-body.js'
import { serialiseBody, type SerialiseHints } from './serialise-body.js'

const print = (mediaType: string, value: unknown, hints?: SerialiseHints) =>
  serialiseBody(mediaType, value, hints).body

describe('serialiseBody', () => {
  it('prints whole numbers beyond 2^53 with all their digits, in every media type', () => {
    const id = 9007199254740993n
    const cases: [mediaType: string, value: unknown, text: string][] = [
      ['application/json', { a: [id] }, '{"a":[9007199254740993]}'],
      ['text/plain', id, '9007199254740993'],
      [
        'application/xml',
        { a: id },
        '<?xml version="1.0" encoding="UTF-8"?>\n<root><a>9007199254740993</a></root>'
      ],
      ['application/jsonl', [{ a: id }], '{"a":9007199254740993}\n'],
      ['application/json-seq', [id], '\u001e9007199254740993\n'],
      [
        'text/event-stream',
        [{ a: id }, { id, data: 'x' }],
        'data: {"a":9007199254740993}\n\nid: 9007199254740993\ndata: x\n\n'
      ],
      ['text/csv', [{ a: id, b: [id] }], 'a,b\r\n9007199254740993,[9007199254740993]\r\n'],
      [
        'application/x-www-form-urlencoded',
        { a: id, b: [id], c: { d: id } },
        'a=9007199254740993&b=9007199254740993&c%5Bd%5D=9007199254740993'
      ]
    ]
    for (const [mediaType, value, text] of cases) expect(print(mediaType, value)).toBe(text)
  })

  it.each<[mediaType: string, value: unknown, text: string]>([
    ['application/json', { a: [1, 'x', null] }, '{"a":[1,"x",null]}'],
    ['application/vnd.x+json', 'x', '"x"'],
    ['application/json', undefined, 'null'],
    ['text/plain', 'hello', 'hello'],
    ['text/plain', { a: 1 }, '{"a":1}'],
    ['text/plain', 5, '5'],
    ['text/plain', null, ''],
    ['text/html', '<p>', '<p>'],
    ['application/octet-stream', 'é', 'é'],
    ['application/octet-stream', { a: 1 }, '{"a":1}'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/x-ndjson', [{ a: 1 }, 'x'], '{"a":1}\n"x"\n'],
    ['application/jsonl', { a: 1 }, '{"a":1}\n'],
    ['application/json-seq', [1, 2], '\u001e1\n\u001e2\n'],
    ['text/event-stream', [{ a: 1 }], 'data: {"a":1}\n\n'],
    [
      'text/event-stream',
      [{ id: '1', event: 'x\ny', data: 'a\nb' }, 'c'],
      'id: 1\nevent: x y\ndata: a\ndata: b\n\ndata: c\n\n'
    ],
    [
      'text/csv',
      [
        { a: 1, b: 'x,"y"' },
        { b: null, c: { d: 1 } }
      ],
      'a,b,c\r\n1,"x,""y""",\r\n,,"{""d"":1}"\r\n'
    ],
    ['text/csv', ['x', 2], 'value\r\nx\r\n2\r\n'],
    ['text/csv', [{ toString: 'x' }, {}], 'toString\r\nx\r\n\r\n'],
    [
      'application/x-www-form-urlencoded',
      { a: 'x y', b: [1, 2], c: { d: { e: true } }, f: [{ g: 1 }], h: undefined },
      'a=x%20y&b=1&b=2&c%5Bd%5D%5Be%5D=true&f%5B0%5D%5Bg%5D=1'
    ],
    ['junk', { a: 1 }, '{"a":1}']
  ])('%s prints %j', (mediaType, value, text) => {
    expect(serialiseBody(mediaType, value)).toEqual({ contentType: mediaType, body: text })
  })

  it('sends bytes as they are under every type', () => {
    const bytes = new Uint8Array([1, 2])
    for (const mediaType of ['image/png', 'application/json', 'text/plain'])
      expect(print(mediaType, bytes)).toBe(bytes)
  })

  it('follows the encoding of a form', () => {
    const encoding = new Map([
      ['tags', { explode: false }],
      ['point', { contentType: 'application/json' }]
    ])
    expect(
      print('application/x-www-form-urlencoded', { tags: ['a', 'b'], point: { x: 1 } }, { encoding })
    ).toBe('tags=a,b&point=%7B%22x%22%3A1%7D')
  })

  it('prints forms that parseBody reads back', () => {
    const leaf = fc.string({ unit: 'binary', minLength: 1, maxLength: 5 })
    const key = fc.oneof(fc.constantFrom('__proto__', 'constructor'), fc.stringMatching(/^[a-z .&=%]{1,5}$/))
    const value = fc.dictionary(
      key,
      fc.oneof(leaf, fc.array(leaf, { minLength: 2 }), fc.dictionary(key, leaf, { minKeys: 1 })),
      { minKeys: 1 }
    )
    fc.assert(
      fc.property(value, (sample) => {
        const parsed = parseBody(
          'application/x-www-form-urlencoded',
          print('application/x-www-form-urlencoded', sample)
        )
        expect(JSON.stringify(parsed.problem ?? parsed.value)).toBe(JSON.stringify(sample))
      }),
      { numRuns: 2000 }
    )
  })
})

describe('multipart', () => {
  it('prints one part a property, and equal bytes for equal values', () => {
    const value = { a: 'x', 'b"\r\n': { c: 1 }, d: [1, 2], file: new Uint8Array([65]) }
    const first = serialiseBody('multipart/form-data', value)
    const boundary = first.contentType.split('boundary=')[1]
    expect(new TextDecoder().decode(first.body as Uint8Array)).toBe(
      [
        `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="b%22%0D%0A"\r\nContent-Type: application/json\r\n\r\n{"c":1}\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="d"\r\n\r\n1\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="d"\r\n\r\n2\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\nContent-Type: application/octet-stream\r\n\r\nA\r\n`,
        `--${boundary}--\r\n`
      ].join('')
    )
    expect(serialiseBody('multipart/form-data', value)).toEqual(first)
  })

  it('never uses a boundary that occurs in the content', () => {
    const first = serialiseBody('multipart/form-data', { a: '' }).contentType.split('boundary=')[1] as string
    const { contentType, body } = serialiseBody('multipart/form-data', { a: `\r\n--${first}--` })
    expect(parseBody(contentType, body)).toMatchObject({ value: { a: `\r\n--${first}--` } })
  })
})

describe('sample files', () => {
  const ascii = (bytes: string | Uint8Array) => String.fromCharCode(...(bytes as Uint8Array))

  it.each([
    ['image/png', '\x89PNG\r\n'],
    ['image/jpeg', '\xff\xd8\xff'],
    ['image/jpg', '\xff\xd8\xff'],
    ['image/gif', 'GIF89a'],
    ['application/pdf', '%PDF-1.4'],
    ['application/zip', 'PK\x05\x06']
  ])('%s starts as its kind does, whatever text the value is', (mediaType, start) => {
    const body = print(mediaType, 'string')
    expect(ascii(body).startsWith(start)).toBe(true)
    expect(print(mediaType, null)).toEqual(body)
  })

  it('the PNG holds one row of one pixel', () => {
    const png = print('image/png', null) as Uint8Array
    const data = ascii(png).indexOf('IDAT')
    expect([...inflateSync(png.subarray(data + 4))]).toEqual([0, 255])
  })

  it('the PDF finds each object at its offset', () => {
    const pdf = ascii(print('application/pdf', null))
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n/gm)].map((row) => Number(row[1]))
    expect(offsets.map((offset, index) => pdf.startsWith(`${index + 1} 0 obj`, offset))).toEqual([
      true,
      true,
      true
    ])
    expect(pdf.startsWith('xref', Number(/startxref\n(\d+)/.exec(pdf)?.[1]))).toBe(true)
  })
})
