import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { printJson } from './print-json.js'

const wide = 9007199254740993n

afterEach(() => {
  delete (BigInt.prototype as { toJSON?: unknown }).toJSON
})

it('prints whole numbers beyond 2^53 with all their digits', () => {
  expect(printJson(wide)).toBe('9007199254740993')
  expect(printJson({ a: [wide, -wide], b: 1 })).toBe('{"a":[9007199254740993,-9007199254740993],"b":1}')
})

it('prints what has no JSON form as null', () => {
  for (const value of [undefined, () => 1, Symbol('x'), NaN]) expect(printJson(value)).toBe('null')
})

it('prints everything else as JSON.stringify does, beside such a number too', () => {
  const odd = fc.constantFrom<unknown>(undefined, NaN, -0, Infinity, () => 1, Symbol('x'), '\ud800', {}, [])
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      odd,
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree'))
    )
  }))
  fc.assert(
    fc.property(tree, (value) => {
      expect(printJson(value)).toBe(JSON.stringify(value) ?? 'null')
      expect(printJson([value, wide])).toBe(`${JSON.stringify([value]).slice(0, -1)},${wide}]`)
    })
  )
  expect(printJson([JSON.parse('{"__proto__":1}'), wide])).toBe('[{"__proto__":1},9007199254740993]')
})

it('does so where the program around it has taught bigints to be strings', () => {
  Object.assign(BigInt.prototype, { toJSON: () => 'taught' })
  expect(printJson({ a: wide, b: ['x', 1] })).toBe('{"a":9007199254740993,"b":["x",1]}')
})

it('throws what JSON.stringify throws on values that contain themselves', () => {
  const value: unknown[] = []
  value.push(value)
  expect(() => printJson(value)).toThrow(/circular|stack/i)
})
