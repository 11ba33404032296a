import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePattern } from './parse-pattern.js'
import { isPattern } from './pattern.js'

function nativeVerdict(source: string): 'unicode' | 'legacy' | 'error' {
  for (const [flags, verdict] of [
    ['u', 'unicode'],
    ['', 'legacy']
  ] as const) {
    try {
      RegExp(source, flags)
      return verdict
    } catch {
      continue
    }
  }
  return 'error'
}

function ownVerdict(source: string): 'unicode' | 'legacy' | 'error' {
  const pattern = parsePattern(source)
  return !isPattern(pattern) ? 'error' : pattern.unicode ? 'unicode' : 'legacy'
}

test('a pattern becomes a tree', () => {
  const pattern = parsePattern('^(a|b){2,3}?$')
  expect(pattern).toEqual({
    source: '^(a|b){2,3}?$',
    unicode: true,
    groups: 1,
    root: {
      type: 'sequence',
      items: [
        { type: 'start' },
        {
          type: 'quantifier',
          min: 2,
          max: 3,
          lazy: true,
          item: {
            type: 'group',
            index: 1,
            item: {
              type: 'alternation',
              alternatives: [
                { type: 'set', ranges: [[97, 97]], properties: [], negated: false },
                { type: 'set', ranges: [[98, 98]], properties: [], negated: false }
              ]
            }
          }
        },
        { type: 'end' }
      ]
    }
  })
})

test.each([
  [
    '[^\\d_]',
    [
      [0, 0x2f],
      [0x3a, 0x5e],
      [0x60, 0x10ffff]
    ]
  ],
  ['\\u{1F600}', [[0x1f600, 0x1f600]]],
  ['\\uD83D\\uDE00', [[0x1f600, 0x1f600]]],
  ['\\x41', [[0x41, 0x41]]],
  ['\\cA', [[1, 1]]],
  [
    '[\\b-]',
    [
      [8, 8],
      [0x2d, 0x2d]
    ]
  ]
])('%s stands for its code points', (source, ranges) => {
  expect(parsePattern(source)).toMatchObject({ root: { type: 'set', ranges } })
})

test.each(['(', ')', '[', 'a**', '+', '(?<a', '(?i)x', 'a{2,1}', '\\', '(?<n>a)\\k<m>', '[b-a]', '(?'])(
  '%s is refused with a reason',
  (source) => {
    expect(parsePattern(source)).toMatchObject({ message: expect.any(String), offset: expect.any(Number) })
  }
)

test.each(['\\-', '\\_', 'a{', ']', '\\1', '[\\w-z]', '\\p{L}{2}{', '(?=a)*', '\\k', '\\c', '\\8'])(
  '%s is taken by the older rules only',
  (source) => {
    expect(parsePattern(source)).toMatchObject({ unicode: false })
  }
)

test('nesting beyond the limit is an error, not an overflow', () => {
  expect(parsePattern('('.repeat(5000))).toMatchObject({ message: 'groups are nested too deeply' })
})

test('a source longer than the limit is an error', () => {
  expect(parsePattern('a'.repeat(20_001))).toEqual({ message: 'more than 20000 characters', offset: 20_000 })
})

test('a source is accepted exactly when the engine accepts it', () => {
  const piece = fc.constantFrom(
    ...'( ) [ ] { } | * + ? ^ $ . a b - , 0 1 2 9 \\ / : = ! < > é 😀'.split(' '),
    '(?:',
    '(?=',
    '(?<!',
    '(?<n>',
    '\\k<n>',
    '\\d',
    '\\W',
    '\\s',
    '\\p{L}',
    '\\P{Lu}',
    '\\p{Nope}',
    '\\b',
    '\\B',
    '\\u',
    '\\u0041',
    '\\u{1F600}',
    '\\x4',
    '\\x41',
    '\\c',
    '\\cJ',
    '\\0',
    '\\1',
    '\\07',
    '{1,2}',
    '{2}',
    '{,3}',
    '[^',
    'a-z',
    '\\-'
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const source = pieces.join('')
      // Two groups of one name are valid in newer engines only.
      fc.pre(source.split('(?<n>').length < 3)
      expect(ownVerdict(source)).toBe(nativeVerdict(source))
    }),
    { numRuns: 8000 }
  )
})
