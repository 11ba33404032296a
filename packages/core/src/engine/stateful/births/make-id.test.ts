import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveKey } from '../../../internal/random.js'
import type { IdShape } from '../../../release/resources/model.js'
import { isWellFormedId, makeId } from './make-id.js'

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const customer: IdShape = { kind: 'text', prefix: 'cus_', alphabet: base62, length: 14 }

function ids(shape: IdShape, count: number, seed = 7) {
  return Array.from({ length: count }, (_, ordinal) =>
    makeId(shape, { key: deriveKey(seed, ordinal), ordinal })
  )
}

it('the first ids of each shape are fixed: other ones would change every recorded run', () => {
  expect(ids({ kind: 'sequence', start: 1 }, 3)).toEqual([1, 2, 3])
  expect(ids({ kind: 'sequence', start: 42, asText: true, width: 5, prefix: 'INV-' }, 2)).toEqual([
    'INV-00042',
    'INV-00043'
  ])
  expect({
    uuid: ids({ kind: 'uuid' }, 1),
    ulid: ids({ kind: 'ulid' }, 2),
    customer: ids(customer, 1),
    short: ids({ kind: 'text', prefix: '', alphabet: '0123456789', length: 3 }, 4),
    slug: ids({ kind: 'slug' }, 1)
  }).toMatchInlineSnapshot(`
    {
      "customer": [
        "cus_N6HKPOY7JJzADM",
      ],
      "short": [
        "914",
        "533",
        "152",
        "771",
      ],
      "slug": [
        "amber-harbor-1",
      ],
      "ulid": [
        "01HK153X00NGEV38CY54T016VV",
        "01HK153XZ8SEWMGTK3TJFDQS92",
      ],
      "uuid": [
        "59d9319f-22d0-43dd-84b3-6566f98c495f",
      ],
    }
  `)
})

it('the same key and ordinal give the same id, another seed another one', () => {
  for (const shape of [customer, { kind: 'uuid' }, { kind: 'ulid' }, { kind: 'slug' }] satisfies IdShape[]) {
    expect(ids(shape, 3)).toEqual(ids(shape, 3))
    expect(ids(shape, 3, 8)).not.toEqual(ids(shape, 3))
  }
})

