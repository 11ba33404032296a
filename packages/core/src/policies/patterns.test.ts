// Patterns of paths and of fields.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fieldPattern, takeOut } from './field-pattern.js'
import { pathPattern } from './path-pattern.js'

const segments = (path: string): string[] => path.split('/').slice(1)

it.each<[pattern: string, matching: string[], others: string[]]>([
  ['/pets', ['/pets', '/pets/'], ['/', '/pet', '/pets/1']],
  ['/pets/*', ['/pets/1', '/pets/a b'], ['/pets', '/pets/1/toys']],
  ['/pets/{petId}', ['/pets/1'], ['/pets', '/pets/1/toys']],
  ['/pets/**', ['/pets', '/pets/1', '/pets/1/toys'], ['/', '/owners/pets']],
  ['/**', ['/', '/a', '/a/b'], []],
  ['/**/toys', ['/toys', '/pets/1/toys'], ['/toys/1']],
  ['/a/**/b/**/c', ['/a/b/c', '/a/x/b/y/z/c'], ['/a/c', '/a/b', '/b/c']],
  ['/pets/{id}:feed', ['/pets/1:feed'], ['/pets/1', '/pets/1:walk']],
  ['/v*/re*rts*', ['/v1/reports', '/v/rerts'], ['/v1/rert', '/w1/reports']],
  ['/ab*ba', ['/abba', '/abxba'], ['/aba']],
  ['/caf%C3%A9/a%20b', ['/café/a b'], ['/caf%C3%A9/a%20b']],
  ['/100%/%2A', ['/100%/*'], ['/100%/x']]
])('%s', (pattern, matching, others) => {
  const test = pathPattern(pattern)
  expect([...matching, ...others].filter((path) => test(segments(path)))).toEqual(matching)
})

it('tells whether a path with segments that may be anything can be of a pattern', () => {
  const test = pathPattern('/pets/*/toys')
  expect([test(['pets', null, 'toys']), test([null, null, null]), test(['owners', null, 'toys'])]).toEqual([
    true,
    true,
    false
  ])
})

it('long patterns of stars take no time on long paths', () => {
  const test = pathPattern(`/${'**/a/'.repeat(60)}b`)
  const started = performance.now()
  expect(test(Array.from({ length: 2000 }, () => 'a'))).toBe(false)
  expect(pathPattern(`/${'a*'.repeat(200)}b`)(['a'.repeat(4000)])).toBe(false)
  expect(performance.now() - started).toBeLessThan(500)
})

it.each<[pointer: string, left: unknown, places: string[]]>([
  ['/email', { owner: { email: 'b', 'a/b': 1 }, list: [{ email: 'c' }, { email: 'd', id: 1 }] }, ['/email']],
  [
    '/owner/email',
    { email: 'a', owner: { 'a/b': 1 }, list: [{ email: 'c' }, { email: 'd', id: 1 }] },
    ['/owner/email']
  ],
  [
    '/owner/a~1b',
    { email: 'a', owner: { email: 'b' }, list: [{ email: 'c' }, { email: 'd', id: 1 }] },
    ['/owner/a~1b']
  ],
  [
    '/list/*/email',
    { email: 'a', owner: { email: 'b', 'a/b': 1 }, list: [{}, { id: 1 }] },
    ['/list/0/email', '/list/1/email']
  ],
  ['/list/1', { email: 'a', owner: { email: 'b', 'a/b': 1 }, list: [{ email: 'c' }, null] }, ['/list/1']],
  [
    '/*/email',
    { email: 'a', owner: { 'a/b': 1 }, list: [{ email: 'c' }, { email: 'd', id: 1 }] },
    ['/owner/email']
  ],
  [
    '/**/email',
    { owner: { 'a/b': 1 }, list: [{}, { id: 1 }] },
    ['/email', '/owner/email', '/list/0/email', '/list/1/email']
  ],
  [
    '/missing',
    { email: 'a', owner: { email: 'b', 'a/b': 1 }, list: [{ email: 'c' }, { email: 'd', id: 1 }] },
    []
  ]
])('%s is taken out', (pointer, left, places) => {
  const body = { email: 'a', owner: { email: 'b', 'a/b': 1 }, list: [{ email: 'c' }, { email: 'd', id: 1 }] }
  const before = structuredClone(body)
  expect(takeOut(body, fieldPattern(pointer))).toEqual({ value: left, places })
  expect(body).toEqual(before)
})

it('items that are named by their numbers are the same ones whatever is taken out before', () => {
  const first = takeOut({ list: ['a', 'b', 'c'] }, fieldPattern('/list/0')).value
  expect(takeOut(first, fieldPattern('/list/1')).value).toEqual({ list: [null, null, 'c'] })
})

it('thousands of `**` in a row take no time', () => {
  const pattern = fieldPattern(`/${'**/'.repeat(5000)}name`)
  const value = Array.from({ length: 5000 }, () => ({ name: 'a', list: [1, 2, 3] }))
  const started = performance.now()
  expect(takeOut(value, pattern).places).toHaveLength(5000)
  expect(performance.now() - started).toBeLessThan(500)
})

it('a substitute stands where the field stood', () => {
  expect(takeOut([{ a: 1 }, { a: 2, b: 3 }], fieldPattern('/*/a'), null).value).toEqual([
    { a: null },
    { a: null, b: 3 }
  ])
})

it('nothing of the name is left anywhere in any JSON, `__proto__` included', () => {
  const value = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(1, 'x', null),
      fc.array(tie('json'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'toString'), tie('json')), { maxLength: 3 })
        .map(
          (members) =>
            JSON.parse(
              `{${members.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`
            ) as unknown
        )
    )
  })).json
  fc.assert(
    fc.property(value, fc.constantFrom('a', '__proto__', 'toString'), (json, name) => {
      const { value: left, places } = takeOut(json, fieldPattern(`/**/${name}`))
      const text = JSON.stringify(json)
      expect(JSON.stringify(left).includes(`"${name}":`)).toBe(false)
      expect(places.length > 0).toBe(text.includes(`"${name}":`))
    })
  )
})
