import { describe, expect, it } from 'vitest'
import type { CoerceHint } from '../hint.js'
import { parseBody, type ParseBodyOptions } from './parse-body.js'

const bytes = (...values: number[]) => new Uint8Array(values)
const outcome = (
  contentType: string | undefined,
  body: string | Uint8Array | null,
  options?: ParseBodyOptions
) => {
  const parsed = parseBody(contentType, body, options)
  return parsed.problem === undefined ? [parsed.kind, parsed.value] : parsed.problem.slug
}
const form = (text: string, options?: ParseBodyOptions) => {
  const result = outcome('application/x-www-form-urlencoded', text, options)
  return Array.isArray(result) ? result[1] : result
}

describe('parseBody by Content-Type', () => {
  it.each([
    ['application/json', '{"a":1}', ['json', { a: 1 }]],
    ['application/json; charset=UTF-8', '[]', ['json', []]],
    ['APPLICATION/JSON', 'null', ['json', null]],
    ['application/x+json', '1', ['json', 1]],
    ['text/json', '1', ['json', 1]],
    ['text/plain', '{"a":1}', ['text', '{"a":1}']],
    ['application/xml', '<a/>', ['xml', '<a/>']],
    ['image/svg+xml', '<svg/>', ['xml', '<svg/>']],
    ['application/octet-stream', 'ab', ['binary', bytes(97, 98)]],
    ['application/jsonl', '1\n2\n', ['text', '1\n2\n']],
    ['multipart/mixed; boundary=x', 'ab', ['binary', bytes(97, 98)]],
    [undefined, '{}', ['binary', bytes(123, 125)]],
    ['application/json', '', ['empty', undefined]],
    ['junk', null, ['empty', undefined]]
  ])('%s reads %j', (contentType, body, expected) => {
    expect(outcome(contentType, body)).toEqual(expected)
  })

  it.each([
    'junk',
    ';;;',
    'application/json, text/plain',
    'application/json; charset=utf-8; charset=utf-8',
    'a/b c'
  ])('refuses the malformed type %j with 415', (contentType) => {
    expect(outcome(contentType, '{}')).toBe('unsupported-media-type')
  })

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'refuses a character set of %s that is not read',
    (type) => {
      expect(outcome(`${type}; charset=utf-16`, 'a')).toBe('unsupported-media-type')
      expect(outcome(`${type}; charset="evil\\"x"`, 'a')).toBe('unsupported-media-type')
    }
  )

  it('reads text in UTF-8, ASCII and Latin-1, and JSON in UTF-8 only', () => {
    expect(outcome('text/plain', bytes(0xc3, 0xa9))).toEqual(['text', 'é'])
    expect(outcome('text/plain; charset=iso-8859-1', bytes(0xe9, 0x80))).toEqual(['text', 'é\x80'])
    expect(outcome('text/plain; charset=us-ascii', bytes(0x61))).toEqual(['text', 'a'])
    expect(outcome('text/plain; charset=us-ascii', bytes(0xe9))).toBe('malformed-body')
    expect(outcome('text/plain', bytes(0xff))).toBe('malformed-body')
    expect(outcome('application/json', bytes(0x22, 0xff, 0x22))).toBe('malformed-body')
    expect(outcome('application/json; charset=latin1', '1')).toBe('unsupported-media-type')
    expect(outcome('text/plain', '\ud800')).toBe('malformed-body')
  })

  it.each(['gzip', 'br', 'gzip, identity', 'deflate', 'x'])(
    'refuses the content coding %s',
    (contentEncoding) => {
      expect(outcome('application/json', '{}', { contentEncoding })).toBe('unsupported-media-type')
      expect(outcome('application/json', '{}', { contentEncoding: 'Identity' })).toEqual(['json', {}])
    }
  )

  it('coerces text by the hint', () => {
    expect(outcome('text/plain', '5', { hint: { types: ['integer'] } })).toEqual(['text', 5])
  })
})

describe('form bodies', () => {
  const hint: CoerceHint = {
    types: ['object'],
    properties: new Map<string, CoerceHint>([
      ['amount', { types: ['integer'] }],
      ['tags', { types: ['array'], items: { types: ['string'] } }],
      ['ids', { types: ['array'], items: { types: ['integer'] } }],
      ['metadata', { types: ['object'], additional: { types: ['string'] } }],
      ['point', { types: ['object'], properties: new Map([['x', { types: ['number'] }]]) }]
    ])
  }

  it.each([
    ['a=1&b=x+y%21', { a: '1', b: 'x y!' }],
    ['amount=5&tags=x&ids[]=1&ids[]=2', { amount: 5, tags: ['x'], ids: [1, 2] }],
    ['metadata[7]=x&metadata[order]=6', { metadata: { 7: 'x', order: '6' } }],
    ['point[x]=1.5', { point: { x: 1.5 } }],
    [
      'items[0][price]=p&items[0][quantity]=2&items[1][price]=q',
      { items: [{ price: 'p', quantity: '2' }, { price: 'q' }] }
    ],
    ['ids[3]=30&ids[1000000000]=31', { ids: [30, 31] }],
    ['amount=1&amount=2', { amount: ['1', '2'] }],
    ['amount=1x', { amount: '1x' }],
    ['', undefined]
  ])('%s', (text, value) => {
    expect(form(text, { hint })).toEqual(value)
  })

  it('keeps __proto__ a member', () => {
    expect(JSON.stringify(form('__proto__[x]=1&constructor[prototype][y]=2'))).toBe(
      '{"__proto__":{"x":"1"},"constructor":{"prototype":{"y":"2"}}}'
    )
  })

  it('follows the encoding of a property', () => {
    const encoding = new Map([
      ['tags', { style: 'form', explode: false }],
      ['ids', { style: 'pipeDelimited', explode: false }],
      ['point', { contentType: 'application/json' }],
      ['metadata', { style: 'deepObject', explode: true }]
    ] as const)
    expect(form('tags=a,b%2Cc&ids=1|2&point={"x":1}&metadata[k]=v&amount=1', { hint, encoding })).toEqual({
      amount: 1,
      tags: ['a', 'b,c'],
      ids: [1, 2],
      point: { x: 1 },
      metadata: { k: 'v' }
    })
    expect(form('point={x}', { hint, encoding })).toBe('malformed-body')
    expect(form('amount=1', { hint, encoding })).toEqual({ amount: 1 })
  })

  it.each(['a=%zz', 'a=%ff', 'a=1&a[b]=2'])('refuses %s', (text) => {
    expect(form(text)).toBe('malformed-body')
  })

  it('refuses what is too deep or too large', () => {
    expect(form(`a${'[b]'.repeat(64)}=1`)).toBe('too-deep')
    expect(form(Array.from({ length: 10_001 }, (_, i) => `k${i}=1`).join('&'))).toBe('too-complex')
    expect(form(Array.from({ length: 100_001 }, () => 'k=1').join('&'))).toBe('too-complex')
  })
})
