import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCookies } from './cookies.js'
import { percentEncode } from './percent.js'
import { parseQuery } from './query.js'

const read = (raw: string, limit = 200) => {
  const query = parseQuery(raw, limit)
  return query.problem === undefined
    ? query.pairs.map(({ name, value }) => [name, value])
    : query.problem.slug
}

describe('parseQuery', () => {
  it.each([
    ['', []],
    ['a=1', [['a', '1']]],
    [
      'a=1&b=2&a=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3']
      ]
    ],
    ['a', [['a', '']]],
    ['a=', [['a', '']]],
    ['=a', [['', 'a']]],
    ['&&a=1&', [['a', '1']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=1+2%203', [['a', '1 2 3']]],
    ['a%20b+c=1', [['a b c', '1']]],
    ['a=%2B', [['a', '+']]],
    ['a;b=1;c=2', [['a;b', '1;c=2']]],
    [
      'a[]=1&a%5B0%5D=2&a.b=3',
      [
        ['a[]', '1'],
        ['a[0]', '2'],
        ['a.b', '3']
      ]
    ],
    ['__proto__=1', [['__proto__', '1']]],
    ['a=%2525', [['a', '%25']]],
    ['a=|[]', [['a', '|[]']]]
  ])('reads %j', (raw, pairs) => {
    expect(read(raw)).toEqual(pairs)
  })

  it.each(['a=%', 'a=%zz', '%=1', 'a=%ff', 'a=%c0%af', 'a=%ed%a0%80', 'a=%2'])('refuses %j', (raw) => {
    expect(read(raw)).toBe('malformed-query')
  })

  it('keeps values as sent beside the decoded ones', () => {
    expect(parseQuery('a=b%2Cc,d+e', 10)).toEqual({
      pairs: [{ name: 'a', value: 'b,c,d e', raw: 'b%2Cc,d+e' }]
    })
  })

  it('takes as many parameters as the limit and no more', () => {
    const query = (count: number) => Array.from({ length: count }, (_, i) => `a${i}`).join('&')
    expect(read(query(199))).toHaveLength(199)
    expect(read(query(200))).toHaveLength(200)
    expect(read(query(201))).toBe('too-complex')
    expect(read('&'.repeat(100_000))).toEqual([])
  })

  it('reads back what is percent-encoded', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const query = pairs.map((pair) => pair.map(percentEncode).join('=')).join('&')
        expect(read(query)).toEqual(pairs)
      }),
      { numRuns: 2000 }
    )
  })
})

describe('parseCookies', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['a=1', [['a', '1']]],
    [
      'a=1; b=2;c=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3']
      ]
    ],
    [
      'a="x y"; junk; b=',
      [
        ['a', 'x y'],
        ['b', '']
      ]
    ],
    [
      'a=b=c; __proto__=1',
      [
        ['a', 'b=c'],
        ['__proto__', '1']
      ]
    ],
    ['a=%20+', [['a', ' +']]],
    ['a=100%', [['a', '100%']]]
  ])('reads %j', (header, cookies) => {
    expect(parseCookies(header).map(({ name, value }) => [name, value])).toEqual(cookies)
  })
})
