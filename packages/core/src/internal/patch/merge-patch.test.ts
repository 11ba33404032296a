import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deepFreeze } from '../freeze.js'
import { mergePatch } from './merge-patch.js'

/** Target, patch and result as JSON texts: names and values are ours, the situations are those of RFC 7396, appendix A. */
const situations: readonly [situation: string, target: string, patch: string, result: string][] = [
  ['a member is replaced', '{"kind":"cat"}', '{"kind":"dog"}', '{"kind":"dog"}'],
  ['a member is added', '{"kind":"cat"}', '{"age":3}', '{"kind":"cat","age":3}'],
  ['the only member is removed', '{"kind":"cat"}', '{"kind":null}', '{}'],
  ['one of two members is removed', '{"kind":"cat","age":3}', '{"kind":null}', '{"age":3}'],
  ['a scalar takes the place of an array', '{"tags":["new"]}', '{"tags":"new"}', '{"tags":"new"}'],
  ['an array takes the place of a scalar', '{"tags":"new"}', '{"tags":["new"]}', '{"tags":["new"]}'],
  [
    'a nested object is merged, and a null for what is not there does nothing',
    '{"owner":{"name":"Ann"}}',
    '{"owner":{"name":"Bob","email":null}}',
    '{"owner":{"name":"Bob"}}'
  ],
  ['an array of objects is replaced', '{"list":[{"n":1}]}', '{"list":[7]}', '{"list":[7]}'],
  ['an array is replaced by an array', '["x","y"]', '["z","w"]', '["z","w"]'],
  ['an object is replaced by an array', '{"n":1}', '["z"]', '["z"]'],
  ['an object is replaced by null', '{"n":1}', 'null', 'null'],
  ['an object is replaced by a string', '{"n":1}', '"text"', '"text"'],
  ['a null in the target stays', '{"gone":null}', '{"n":1}', '{"gone":null,"n":1}'],
  ['an array becomes an object, without its nulls', '[1,2]', '{"n":"x","m":null}', '{"n":"x"}'],
  ['nulls are left out at any depth', '{}', '{"n":{"m":{"o":null}}}', '{"n":{"m":{}}}']
]

describe('the situations of RFC 7396, appendix A', () => {
  test.each(situations)('%s', (_, target, patch, result) => {
    const before = deepFreeze(JSON.parse(target))
    expect(JSON.stringify(mergePatch(before, deepFreeze(JSON.parse(patch))))).toBe(result)
    expect(JSON.stringify(before)).toBe(target)
  })
})

test('members keep their order, and new ones follow', () => {
  expect(JSON.stringify(mergePatch({ a: 1, b: 2, c: 3 }, { d: 4, b: 5, a: null }))).toBe(
    '{"b":5,"c":3,"d":4}'
  )
})

test('nulls inside arrays are data, and whole numbers beyond doubles stay', () => {
  const patch = { list: [null, { a: null }], id: 9007199254740993n }
  expect(mergePatch({ list: 1 }, patch)).toEqual(patch)
})

describe('names that objects inherit are data', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s', (name) => {
    const patch: unknown = JSON.parse(`{"${name}":{"polluted":1,"gone":null}}`)
    const once = mergePatch({}, patch)
    expect(JSON.stringify(once)).toBe(`{"${name}":{"polluted":1}}`)
    expect(JSON.stringify(mergePatch(once, JSON.parse(`{"${name}":{"b":2}}`)))).toBe(
      `{"${name}":{"polluted":1,"b":2}}`
    )
    expect(JSON.stringify(mergePatch(once, JSON.parse(`{"${name}":null}`)))).toBe('{}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

test('depth is no danger', () => {
  const levels = 100_000
  let patch: unknown = 1
  for (let i = 0; i < levels; i++) patch = { a: patch }
  let value = mergePatch(mergePatch(undefined, patch), patch)
  let depth = 0
  for (; typeof value === 'object'; depth++) value = (value as { a: unknown }).a
  expect([depth, value]).toEqual([levels, 1])
})

test('a patch twice is a patch once, and what it leaves alone is shared', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
      const once = mergePatch(deepFreeze(target), deepFreeze(patch))
      expect(mergePatch(once, patch)).toEqual(once)
    })
  )
  const target = { kept: { a: [] } }
  expect((mergePatch(target, { b: 1 }) as typeof target).kept).toBe(target.kept)
})
