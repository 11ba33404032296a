import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inKeyOrder } from './key-order.js'

it('id comes first, then the others by code units', () => {
  expect(Object.keys(inKeyOrder({ name: 1, Zoo: 2, id: 3, _x: 4, é: 5 }) as object)).toEqual([
    'id',
    'Zoo',
    '_x',
    'name',
    'é'
  ])
})

it('what is in order already is not copied', () => {
  const value = { id: 1, a: [{ b: 2 }] }
  expect(inKeyOrder(value)).toBe(value)
})

it('what is no JSON becomes null or is left out, as JSON.stringify has it', () => {
  expect(
    inKeyOrder({ a: NaN, b: undefined, c: () => 1, d: Symbol('x'), e: [undefined, Infinity, () => 1] })
  ).toEqual({ a: null, e: [null, null, null] })
})

it('whole numbers beyond the safe range stay', () => {
  const value = { b: [9007199254740993n], a: 9007199254740993n }
  expect(inKeyOrder(value)).toEqual(value)
})

it('__proto__ stays a member', () => {
  const ordered = inKeyOrder(JSON.parse('{"z":1,"__proto__":{"polluted":true}}')) as object
  expect(Object.keys(ordered)).toEqual(['__proto__', 'z'])
  expect(Object.getPrototypeOf(ordered)).toBe(Object.prototype)
})

it('the meaning stays, and ordering twice is ordering once', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const ordered = inKeyOrder(value)
      expect(ordered).toEqual(value)
      expect(JSON.stringify(inKeyOrder(ordered))).toBe(JSON.stringify(ordered))
    })
  )
})