it('a UUID is of version 4 and its variant', () => {
  for (const id of ids({ kind: 'uuid' }, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('ULIDs sort in the order in which they are made', () => {
  const made = ids({ kind: 'ulid' }, 200) as string[]
  expect(made.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(made)
  for (const id of made) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
})

it('every character of the alphabet is used about as often', () => {
  const counts = new Map<string, number>()
  for (const id of ids({ ...customer, prefix: '' }, 5_000) as string[])
    for (const one of id) counts.set(one, (counts.get(one) ?? 0) + 1)
  expect(counts.size).toBe(62)
  const expected = (5_000 * 14) / 62
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.2)
})

it('ordinals that share a key still give different ids', () => {
  const made = Array.from({ length: 5_000 }, (_, ordinal) => makeId(customer, { key: 1, ordinal }))
  expect(new Set(made).size).toBe(5_000)
})

it('all ids of a small kind are used before one comes again', () => {
  const shape: IdShape = { kind: 'text', prefix: '', alphabet: 'abcdefghij', length: 3 }
  expect(new Set(ids(shape, 1_000)).size).toBe(1_000)
})

it('another attempt gives another id, and in a small kind finds the last free one', () => {
  const context = { key: 5, ordinal: 0 }
  for (const shape of [
    customer,
    { kind: 'uuid' },
    { kind: 'ulid' },
    { kind: 'slug' },
    { kind: 'sequence', start: 1 }
  ] satisfies IdShape[]) {
    const tries = [0, 1, 2, 3].map((attempt) => makeId(shape, { ...context, attempt }))
    expect(new Set(tries).size).toBe(4)
  }
  const small: IdShape = { kind: 'text', prefix: '', alphabet: 'ab', length: 4 }
  const all = Array.from({ length: 16 }, (_, attempt) => makeId(small, { ...context, attempt }))
  expect(new Set(all).size).toBe(16)
})

it.each([
  ['Summer Sale', 'summer-sale'],
  ["  Müller & Søn's Café!  ", 'muller-sons-cafe'],
  ['UPPER_case 2.0', 'upper-case-2-0'],
  [2024, '2024'],
  ['long '.repeat(30), 'long-'.repeat(12).slice(0, -1)]
])('a slug of %j is %j', (from, slug) => {
  expect(makeId({ kind: 'slug' }, { key: 1, ordinal: 0, from })).toBe(slug)
  expect(makeId({ kind: 'slug' }, { key: 1, ordinal: 0, from, attempt: 1 })).toBe(`${slug}-2`)
})

it.each([[undefined], [''], ['東京'], [null], [{ name: 'x' }], ['--']])(
  'a slug of %j, which has no letters to use, is made of words',
  (from) => {
    expect(makeId({ kind: 'slug' }, { key: 1, ordinal: 4, from })).toMatch(/^[a-z]+-[a-z]+-5$/)
  }
)

it('ids that the schema describes best are left to the generator', () => {
  expect(makeId({ kind: 'schema' }, { key: 1, ordinal: 0 })).toBeUndefined()
})

const alphabet = fc
  .uniqueArray(fc.constantFrom(...base62, '-', '_'), { minLength: 2, maxLength: 64 })
  .map((characters) => characters.join(''))
const prefix = fc.stringMatching(/^([a-z]{1,6}_|[A-Z]{2,3}-|)$/)
const shapes: fc.Arbitrary<IdShape> = fc.oneof(
  fc.record({ kind: fc.constant('sequence' as const), start: fc.integer({ min: -10, max: 1_000_000_000 }) }),
  fc.record({
    kind: fc.constant('sequence' as const),
    start: fc.nat(100_000),
    asText: fc.constant(true as const),
    width: fc.integer({ min: 1, max: 12 }),
    prefix
  }),
  fc.constantFrom<IdShape>({ kind: 'uuid' }, { kind: 'ulid' }, { kind: 'slug' }),
  fc.record({ kind: fc.constant('text' as const), prefix, alphabet, length: fc.integer({ min: 1, max: 64 }) })
)

function isOf(shape: IdShape, id: string): boolean {
  if (shape.kind !== 'text') return true
  const rest = id.slice(shape.prefix.length)
  const isFitting = [...rest].every((one) => shape.alphabet.includes(one))
  return id.startsWith(shape.prefix) && rest.length === shape.length && isFitting
}

it('the first 5,000 ids of any shape differ, as far as there are so many, and are well formed', () => {
  fc.assert(
    fc.property(shapes, fc.nat(), (shape, seed) => {
      const made = ids(shape, 5_000, seed)
      let possible = 1
      if (shape.kind !== 'text') possible = 5_000
      else for (let i = 0; i < shape.length && possible < 5_000; i++) possible *= shape.alphabet.length
      expect(new Set(made).size).toBe(Math.min(possible, 5_000))
      expect(made.filter((id) => !isWellFormedId(shape, String(id)) || !isOf(shape, String(id)))).toEqual([])
    }),
    { numRuns: 40 }
  )
}, 60_000)

it.each<[IdShape, readonly string[], readonly string[]]>([
  [{ kind: 'sequence', start: 1 }, ['1', '007', '99999999'], ['', 'abc', '1a', ' 1', '1.5']],
  [
    { kind: 'sequence', start: 1, asText: true, prefix: 'PAY-' },
    ['PAY-1', 'PAY-00012'],
    ['1', 'PAY-', 'INV-1']
  ],
  [
    { kind: 'uuid' },
    ['f47ac10b-58cc-4372-a567-0e02b2c3d479', 'F47AC10B-58CC-1372-A567-0E02B2C3D479'],
    ['f47ac10b', '1', 'not-a-uuid', 'g47ac10b-58cc-4372-a567-0e02b2c3d479']
  ],
  [{ kind: 'ulid' }, ['01HKZ3G0Q5V8N2M7R4T6W9XAYB'], ['81HKZ3G0Q5V8N2M7R4T6W9XAYB', '01HK', 'uuid']],
  [
    customer,
    ['cus_4QFJOjw2pOmAGJ', 'cus_1', 'cus_test'],
    ['cus_', 'pm_4QFJOjw2pOmAGJ', '4QFJOjw2pOmAGJ', 'cus_ a']
  ],
  [
    { kind: 'slug' },
    ['octocat', 'feature/x', 'good first issue', '東京'],
    ['', 'a\u0000b', 'x'.repeat(2_000)]
  ],
  [{ kind: 'schema' }, ['anything'], ['']]
])('%j could be %j and not %j', (shape, good, bad) => {
  expect(good.filter((text) => !isWellFormedId(shape, text))).toEqual([])
  expect(bad.filter((text) => isWellFormedId(shape, text))).toEqual([])
})
