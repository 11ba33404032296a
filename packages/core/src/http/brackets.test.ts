import { describe, expect, it } from 'vitest'
import { assembleBrackets, splitBracketName } from './brackets.js'
import type { CoerceHint } from './hint.js'

const limits = { depth: 8, objectKeys: 100 }
const assemble = (pairs: readonly (readonly [string, unknown])[], hint?: CoerceHint) => {
  const result = assembleBrackets(
    pairs.map(([name, value]) => [splitBracketName(name), value] as const),
    limits,
    hint
  )
  return result.problem === undefined ? result.value : result.problem.slug
}

describe('splitBracketName', () => {
  it.each([
    ['a', ['a']],
    ['a[b]', ['a', 'b']],
    ['a[b][0][]', ['a', 'b', '0', '']],
    ['a.b', ['a.b']],
    ['[a]', ['[a]']],
    ['a[b', ['a[b']],
    ['a]b', ['a]b']],
    ['a[b]c', ['a[b]c']],
    ['a[b]c[d]', ['a[b]c[d]']],
    ['a[b[c]]', ['a[b[c]]']],
    ['a[]]', ['a[]]']],
    ['', ['']]
  ])('%j', (name, tokens) => {
    expect(splitBracketName(name)).toEqual(tokens)
  })
})

describe('assembleBrackets', () => {
  it.each([
    [
      [
        ['a', 1],
        ['b', 2]
      ],
      { a: 1, b: 2 }
    ],
    [
      [
        ['a', 1],
        ['a', 2]
      ],
      { a: [1, 2] }
    ],
    [[['a[]', 1]], { a: [1] }],
    [
      [
        ['a[b][c]', 1],
        ['a[b][d]', 2]
      ],
      { a: { b: { c: 1, d: 2 } } }
    ],
    [
      [
        ['a[1]', 'y'],
        ['a[0]', 'x']
      ],
      { a: ['x', 'y'] }
    ],
    [
      [
        ['a[10]', 'c'],
        ['a[9]', 'b'],
        ['a[]', 'd']
      ],
      { a: ['b', 'c', 'd'] }
    ],
    [
      [
        ['a[0][b]', 1],
        ['a[0][c]', 2],
        ['a[1][b]', 3]
      ],
      { a: [{ b: 1, c: 2 }, { b: 3 }] }
    ],
    [
      [
        ['a[][b]', 1],
        ['a[][c]', 2],
        ['a[][b]', 3]
      ],
      { a: [{ b: 1, c: 2 }, { b: 3 }] }
    ],
    [
      [
        ['a[][b][]', 1],
        ['a[][b][]', 2]
      ],
      { a: [{ b: [1, 2] }] }
    ],
    [[['a[01]', 1]], { a: { '01': 1 } }],
    [[['a[99999999999999999999]', 1]], { a: { '99999999999999999999': 1 } }]
  ] as const)('%j', (pairs, value) => {
    expect(assemble(pairs)).toEqual(value)
  })

  it('makes members of __proto__ and the like', () => {
    expect(
      JSON.stringify(
        assemble([
          ['__proto__[x]', 1],
          ['a[__proto__][y]', 2]
        ])
      )
    ).toBe('{"__proto__":{"x":1},"a":{"__proto__":{"y":2}}}')
    expect(Object.hasOwn({}, 'x')).toBe(false)
  })

  it('makes an object of numeric names where the hint wants one', () => {
    const hint: CoerceHint = { types: ['object'], properties: new Map([['a', { types: ['object'] }]]) }
    expect(assemble([['a[0]', 1]], hint)).toEqual({ a: { 0: 1 } })
  })

  it.each([
    [
      [
        ['a', 1],
        ['a[b]', 2]
      ]
    ],
    [
      [
        ['a[b]', 1],
        ['a', 2]
      ]
    ],
    [
      [
        ['a[]', 1],
        ['a[b]', 2]
      ]
    ],
    [
      [
        ['a[b]', 1],
        ['a[]', 2]
      ]
    ]
  ] as const)('refuses %j', (pairs) => {
    expect(assemble(pairs)).toBe('malformed-body')
  })

  it('takes a long list in one pass', () => {
    const indexed = Array.from({ length: 100 }, (_, i) => [`a[${i}]`, 1] as const)
    const appended = Array.from({ length: 200_000 }, () => ['a[]', 1] as const)
    expect(assemble([...indexed, ...appended])).toMatchObject({ a: { length: 200_100 } })
  })

  it('holds its limits', () => {
    expect(assemble([[`a${'[b]'.repeat(7)}`, 1]])).toBeTypeOf('object')
    expect(assemble([[`a${'[b]'.repeat(8)}`, 1]])).toBe('too-deep')
    const names = (count: number) => Array.from({ length: count }, (_, i) => [`a[k${i}]`, 1] as const)
    expect(assemble(names(100))).toBeTypeOf('object')
    expect(assemble(names(101))).toBe('too-complex')
  })
})
