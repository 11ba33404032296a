import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadText } from '@sandbed/node'
import { printYaml } from './print-yaml.js'

const parse = async (value: Record<string, unknown>): Promise<unknown> =>
  ((await loadText(`a:\n${printYaml(value, '  ').join('\n')}\n`)).document as { a: unknown }).a

test('members stand on lines of their own, what is inside them in one line where it fits', () => {
  expect(printYaml({ does: 'list', paging: { style: 'page', first: 1 } }, '  ')).toEqual([
    '  does: list',
    '  paging: { style: page, first: 1 }'
  ])
})

test('text that could be taken for something else is quoted', () => {
  expect(printYaml({ yes: 'no', '*': '', a: '1', b: true, c: 'x: y', '/pets/{id}': '{a}' }, '')).toEqual([
    '"yes": "no"',
    '"*": ""',
    'a: "1"',
    'b: true',
    'c: "x: y"',
    '/pets/{id}: "{a}"'
  ])
})

test('lists of objects have an item a line where they are long, and texts with quotes in them stand in single ones', () => {
  const steps = [
    { insert: { resource: 'orders', as: 'order', value: { note: 'a long text'.repeat(5) } } },
    { advance: '1d' }
  ]
  expect(printYaml({ when: '=a == "b"', steps, all: [1, 2] }, '')).toEqual([
    `when: '=a == "b"'`,
    'steps:',
    '  - insert:',
    '      resource: orders',
    '      as: order',
    `      value: { note: "${'a long text'.repeat(5)}" }`,
    '  - { advance: 1d }',
    'all: [1, 2]'
  ])
})

test('a parser reads back what was printed', async () => {
  const name = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .filter((text) => text !== '__proto__' && text.isWellFormed())
  const leaf = fc.oneof(name, fc.integer(), fc.boolean())
  const { tree } = fc.letrec<{ tree: unknown; object: Record<string, unknown> }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), tie('object')),
    object: fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true })
  }))
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      async (value) => {
        expect(await parse(value)).toEqual(value)
      }
    ),
    { numRuns: 200 }
  )
})
