import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setOwn } from '../../internal/json.js'
import { defaultLimits } from '../limits.js'
import { findJsonError } from './json-syntax.js'
import { parseBody } from './parse-body.js'
import { parseJson } from './parse-json.js'

const parse = (text: string, limits = {}) => parseJson(text, { ...defaultLimits, ...limits })
const slug = (text: string, limits = {}) => parse(text, limits).problem?.slug

describe('parseJson', () => {
  it('gives what JSON.parse gives, but for whole numbers beyond 2^53', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        if (!/\\u[dD][89a-fA-F]/.test(text))
          expect(rounded(parse(text))).toStrictEqual({ value: JSON.parse(text) })
      }),
      { numRuns: 5000 }
    )
  })

  it('refuses exactly what JSON.parse refuses, and finds a place for it', () => {
    const piece = fc.constantFrom(
      ...'{}[]",:0123.-+eE \n\\u/tnabf',
      'true',
      'null',
      '"a"',
      '"a":',
      '\\"',
      '\0',
      '\ufeff',
      '1e5'
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        (text) => {
          if (text.startsWith('\ufeff')) return
          const valid = isJson(text)
          expect(findJsonError(text) === undefined).toBe(valid)
          if (!/\d[eE]/.test(text)) expect(slug(text)).toBe(valid ? undefined : 'malformed-body')
        }
      ),
      { numRuns: 50_000 }
    )
  })

  it.each([
    ['{"a": 1,}', 'Not JSON: "}" where a member name in double quotes is expected, at line 1 column 9'],
    ['{"a": 1\n "b": 2}', 'Not JSON: """ where "," or "}" is expected, at line 2 column 2'],
    ['[1,\r\n 2,\r\n x]', 'Not JSON: "x" where a value is expected, at line 3 column 2'],
    ['[1', 'Not JSON: the text ends where "," or "]" is expected, at line 1 column 3'],
    ['', 'Not JSON: the text ends where a value is expected, at line 1 column 1'],
    ['1 2', 'Not JSON: "2" where the end is expected, at line 1 column 3'],
    ['{"a" 1}', 'Not JSON: "1" where ":" is expected, at line 1 column 6'],
    ['"\\x"', 'Not JSON: the escape is not valid, at line 1 column 2'],
    ['"a\tb"', 'Not JSON: a control character must be escaped, at line 1 column 3'],
    ['"abc', 'Not JSON: the string is not closed, at line 1 column 5'],
    ['[\u00a01]', 'Not JSON: U+00A0 where a value is expected, at line 1 column 2'],
    ['[1e400]', 'A number is beyond the range of a double, at line 1 column 2'],
    [`[-${'9'.repeat(400)}.0]`, 'A number is beyond the range of a double, at line 1 column 3'],
    [`[${'9'.repeat(1001)}]`, 'A whole number has more than 1000 digits, at line 1 column 2'],
    ['["\\ud800"]', 'A string holds half of a surrogate pair, at line 1 column 3']
  ])('says of %j: %s', (text, detail) => {
    expect(parse(text).problem?.detail).toBe(detail)
  })

  it.each([
    '"\\ud800"',
    '"\\udc00"',
    '"\\ud800\\ud800"',
    '"\\ud800x"',
    '"\ud800"',
    '{"\\uDFFF":1}',
    '"\\udc00\\ud800"'
  ])('refuses half of a surrogate pair, %j', (text) => {
    expect(slug(text)).toBe('malformed-body')
  })

  it.each(['"\\ud83d\\ude00"', '"\\uD83D\\uDE00\\uD83D\\uDE00"', '"\\\\ud800"', '"😀"', '"\\ue000"'])(
    'accepts %s',
    (text) => {
      expect(parse(text)).toEqual({ value: JSON.parse(text) })
    }
  )

  it.each(['9007199254740992', '-9007199254740993', '12345678901234567890', '9'.repeat(1000)])(
    'keeps every digit of %s',
    (digits) => {
      const number = BigInt(digits)
      expect(parse(digits)).toEqual({ value: number })
      expect(parse(`{"a":[1.5,${digits} ,"${digits}"],"__proto__":\n${digits}}`)).toEqual({
        value: JSON.parse('{"a":[],"__proto__":0}', (name, value: unknown) =>
          name === 'a' ? [1.5, number, digits] : name === '__proto__' ? number : value
        ) as unknown
      })
    }
  )

  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['-0', -0],
    ['1.0', 1],
    ['1e3', 1000],
    ['1e21', 1e21],
    ['12345678901234567890.0', 12345678901234567000],
    ['9007199254740993E0', 9007199254740992],
    ['0.12345678901234567890', 0.12345678901234568]
  ])('reads %s as the double that it always was', (text, number) => {
    expect(parse(text)).toEqual({ value: number })
    expect(parse(`[${text},9007199254740993]`)).toEqual({ value: [number, 9007199254740993n] })
  })

  it.each([
    '{9007199254740993:1}',
    '[9007199254740993 1]',
    '[09007199254740993]',
    '[--9007199254740993]',
    '[9007199254740993-]',
    '[9007199254740993x]',
    '["a"9007199254740993]',
    '9007199254740993,',
    '[9007199254740993'
  ])('refuses %s', (text) => {
    expect(slug(text)).toBe('malformed-body')
  })

  it('reads a megabyte of the longest numbers in less than a second', () => {
    const text = `[${Array.from({ length: 1000 }, () => '9'.repeat(1000)).join()}]`
    const before = process.cpuUsage().user
    expect(slug(text)).toBeUndefined()
    expect(slug(`[${'9'.repeat(1_000_000)}]`)).toBe('malformed-body')
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1000)
  })

  it('keeps __proto__ a member', () => {
    expect(JSON.stringify(parse('{"__proto__":{"x":1}}'))).toBe('{"value":{"__proto__":{"x":1}}}')
  })

  it.each([63, 64])('accepts %d levels', (depth) => {
    expect(slug(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toBeUndefined()
    expect(slug(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)).toBeUndefined()
  })

  it.each([65, 4400, 100_000, 1_000_000])('refuses %d levels, closed or not', (depth) => {
    expect(slug(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toBe('too-deep')
    expect(slug('['.repeat(depth))).toBe('too-deep')
    expect(slug('{"a":'.repeat(depth))).toBe('too-deep')
  })

  it('does not count brackets in strings', () => {
    expect(slug(JSON.stringify('['.repeat(1000)))).toBeUndefined()
    expect(slug(JSON.stringify('\\"[[[['.repeat(1000)))).toBeUndefined()
  })

  it.each([
    ['[]', 1],
    ['[1,2]', 3],
    ['{"a":[],"b":{}}', 3],
    ['[[ ],[1]]', 4],
    ['"a,b"', 1]
  ])('counts the values of %s', (text, nodes) => {
    expect(slug(text, { nodes })).toBeUndefined()
    if (nodes > 1) expect(slug(text, { nodes: nodes - 1 })).toBe('too-complex')
  })

  it('counts the members of each object by itself', () => {
    const members = (count: number) => Array.from({ length: count }, (_, i) => `"k${i}":[1,2]`).join()
    expect(slug(`{${members(10)}}`, { objectKeys: 10 })).toBeUndefined()
    expect(slug(`{${members(11)}}`, { objectKeys: 10 })).toBe('too-complex')
    expect(slug(`[{${members(10)}},{${members(10)}}]`, { objectKeys: 10 })).toBeUndefined()
  })

  it.each([9_999, 10_000])('accepts %d members and 100,000 values by default', (count) => {
    expect(slug(`{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join()}}`)).toBeUndefined()
    expect(slug(`[${Array.from({ length: 99_999 }, () => 1).join()}]`)).toBeUndefined()
  })

  it('refuses 10,001 members and 100,001 values by default', () => {
    expect(slug(`{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join()}}`)).toBe('too-complex')
    expect(slug(`[${Array.from({ length: 100_000 }, () => 1).join()}]`)).toBe('too-complex')
  })

  it('survives a megabyte of anything', () => {
    for (const piece of ['"', '\\', '1', ' ', '-', '{', '}', ',', '\\u', 'e', '"\\ud800']) {
      expect(parse(piece.repeat(1_000_000 / piece.length)).problem).toBeDefined()
    }
  })
})

const suite = new URL('../../../../../../shared/suites/json-test-suite/test_parsing/', import.meta.url)
const present = existsSync(suite)

// RFC 8259 leaves these to the implementation. The number of each list is part of the contract: they must be alike on every host.
const refused = new Set([
  // beyond the range of a double
  'i_number_huge_exp',
  'i_number_neg_int_huge_exp',
  'i_number_pos_double_huge_exp',
  'i_number_real_neg_overflow',
  'i_number_real_pos_overflow',
  // half of a surrogate pair, escaped
  'i_object_key_lone_2nd_surrogate',
  'i_string_1st_surrogate_but_2nd_missing',
  'i_string_1st_valid_surrogate_2nd_invalid',
  'i_string_incomplete_surrogate_and_escape_valid',
  'i_string_incomplete_surrogate_pair',
  'i_string_incomplete_surrogates_escape_valid',
  'i_string_invalid_lonely_surrogate',
  'i_string_invalid_surrogate',
  'i_string_inverted_surrogates_U+1D11E',
  'i_string_lone_second_surrogate',
  // not UTF-8
  'i_string_UTF-16LE_with_BOM',
  'i_string_UTF-8_invalid_sequence',
  'i_string_UTF8_surrogate_U+D800',
  'i_string_invalid_utf-8',
  'i_string_iso_latin_1',
  'i_string_lone_utf8_continuation_byte',
  'i_string_not_in_unicode_range',
  'i_string_overlong_sequence_2_bytes',
  'i_string_overlong_sequence_6_bytes',
  'i_string_overlong_sequence_6_bytes_null',
  'i_string_truncated-utf-8',
  'i_string_utf16BE_no_BOM',
  'i_string_utf16LE_no_BOM',
  // 500 levels
  'i_structure_500_nested_arrays'
])
const accepted = new Set([
  // rounded to zero
  'i_number_double_huge_neg_exp',
  'i_number_real_underflow',
  // kept, digit by digit
  'i_number_too_big_neg_int',
  'i_number_too_big_pos_int',
  'i_number_very_big_negative_int',
  // a byte order mark
  'i_structure_UTF-8_BOM_empty_object'
])

describe.skipIf(!present)(
  `JSONTestSuite as bodies${present ? '' : ' (skipped: the suite is not here)'}`,
  () => {
    const files = present ? readdirSync(suite) : []
    const outcome = (file: string) => {
      const body = parseBody('application/json', readFileSync(new URL(encodeURIComponent(file), suite)))
      // No bytes are no body; everything else is JSON or refused.
      return body.problem === undefined ? body.kind : 'refused'
    }

    it('has 95 texts to accept, 188 to refuse and 35 to decide', () => {
      const count = (prefix: string) => files.filter((file) => file.startsWith(prefix)).length
      expect([count('y_'), count('n_'), count('i_')]).toEqual([95, 188, 35])
      expect(refused.size + accepted.size).toBe(35)
    })

    it.each(files.filter((file) => file.startsWith('y_')))('accepts %s', (file) => {
      expect(outcome(file)).toBe('json')
    })

    it.each(files.filter((file) => file.startsWith('n_')))('refuses %s', (file) => {
      expect(outcome(file)).toBe(file === 'n_structure_no_data.json' ? 'empty' : 'refused')
    })

    it.each(files.filter((file) => file.startsWith('i_')))('decides %s', (file) => {
      const name = file.replace('.json', '')
      expect(outcome(file)).toBe(refused.has(name) ? 'refused' : accepted.has(name) ? 'json' : 'undecided')
    })
  }
)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A value with its bigints as JSON.parse reads them. */
function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(rounded)
  const copy: object = {}
  for (const [name, member] of Object.entries(value)) setOwn(copy, name, rounded(member))
  return copy
}
