import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LinearMatcher } from './linear-matcher.js'
import { compilePattern } from './match-pattern.js'
import { parsePattern } from './parse-pattern.js'
import { PatternAllowance } from './pattern-allowance.js'
import { compileProgram } from './pattern-program.js'
import { isPattern } from './pattern.js'

function linearTest(source: string, text: string): boolean | undefined {
  const pattern = parsePattern(source)
  if (!isPattern(pattern)) throw new Error(`${source}: ${pattern.message}`)
  const program = compileProgram(pattern)
  if (typeof program === 'string') throw new Error(`${source}: ${program}`)
  return new LinearMatcher(program).test(text, new PatternAllowance())
}

/** Repeated lookarounds are bounded: a pattern with too many is refused, and never run. */
function isBounded(source: string): boolean {
  const pattern = parsePattern(source)
  return !isPattern(pattern) || compileProgram(pattern) !== 'it has too many lookarounds'
}

const atom = fc.constantFrom(
  'a',
  'b',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\W',
  '\\s',
  '\\b',
  '\\B',
  '^',
  '$',
  '\\p{Lu}',
  '[^\\p{L}1]',
  '😀',
  '[é-😀]',
  ''
)

const { source: patternSource } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('source'), tie('source')).map((parts) => parts.join('')),
    fc.tuple(tie('source'), tie('source')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('source'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,2}', '{0,3}', '{2,}'))
      .map(([item, quantifier]) => `(?:${item})${quantifier}`),
    fc
      .tuple(fc.constantFrom('?=', '?!', '?<=', '?<!'), tie('source'))
      .map(([kind, item]) => `(${kind}${item})`)
  )
}))

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '\n', '-', 'é', '😀', '\ud83d'), { maxLength: 8 })
  .map((all) => all.join(''))

