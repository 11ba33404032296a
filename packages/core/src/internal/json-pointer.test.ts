import fc from 'fast-check'
import { expect, it } from 'vitest'
import { getPointer, joinPointer, parsePointer } from './json-pointer.js'

const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7 }

it.each([
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/m~0n', 8],
  ['/ ', 7]
])('%o, of the examples of RFC 6901', (pointer, value) => {
  expect(getPointer(document, pointer)).toEqual(value)
})

it.each(['/bar', '/foo/2', '/foo/-', '/foo/x', '/foo/bar/baz', '/toString', '/foo/map', '/__proto__'])(
  '%s leads nowhere',
  (pointer) => {
    expect(getPointer(document, pointer)).toBeUndefined()
  }
)

it('any tokens come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') })), (tokens) => {
      expect(parsePointer(tokens.reduce(joinPointer, ''))).toEqual(tokens)
    })
  )
})
