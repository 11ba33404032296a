import { expect, test } from 'vitest'
import { FORMATS } from './formats.js'

function has(format: string, value: unknown): boolean {
  return FORMATS.get(format)?.(value) ?? true
}

test.each<[string, unknown[], unknown[]]>([
  ['int32', [-2147483648, 2147483647, 1.0, 'x'], [2147483648, 1.5]],
  ['int64', [9007199254740994, -9223372036854775808, 'x'], [1e19, 0.5]],
  ['uint8', [0, 255], [-1, 256]],
  ['float', [1.5, 3.4e38], [1e39]],
  ['double', [1e308, 'x'], []],
  ['byte', ['', 'YQ==', 'YWI=', 'YWJj', 1], ['YQ', 'YQ=', '*', 'YQ==\n']],
  ['binary', ['\u0000', 1], []],
  ['password', ['x'], []],
  ['date', ['2024-02-29'], ['2023-02-29', '2024-2-9', '2024-13-01']],
  [
    'date-time',
    ['2024-01-01T00:00:00Z', '2016-12-31T23:59:60Z'],
    ['2024-01-01', '2024-01-01 00:00:00Z', '2024-01-01T24:00:00Z']
  ],
  ['email', ['a@b.c', '"a b"@c'], ['a@', 'a b@c', 'a@b@c..d']],
  [
    'ipv6',
    ['::', '::1', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4'],
    [':', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', '12345::', '1.2.3.4::']
  ],
  ['uri', ['https://a.b/c?d#e', 'urn:x:y'], ['/a', 'a b', 'http://[::1', 'http://a/%zz']],
  [
    'uuid',
    ['123e4567-E89B-12d3-a456-426614174000'],
    ['123e4567e89b12d3a456426614174000', 'urn:uuid:123e4567-e89b-12d3-a456-426614174000']
  ],
  ['regex', ['^a-z$', '\\-', '\\p{L}'], ['(', '\\a']]
])('%s', (format, valid, invalid) => {
  for (const value of valid) expect([value, has(format, value)]).toEqual([value, true])
  for (const value of invalid) expect([value, has(format, value)]).toEqual([value, false])
})

test('every format takes values of other types', () => {
  for (const [, test] of FORMATS) for (const value of [null, true, [], {}]) expect(test(value)).toBe(true)
})

test('no format takes more than 50 ms on 100,000 characters', () => {
  const pumps = [
    'a',
    '1',
    ':',
    '.',
    '-',
    '/',
    '%41',
    '{a}',
    '{',
    '@',
    'a@',
    '"',
    '\\',
    'T',
    'P1D',
    '~0',
    'é',
    '[',
    'xn--',
    'a.',
    '::',
    '(',
    '😀',
    '0:'
  ]
  const slow: string[] = []
  for (const [name, test] of FORMATS) {
    for (const pump of pumps) {
      const attack = pump.repeat(Math.ceil(100_000 / pump.length))
      let best = Infinity
      for (let run = 0; run < 5 && best > 50; run++) {
        const before = process.cpuUsage().user
        test(`${attack}!`)
        test(`P${attack}`)
        best = Math.min(best, (process.cpuUsage().user - before) / 2000)
      }
      if (best > 50) slow.push(`${name} on ${pump}: ${best} ms`)
    }
  }
  expect(slow).toEqual([])
})
