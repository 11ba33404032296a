import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WalkBudgetError } from '../map-references.js'
import { parseIRegexp } from './i-regexp.js'

const budget = () => ({ left: 1_000_000 })
const matches = (pattern: string, text: string) => parseIRegexp(pattern)?.matches(text, budget())
const isIn = (pattern: string, text: string) => parseIRegexp(pattern)?.isIn(text, budget())

describe('a pattern matches a whole text', () => {
  test.each([
    ['get.*', 'getPet', true],
    ['get', 'getPet', false],
    ['', '', true],
    ['a|b|', '', true],
    ['(ab|c)+d', 'abcabd', true],
    ['(ab|c)+d', 'abcad', false],
    ['a{2}', 'aa', true],
    ['a{2}', 'aaa', false],
    ['a{2,}', 'aaaaa', true],
    ['a{1,3}', 'aaaa', false],
    ['(a{2}){2}', 'aaaa', true],
    ['a?a?aa', 'aaa', true],
    ['(a|aa)(b|ab)', 'aab', true],
    ['.', '\u2028', true],
    ['.', '\n', false],
    ['a.b', 'a\u{1f600}b', true],
    ['[^a-c]', 'd', true],
    ['[a-c\\-x]', '-', true],
    ['[-a]', '-', true],
    ['[a-]', '-', true],
    ['[.]', 'a', false],
    ['[\\p{Lu}\\d]', 'd', undefined],
    ['\\p{Lu}+', 'ÀÉ', true],
    ['\\P{Lu}', 'é', true],
    ['a\\.b\\n', 'a.b\n', true],
    ['^a$', 'a', true],
    ['a^b', 'a^b', false]
  ])('%j on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected)
  })
})

describe('a pattern is found in a text', () => {
  test.each([
    ['Pet', 'getPets', true],
    ['^Pet', 'getPets', false],
    ['s$', 'getPets', true],
    ['x*', '', true],
    ['[A-Z]{2}', 'getPEts', true]
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(isIn(pattern, text)).toBe(expected)
  })
})

test.each([
  '(',
  'a)',
  '[',
  '[]',
  '[z-a]',
  '*',
  'a**',
  'a{2,1}',
  'a{',
  'a{9999}',
  '\\d',
  '\\1',
  '\\',
  '(?=a)',
  '\\p{Latin}'
])('%j is no pattern', (pattern) => {
  expect(parseIRegexp(pattern)).toBeUndefined()
})

test('groups beyond measure are no pattern', () => {
  expect(parseIRegexp('('.repeat(20_000) + ')'.repeat(20_000))).toBeUndefined()
})

describe('patterns that keep a backtracking engine busy', () => {
  test.each(['(a+)+b', '(a|a)*b', '(a*)*b', 'a*a*a*a*a*b', '(.*a){12}b'])(
    '%s takes what its length allows',
    (pattern) => {
      expect(matches(pattern, 'a'.repeat(2_000))).toBe(false)
    }
  )

  test('repetitions of repetitions end with the budget', () => {
    expect(() => matches('((a{0,1000}){1000}){1000}', 'a'.repeat(2_000))).toThrow(WalkBudgetError)
  })
})

test('it agrees with ECMAScript where both have the syntax', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]')
  const piece = fc
    .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}', '{1,}'))
    .map((parts) => parts.join(''))
  const branch = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))
  const group = fc
    .tuple(branch, branch, fc.constantFrom('', '*', '?'))
    .map(([a, b, end]) => `(${a}|${b})${end}`)
  const pattern = fc.array(fc.oneof(piece, group), { maxLength: 4 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[abc]{0,8}$/), (source, text) => {
      expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`, 'u').test(text))
      expect(isIn(source, text)).toBe(new RegExp(source, 'u').test(text))
    })
  )
})
