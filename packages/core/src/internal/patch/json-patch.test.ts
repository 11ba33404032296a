import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../canonical-json.js'
import { deepFreeze } from '../freeze.js'
import { jsonPatch } from './json-patch.js'

/** The result as a JSON text, in which no member can hide; or the kind of the problem. */
function patched(document: string, patch: string): string {
  const outcome = jsonPatch(deepFreeze(JSON.parse(document)), deepFreeze(JSON.parse(patch)))
  return 'problem' in outcome ? outcome.problem.kind : JSON.stringify(outcome.value)
}

interface Case {
  readonly comment?: string
  readonly doc: unknown
  readonly patch: unknown
  readonly expected?: unknown
  readonly error?: string
  readonly disabled?: boolean
}

const suite = new URL('../../../../../../shared/suites/json-patch-tests/', import.meta.url)
const cases = existsSync(suite)
  ? ['tests.json', 'spec_tests.json'].flatMap(
      (name) => JSON.parse(readFileSync(new URL(name, suite), 'utf8')) as Case[]
    )
  : []

describe.skipIf(cases.length === 0)('the json-patch-tests suite (skipped where it is absent)', () => {
  const enabled = cases.filter(({ disabled }) => disabled !== true)

  test('has 108 enabled cases', () => {
    expect(enabled.length).toBe(108)
  })

  test.each(enabled.map((one, index) => [`${index}: ${one.comment ?? JSON.stringify(one.patch)}`, one]))(
    '%s',
    (_, one) => {
      const { doc, patch, error } = one as Case
      const before = JSON.stringify([doc, patch])
      const outcome = jsonPatch(deepFreeze(doc), deepFreeze(patch))
      expect(JSON.stringify([doc, patch])).toBe(before)
      if (error !== undefined) expect(outcome).toHaveProperty('problem')
      else {
        expect(outcome).toHaveProperty('value')
        const { expected = doc } = one as Case
        expect('value' in outcome && canonicalJson(outcome.value)).toBe(canonicalJson(expected))
      }
    }
  )
})

describe('locations', () => {
  test.each([
    ['a token may hold slashes and tildes', '{"a/b":{"~1":1}}', '/a~1b/~01', '{"a/b":{}}'],
    ['the empty token is a member', '{"":{"":1}}', '//', '{"":{}}'],
    ['a number names a member of an object', '{"0":1}', '/0', '{}'],
    ['an index has no leading zeros', '[1,2]', '/01', 'path-not-found'],
    ['an index has no sign', '[1,2]', '/-1', 'path-not-found'],
    ['an index is within the array', '[1,2]', '/2', 'path-not-found'],
    ['nothing is removed from the end', '[1,2]', '/-', 'path-not-found'],
    ['an array has no member `length`', '[1,2]', '/length', 'path-not-found'],
    ['a string has no characters', '{"a":"b"}', '/a/0', 'path-not-found'],
    ['a pointer starts with a slash', '{"a":1}', 'a', 'malformed'],
    ['a tilde is followed by 0 or 1', '{"~2":1}', '/~2', 'malformed'],
    ['the whole document stays', '{"a":1}', '', 'malformed']
  ])('%s', (_, document, path, expected) => {
    expect(patched(document, JSON.stringify([{ op: 'remove', path }]))).toBe(expected)
  })

  test('`-` is the place after the last item, for add, copy and move', () => {
    const copy = '{"op":"copy","from":"/0","path":"/-"}'
    const move = '{"op":"move","from":"/0","path":"/-"}'
    expect(patched('[1,2]', `[{"op":"add","path":"/-","value":3},${copy},${move}]`)).toBe('[2,3,1,1]')
  })
})

