import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readNumber } from './read-number.js'

it.each([
  ['0', 0],
  ['-0', -0],
  ['42', 42],
  ['1.50', 1.5],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['9007199254740993.0', 9007199254740992],
  ['1e17', 1e17],
  ['1e400', Infinity],
  [`-${'9'.repeat(1001)}`, -Infinity]
])('%s is a double', (literal, number) => {
  expect(readNumber(literal)).toBe(number)
})

it.each(['9007199254740992', '-9007199254740992', '9223372036854775807', `-${'9'.repeat(1000)}`])(
  '%s is a bigint',
  (literal) => {
    expect(readNumber(literal)).toBe(BigInt(literal))
  }
)

it('a whole number prints as it was written, whatever it is', () => {
  fc.assert(
    fc.property(fc.bigInt(), (number) => {
      expect(String(readNumber(String(number)))).toBe(String(number))
    })
  )
})
