import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody, type ParseBodyOptions } from './parse-body.js'
import { serialiseBody } from './serialise-body.js'

const type = 'multipart/form-data; boundary=b0'
const body = (...parts: string[]) => `${parts.map((part) => `--b0\r\n${part}\r\n`).join('')}--b0--\r\n`
const field = (name: string, value: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`
const parse = (text: string | Uint8Array, options?: ParseBodyOptions, contentType = type) => {
  const parsed = parseBody(contentType, text, options)
  return parsed.problem ?? { value: parsed.value }
}

describe('multipart/form-data', () => {
  it('gives fields as text, repeated ones as lists, bracketed ones nested', () => {
    const text = body(
      field('a', '1'),
      field('b', 'x'),
      field('b', 'y'),
      field('c[d][]', 'é\r\nz'),
      field('empty', '')
    )
    expect(parse(text)).toEqual({ value: { a: '1', b: ['x', 'y'], c: { d: ['é\r\nz'] }, empty: '' } })
  })

  it('gives files as text or base64 among the fields', () => {
    const file = (name: string, content: string) =>
      `Content-Disposition: form-data; name="${name}"; filename="${name}.bin"\r\nContent-Type: image/png\r\n\r\n${content}`
    const text = new TextEncoder()
      .encode(body(file('t', 'abc'), file('b', 'XX')))
      .map((byte) => (byte === 0x58 ? 0xff : byte))
    expect(parse(text)).toEqual({ value: { t: 'abc', b: '//8=' } })
  })

  // What is not text is malformed in a field, and base64 in a file.
  const notText = (parameters: string) =>
    parse(
      new TextEncoder()
        .encode(body(`Content-Disposition: form-data; ${parameters}\r\n\r\nX`))
        .map((byte) => (byte === 0x58 ? 0xff : byte))
    )

  it.each([
    'name="a"; filename="x.txt"',
    'name=a; filename=x.txt',
    'filename="x.txt"; name="a"',
    'name="a"; filename="a \\"q\\" ;b"',
    'name="a"; filename="a%22b%0D%0A"',
    'name="a"; filename="C:\\dir\\x"',
    'name="a"; filename="naive"; filename*=UTF-8\'\'na%C3%AFve%20.txt',
    'name="a"; filename*=UTF-8\'\'na%C3%AFve%20.txt',
    'name="a"; filename*=UTF-8\'\'%ff; filename="y"',
    'name="a"; filename=""'
  ])('takes %s for a file', (parameters) => {
    expect(notText(parameters)).toEqual({ value: { a: '/w==' } })
  })

  it.each(['name="a"', 'name="a"; filename*=UTF-8\'\'%ff', 'name="a"; filename*=x', 'name="a; filename=x"'])(
    'takes %s for a field',
    (parameters) => {
      expect(notText(parameters)).toMatchObject({ slug: 'malformed-body' })
    }
  )

  it('reads JSON where the part, the encoding or the schema says so', () => {
    const json = 'Content-Disposition: form-data; name="a"\r\nContent-Type: application/json\r\n\r\n{"x":1}'
    expect(parse(body(json))).toEqual({ value: { a: { x: 1 } } })
    expect(
      parse(body(field('a', '{"x":1}')), { encoding: new Map([['a', { contentType: 'application/json' }]]) })
    ).toEqual({ value: { a: { x: 1 } } })
    const hint = {
      types: ['object'],
      properties: new Map([
        ['a', { types: ['object'] }],
        ['n', { types: ['integer'] }]
      ])
    }
    expect(parse(body(field('a', '{"x":1}'), field('n', '5')), { hint })).toEqual({
      value: { a: { x: 1 }, n: 5 }
    })
    expect(parse(body(field('a', '{"x":1}')))).toEqual({ value: { a: '{"x":1}' } })
    expect(parse(body(json.replace('1}', '')))).toMatchObject({
      slug: 'malformed-body',
      detail: expect.stringContaining('The part "a": Not JSON')
    })
  })

  it('leaves a nested multipart as it is, even when its boundary starts with ours', () => {
    const nested = '--b0x\r\nContent-Disposition: form-data; name="c"\r\n\r\n1\r\n--b0x--'
    expect(
      parse(
        body(
          `Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=b0x\r\n\r\n\r\n${nested}`
        )
      )
    ).toEqual({
      value: { a: `\r\n${nested}` }
    })
  })

  it('ignores preamble, epilogue, and white space after boundaries', () => {
    expect(parse(`hello\r\n--b0 \t\r\n${field('a', '1')}\r\n--b0--\r\nbye`)).toEqual({ value: { a: '1' } })
    expect(parse('--b0--')).toEqual({ value: {} })
  })

  it('keeps __proto__ a field', () => {
    expect(JSON.stringify(parse(body(field('__proto__', '1'), field('a[__proto__][b]', '2'))))).toBe(
      '{"value":{"__proto__":"1","a":{"__proto__":{"b":"2"}}}}'
    )
  })

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=""',
    'multipart/form-data; boundary="a\tb"',
    `multipart/form-data; boundary=${'x'.repeat(71)}`
  ])('refuses %s', (contentType) => {
    expect(parse(body(field('a', '1')), {}, contentType)).toMatchObject({ slug: 'malformed-body' })
  })

  it.each([
    'no boundary',
    '--b0',
    '--b0\r\n',
    `--b0\r\n${field('a', '1')}`,
    `--b0\r\n${field('a', '1')}\r\n--b0`,
    '--b0\r\n\r\n1\r\n--b0--',
    '--b0\r\n--b0--',
    '--b0x\r\n',
    body('Content-Disposition: attachment; name="a"\r\n\r\n1'),
    body('Content-Disposition: form-data\r\n\r\n1'),
    body('Content-Disposition: form-data; name="a\r\n\r\n1'),
    body('Content-Disposition: form-data; name="a"\r\n folded: x\r\n\r\n1'),
    body('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n1'),
    body('Content-Disposition: form-data; name="a"\r\nContent-Type: junk\r\n\r\n1'),
    body('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ=='),
    body(`Content-Disposition: form-data; name="a"\r\nX: ${'x'.repeat(9000)}\r\n\r\n1`)
  ])('refuses %j', (text) => {
    expect(parse(text)).toMatchObject({ slug: 'malformed-body' })
  })

  it('refuses fields that are not text, and character sets that are not read', () => {
    const text = new TextEncoder().encode(body(field('a', 'X'))).map((byte) => (byte === 0x58 ? 0xff : byte))
    expect(parse(text)).toMatchObject({ slug: 'malformed-body' })
    expect(
      parse(
        body('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n1')
      )
    ).toMatchObject({
      slug: 'unsupported-media-type'
    })
  })

  it('accepts 1,000 parts and refuses more, 10,000 too', () => {
    const parts = (count: number) => body(...Array.from({ length: count }, () => field('a', '1')))
    expect(parse(parts(1000))).toHaveProperty('value')
    expect(parse(parts(1001))).toMatchObject({ slug: 'too-complex' })
    expect(parse(parts(10_000))).toMatchObject({ slug: 'too-complex' })
  })

  it('takes any bytes without failing', () => {
    const piece = fc.constantFrom(
      '--b0',
      '--b0--',
      '\r\n',
      '\r',
      '\n',
      'Content-Disposition: form-data; name="a"',
      '\r\n\r\n',
      'x',
      '"',
      ';',
      '\0'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        parse(pieces.join('') || 'x')
      }),
      { numRuns: 5000 }
    )
  })

  it('reads back what serialiseBody prints', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 10 })
    const name = fc
      .string({ unit: fc.constantFrom(...'ab"\r\n;= é%\\'), minLength: 1, maxLength: 5 })
      .filter((key) => !/%(?:22|0|$)|\\["\\]?$|\\\\|\\"/.test(key))
    fc.assert(
      fc.property(fc.dictionary(name, text, { minKeys: 1, noNullPrototype: true }), (value) => {
        const { contentType, body: written } = serialiseBody('multipart/form-data', value)
        expect(parse(written, {}, contentType)).toStrictEqual({ value })
      }),
      { numRuns: 2000 }
    )
  })
})