test('the linear matcher answers as native regular expressions do', () => {
  fc.assert(
    fc.property(patternSource, fc.array(text, { minLength: 4, maxLength: 4 }), (source, texts) => {
      fc.pre(source.length < 80 && isBounded(source))
      // Engines look for empty matches in the middle of a surrogate pair, where the standard has no position.
      fc.pre(!/\\b|\\B|\(\?[=!<]/.test(source) || !/[\ud800-\udfff]/.test(texts.join('')))
      const native = new RegExp(source, 'u')
      for (const one of texts) expect([one, linearTest(source, one)]).toEqual([one, native.test(one)])
    }),
    { numRuns: 2000 }
  )
})

test('a compiled pattern answers as native regular expressions do, for short and for long texts', () => {
  const padding = fc.constantFrom('', 'a'.repeat(300), 'ab'.repeat(3000))
  fc.assert(
    fc.property(patternSource, text, padding, text, (source, start, middle, end) => {
      fc.pre(!/\\b|\\B|\(\?[=!<]/.test(source) || !/[\ud800-\udfff]/.test(start + end))
      fc.pre(source.length < 24 && !/[*+}?]\)[*+{]/.test(source))
      const whole = start + middle + end
      expect(compilePattern(source).test(whole)).toBe(new RegExp(source, 'u').test(whole))
    }),
    { numRuns: 500 }
  )
})

test.each([
  ['^[a-z]+$', 'native'],
  ['^\\d{4}-\\d{2}-\\d{2}$', 'native'],
  ['^(foo|bar)$', 'native'],
  ['^[a-z]+(-[a-z]+)*$', 'linear'],
  ['\\s+$', 'linear'],
  ['^(a+)+$', 'linear'],
  ['^(a|a)*$', 'linear'],
  ['^(?=(a+))\\1*b(c|c)*$', 'refused'],
  ['(', 'refused'],
  ['^((a{0,99}){0,99}){0,99}$', 'refused']
])('%s is matched %s', (source, verdict) => {
  expect(compilePattern(source).verdict).toBe(verdict)
})

test('a refused pattern passes everything and says why', () => {
  expect(compilePattern('^(a+)+\\1$')).toMatchObject({ verdict: 'refused', reason: 'it has a backreference' })
  expect(compilePattern('^(a+)+\\1$').test('b')).toBe(true)
})

test('without the u flag text is matched by UTF-16 units, as natively', () => {
  expect(compilePattern('^\\-.$').test('-😀')).toBe(false)
  expect(compilePattern('^(?:\\-+)+.$').test('-😀')).toBe(false)
  expect(compilePattern('^(?:-+)+.$').test('-😀')).toBe(true)
})

/** Patterns known for catastrophic backtracking, by shape: each with what it stumbles over (repeated) and an end that makes it fail. */
const VULNERABLE: readonly (readonly [source: string, pump: string, end: string])[] = [
  ['^(a+)+$', 'a', '!'],
  ['^(a*)*$', 'a', '!'],
  ['^(a|a)*$', 'a', '!'],
  ['^(a|aa)+$', 'a', '!'],
  ['^(a|a?)+$', 'a', '!'],
  ['^(.*a){12}$', 'a', '!'],
  ['^(.*a){1,40}$', 'a', '!\n'],
  ['^([a-zA-Z]+)*$', 'a', '!'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a', ''],
  ['^(\\w+\\s?)*$', 'a', '!'],
  ['^(\\d+)*\\.?(\\d+)*$', '1', 'x'],
  ['^([0-9]+)+x$', '1', ''],
  ['^(?:\\s*\\w+\\s*)+$', 'a ', '!'],
  ['^([\\w.-]+)+@', 'a', ''],
  ['^[\\w.%+-]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}$', 'a@a.', '!'],
  [
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
    'a',
    ''
  ],
  ['^(([a-z0-9]+_?)+)$', 'a', '!'],
  ['^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]+$', 'a-', '!'],
  ['^(https?:\\/\\/)?([\\da-z.-]+)\\.([a-z.]{2,6})([\\/\\w .-]*)*\\/?$', 'a.aa/', '!'],
  ['^(\\/[\\w-]+)*\\/?$', '/a', '!'],
  ['^(\\/?[\\w-]+)*$', 'a', '!'],
  ['^("[^"]*"|[^,]*)(,("[^"]*"|[^,]*))*$', '",', '"\n"x'],
  ['^(([^<>]*|<[^<>]*>)*)$', 'a', '<'],
  ['<!--(.|\\n)*-->', '<!--', ''],
  ['(?:\\/\\*(?:[^*]|\\*(?!\\/))*\\*\\/)', '/*', ''],
  ['^(?:(?:a|b)+c?)+d$', 'ab', ''],
  ['^((ab)*)+$', 'ab', '!'],
  ['^(a?){40}a{40}$', 'a', '!'],
  ['a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b', 'a', ''],
  [
    '(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b',
    'a',
    ''
  ],
  ['\\s+$', ' ', 'x'],
  ['^\\s+|\\s+$', ' ', 'x'],
  ['\\d+\\d+\\d+x', '1', ''],
  ['(.*)(.*)(.*)=x', 'a', ''],
  ['.*.*=.*', 'a', ''],
  ['[a-z]+[0-9]*[a-z]+!', 'a', ''],
  ['^.*a.*b.*c.*d$', 'abc', ''],
  ['a+b', 'a', ''],
  ['a{1000}b', 'a', ''],
  ['(?:a{100}){10}b', 'a', ''],
  ['^(a{1,3}){1,50}$', 'a', '!'],
  ['^(?:a|b|ab)*c$', 'ab', ''],
  ['^(?:(?=a)a|a)+$', 'a', '!'],
  ['^(?:a+(?!b))+$', 'a', '!'],
  ['^(?=(?:a+)+$)a', 'a', '!'],
  ['(?<=(?:a+)+)b', 'a', ''],
  ['(?<!a*)b', 'a', ''],
  ['^(?:\\w+\\.)*\\w+@(?:\\w+\\.)+\\w+$', 'a.', '@'],
  ['^(\\+?\\d+[- ]?)+$', '1', 'x'],
  ['^(?:-?\\d+,?)*$', '1', 'x'],
  ['^(?:[A-Z]{2,}|[A-Z][a-z]*)+$', 'A', '!'],
  ['^(?:\\p{L}+\\p{M}*)+$', 'é', '!'],
  ['^(?:\\P{N}+)+1$', 'x', ''],
  ['^(?:.|\\s)*x$', ' ', '\u2028'],
  ['^([^\\W_]+_?)*$', 'a', '!'],
  ['^(?:x+x+)+y$', 'x', ''],
  ['^(?:a|b)*a(?:a|b){14}$', 'aabab', 'c'],
  ['(?:a|b)*a(?:a|b){24}c', 'aababbabaab', ''],
  ['^(?:a*b*)*c$', 'ab', ''],
  ['^(?:(?:(?:a+)+)+)+$', 'a', '!'],
  ['^(?:a+|b+|c+)*d$', 'abc', ''],
  ['^\\S+(?:\\S+\\s?)*z$', 'a', ''],
  ['^(?:[\\w!#$%&]+\\.?)+@[\\w.]+$', 'a', '!'],
  ['^v?(\\d+\\.?)+(-[a-z\\d.]+)*$', '1', '!'],
  ['^#?([a-f0-9]+)*$', 'a', '!'],
  ['^(?:[^\\\\"]|\\\\.)*"$', 'a\\', ''],
  ['^((?:[^@]+@?)+)$', 'a', '@@'],
  ['^(a+)+\\1$', 'a', '!'],
  ['(a*)*\\1b', 'a', '']
]

test('no vulnerable pattern takes more than 50 ms, on 30 characters or on 100,000', () => {
  const slow: string[] = []
  for (const [source, pump, end] of VULNERABLE) {
    const { test: matches } = compilePattern(source)
    for (const length of [30, 250, 2000, 100_000]) {
      const attack = pump.repeat(Math.ceil(length / pump.length)) + end
      // Processor time, and the best of five: the machine may be busy.
      let best = Infinity
      for (let run = 0; run < 5 && best > 50; run++) {
        const before = process.cpuUsage().user
        matches(attack)
        best = Math.min(best, (process.cpuUsage().user - before) / 1000)
      }
      if (best > 50) slow.push(`${source} on ${length}: ${best} ms`)
    }
  }
  expect(slow).toEqual([])
  expect(VULNERABLE.length).toBeGreaterThanOrEqual(60)
})
