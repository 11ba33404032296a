import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readItem } from './structured-item.js'

const read = (text: string) => {
  const item = readItem(text)
  return item && [item.value, Object.fromEntries(item.parameters)]
}

it('an item is a token, a string, a number or a boolean, with parameters', () => {
  expect(read('nsf; account=acc_1; amount=4002')).toEqual(['nsf', { account: 'acc_1', amount: 4002 }])
  expect(read('  "late payment";a;b=?0;c=-1.5;d="x \\" \\\\";e=%"gr%c3%bcn"  ')).toEqual([
    'late payment',
    { a: true, b: false, c: -1.5, d: 'x " \\', e: 'grün' }
  ])
  expect(read('a;x=1;x=2')).toEqual(['a', { x: 2 }])
  expect(read('*a/b:c;maxAge=1')).toEqual(['*a/b:c', { maxAge: 1 }])
  expect(read('?1')).toEqual([true, {}])
})

it.each([
  '',
  ' ',
  'a b',
  'a, b',
  'a;',
  'a;=1',
  'a;x=',
  'a ;x=1',
  'a;x =1',
  'a;x= 1',
  'a;1x=1',
  '"a',
  '"a\\n"',
  '"ü"',
  '%"%ff"',
  '%"%C3%BC"',
  '1.',
  '1.2345',
  '1234567890123456',
  '?2',
  ':aGk=:',
  '@1659578233',
  '(a b)'
])('%j is no item that is read', (text) => expect(read(text)).toBe(undefined))

it('parameters go by any name, those of objects too', () => {
  const { parameters } = readItem('a;__proto__=1;constructor=2')!
  expect([...parameters]).toEqual([
    ['__proto__', 1],
    ['constructor', 2]
  ])
})

it('any text is read in linear time, and never throws', () => {
  const piece = fc.constantFrom('a', '"', '\\', ';', '=', ' ', '1', '.', '%"', '?1', 'x=')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      (text) => {
        readItem(text)
      }
    )
  )
  expect(readItem(`a${';x=1'.repeat(100_000)}`)?.parameters.size).toBe(1)
  expect(readItem(`"${'\\"'.repeat(100_000)}`)).toBe(undefined)
})