describe('move', () => {
  test('into an own child is refused, also where nothing is', () => {
    for (const document of ['{"a":{"b":{}}}', '{}'])
      expect(patched(document, '[{"op":"move","from":"/a","path":"/a/b"}]')).toBe('malformed')
  })

  test('to a sibling whose name begins alike is fine', () => {
    expect(patched('{"a":1}', '[{"op":"move","from":"/a","path":"/ab"}]')).toBe('{"ab":1}')
  })

  test('within an array counts the positions after the removal', () => {
    expect(patched('[1,2,3]', '[{"op":"move","from":"/0","path":"/2"}]')).toBe('[2,3,1]')
    expect(patched('[1,2,3]', '[{"op":"move","from":"/0","path":"/3"}]')).toBe('path-not-found')
  })
})

describe('test', () => {
  const holds = (value: unknown, expected: unknown): boolean =>
    'value' in jsonPatch(value, [{ op: 'test', path: '', value: expected }])

  test.each([
    ['1 and 1.0', JSON.parse('1'), JSON.parse('1.0')],
    ['0 and -0', 0, -0],
    ['members in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['equal bigints', 9007199254740993n, 9007199254740993n],
    ['a bigint and the same whole number', 9007199254740992n, 9007199254740992],
    ['bigints inside', [{ id: 9007199254740993n }], [{ id: 9007199254740993n }]],
    ['a member named __proto__', JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')]
  ])('holds for %s', (_, a, b) => {
    expect([holds(a, b), holds(b, a)]).toEqual([true, true])
  })

  test.each([
    ['a number and its digits', 1, '1'],
    ['null and nothing', null, {}],
    ['items in another order', [1, 2], [2, 1]],
    ['a bigint and the double it rounds to', 9007199254740993n, 9007199254740992],
    ['a bigint and a fraction', 1n, 1.5],
    ['an array and an object', [], {}],
    ['an inherited member', JSON.parse('{"__proto__":{}}'), { a: 1 }],
    ['a longer array', [1], [1, 1]]
  ])('does not hold for %s', (_, a, b) => {
    expect([holds(a, b), holds(b, a)]).toEqual([false, false])
  })
})

describe('names that objects inherit are data', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s', (name) => {
    expect(patched('{}', `[{"op":"test","path":"/${name}","value":null}]`)).toBe('path-not-found')
    expect(patched('{}', `[{"op":"add","path":"/${name}/polluted","value":1}]`)).toBe('path-not-found')
    expect(patched('[]', `[{"op":"add","path":"/${name}/polluted","value":1}]`)).toBe('path-not-found')
    expect(
      patched(
        '{"b":0}',
        `[{"op":"add","path":"/${name}","value":{"a":1}},
          {"op":"add","path":"/${name}/polluted","value":2},
          {"op":"copy","from":"/${name}","path":"/copy"},
          {"op":"move","from":"/${name}","path":"/b"},
          {"op":"replace","path":"/b","value":{"${name}":3}}]`
      )
    ).toBe(`{"b":{"${name}":3},"copy":{"a":1,"polluted":2}}`)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('in the operations themselves', () => {
    expect(patched('{}', '[{"__proto__":{"op":"add","path":"/a","value":1}}]')).toBe('malformed')
  })
})

describe('atomicity', () => {
  test('when the last operation fails nothing is changed, and the problem names it', () => {
    const document = deepFreeze({ list: [1, 2, 3], a: { b: 1 } })
    const patch = [
      { op: 'remove', path: '/list/0' },
      { op: 'move', from: '/a/b', path: '/list/-' },
      { op: 'test', path: '/list/0', value: 3 }
    ]
    expect(jsonPatch(document, patch)).toEqual({
      problem: { index: 2, kind: 'test-failed', message: 'The value at "/list/0" is another.' }
    })
  })

  test('a copy and what it was copied from go their own ways', () => {
    const patch = `[{"op":"add","path":"/a/x","value":1},{"op":"copy","from":"/a","path":"/b"},
      {"op":"replace","path":"/b/x","value":2},{"op":"add","path":"/a/y","value":[]}]`
    expect(patched('{"a":{}}', patch)).toBe('{"a":{"x":1,"y":[]},"b":{"x":2}}')
  })

  test('a value that two operations share is not changed through either', () => {
    const value = deepFreeze({ n: [0] })
    const patch = [
      { op: 'add', path: '/a', value },
      { op: 'add', path: '/b', value },
      { op: 'add', path: '/a/n/-', value: 1 }
    ]
    expect(jsonPatch({}, patch)).toEqual({ value: { a: { n: [0, 1] }, b: { n: [0] } } })
  })

  test('what was not touched is shared with the original', () => {
    const document = { kept: { deep: [] }, changed: 1 }
    const outcome = jsonPatch(document, [{ op: 'replace', path: '/changed', value: 2 }])
    expect('value' in outcome && (outcome.value as typeof document).kept).toBe(document.kept)
  })
})

describe('malformed patches', () => {
  test.each([
    ['null', 'null', null],
    ['an object', '{"op":"add","path":"/a","value":1}', null],
    ['an operation that is none', '[{"op":"test","path":"","value":{}},7]', 1],
    ['an operation without op', '[{"path":"/a","value":1}]', 0],
    ['an unknown op', '[{"op":"toString","path":"/a"}]', 0],
    ['a path that is none', '[{"op":"remove","path":["a"]}]', 0],
    ['add without value', '[{"op":"add","path":"/a"}]', 0],
    ['copy without from', '[{"op":"copy","path":"/a"}]', 0]
  ])('%s', (_, patch, index) => {
    expect(jsonPatch({}, JSON.parse(patch))).toMatchObject({ problem: { index, kind: 'malformed' } })
  })

  test('are found before anything is tried', () => {
    expect(patched('{}', '[{"op":"test","path":"","value":1},{"op":"add"}]')).toBe('malformed')
  })

  test('no value makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (document, patch) => {
        const outcome = jsonPatch(document, patch)
        return 'value' in outcome || outcome.problem.message.endsWith('.')
      })
    )
  })
})

