import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseExactJson } from './parse-exact-json.js'
import { printJson } from './print-json.js'

it('gives what JSON.parse gives where no number is wide', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t\n\r '), (value, space) => {
      const text = JSON.stringify(value, (_, leaf: unknown) => (isWide(leaf) ? 0.5 : leaf), space)
      expect(parseExactJson(text)).toStrictEqual(JSON.parse(text))
    }),
    { numRuns: 2000 }
  )
})

it.each([
  '{"a":1,"a":2,"1":3,"0":4}',
  '{"__proto__":{"toString":1},"constructor":1}',
  ' [ ] ',
  '{ }',
  '[ [ ] , { } , "" , -0 , 1E-5 , true , false , null ]',
  '"\\\\\\"\\u0041\\/[{,:"',
  '["\\ud800",":",","]'
])('reads %s', (text) => {
  const value = parseExactJson(text)
  expect(value).toStrictEqual(JSON.parse(text))
  expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)))
})

it.each(['', '[', '{"a"}', '{1:2}', '[1 2]', '{9007199254740993:1}', '"', '[1,]'])('throws on %j', (text) => {
  expect(() => parseExactJson(text)).toThrow(SyntaxError)
})

it('reads what was printed, and prints what was read', () => {
  const leaf = fc.oneof(
    fc.bigInt().filter(isWide),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.integer()
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree')))
  }))
  fc.assert(
    fc.property(tree, (value) => {
      const text = printJson(value)
      expect(printJson(parseExactJson(text))).toBe(text)
    })
  )
})

function isWide(value: unknown): boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) ||
    (typeof value === 'bigint' && !Number.isSafeInteger(Number(value)))
  )
}
