import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.js'

it('members are sorted by UTF-16 code units, white space is gone', () => {
  expect(
    canonicalJson({ b: 1, a: [true, null, 'x'], 1: 2, '\u20ac': 3, '\ud83d\ude00': 4, '\ufb33': 5, '': 6 })
  ).toBe('{"":6,"1":2,"a":[true,null,"x"],"b":1,"\u20ac":3,"\ud83d\ude00":4,"\ufb33":5}')
})

it('numbers are printed as ECMAScript does', () => {
  expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe(
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'
  )
  for (const value of [NaN, Infinity, -Infinity]) expect(() => canonicalJson([value])).toThrow(RangeError)
})

it('whole numbers beyond the safe range have all their digits', () => {
  expect(canonicalJson({ b: [9007199254740993n], a: -(2n ** 64n) })).toBe(
    '{"a":-18446744073709551616,"b":[9007199254740993]}'
  )
  expect(canonicalJson(9007199254740993n)).not.toBe(canonicalJson(9007199254740992n))
})

it('members without a value are left out, __proto__ is a member like any other', () => {
  expect(canonicalJson({ a: undefined, b: JSON.parse('{"__proto__":1}') })).toBe('{"b":{"__proto__":1}}')
})

it('what is printed means the same, and is printed the same again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    })
  )
})