describe('bounds', () => {
  test('10,000 operations on an array of 10,000 items are applied, one more is refused', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => i)
    const patch = items.map((i) =>
      i % 2 === 0 ? { op: 'add', path: '/items/0', value: i } : { op: 'remove', path: '/items/0' }
    )
    expect(jsonPatch({ items }, patch)).toEqual({ value: { items } })
    expect(jsonPatch({ items }, [...patch, { op: 'remove', path: '/items' }])).toMatchObject({
      problem: { index: null, kind: 'too-large' }
    })
  })

  test('10,000 new members', () => {
    const patch = Array.from({ length: 10_000 }, (_, i) => ({ op: 'add', path: `/m${i}`, value: i }))
    const outcome = jsonPatch({}, patch)
    expect('value' in outcome && Object.keys(outcome.value as object).length).toBe(10_000)
  })

  test('copies that double the document are refused before they have made a million values', () => {
    const double = (i: number) => ({ op: 'copy', from: '', path: `/x${i}` })
    const patch = Array.from({ length: 64 }, (_, i) => double(i))
    expect(jsonPatch({}, patch)).toMatchObject({ problem: { index: 19, kind: 'too-large' } })
    expect(jsonPatch({}, patch.slice(0, 19))).toHaveProperty('value')
  })

  test('nothing is nested beyond 512 levels', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    const add = (levels: number) => jsonPatch({ a: 1 }, [{ op: 'add', path: '/a', value: nested(levels) }])
    expect(add(511)).toHaveProperty('value')
    expect(add(512)).toMatchObject({ problem: { index: null, kind: 'too-large' } })
    expect(add(513)).toMatchObject({ problem: { index: 0, kind: 'too-large' } })
    const deeper = Array.from({ length: 10_000 }, () => ({ op: 'copy', from: '', path: '/a' }))
    expect(jsonPatch({ a: 1 }, deeper)).toMatchObject({ problem: { kind: 'too-large' } })
    const wrap = Array.from({ length: 2_000 }, (_, i) => [
      { op: 'add', path: `/b${i}`, value: {} },
      { op: 'move', from: '/a', path: `/b${i}/a` },
      { op: 'move', from: `/b${i}`, path: '/a' }
    ])
    expect(jsonPatch({ a: 1 }, wrap.flat())).toMatchObject({ problem: { index: null, kind: 'too-large' } })
  })
})
