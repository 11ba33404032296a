import { describe, expect, it } from 'vitest'
import { coerce } from './coerce.js'
import type { CoerceHint } from './hint.js'

const to = (text: string, ...types: string[]) => coerce(text, { types })

describe('coerce', () => {
  it.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['0', 0],
    ['1e3', 1000],
    ['1.0', 1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993.0', 9007199254740992],
    ['9007199254740993e0', 9007199254740992],
    ['1e-999', 0]
  ])('reads the number %j', (text, number) => {
    expect(to(text, 'number')).toBe(number)
    expect(to(text, 'integer')).toBe(number)
  })

  it.each(['9007199254740992', '9007199254740993', '-9223372036854775808', '9'.repeat(1000)])(
    'keeps every digit of %s',
    (text) => {
      expect(to(text, 'integer')).toBe(BigInt(text))
      expect(to(text, 'number', 'boolean')).toBe(BigInt(text))
      expect(to(text, 'string', 'integer')).toBe(text)
      expect(coerce([text], { types: ['array'], items: { types: ['integer'] } })).toEqual([BigInt(text)])
    }
  )

  it.each([
    '',
    ' 1',
    '1 ',
    '0x10',
    '0b1',
    '01',
    '.5',
    '5.',
    '+1',
    '1_000',
    '1,5',
    'NaN',
    'Infinity',
    '1e999',
    '9'.repeat(1001),
    '-',
    '١'
  ])('leaves %j for validation to refuse as a number', (text) => {
    expect(to(text, 'number', 'boolean')).toBe(text)
  })

  it('turns minus zero into zero', () => {
    expect(Object.is(to('-0', 'integer'), 0)).toBe(true)
  })

  it.each([
    ['true', ['boolean'], true],
    ['false', ['boolean'], false],
    ['TRUE', ['boolean'], 'TRUE'],
    ['1', ['boolean'], '1'],
    ['', ['integer', 'null'], null],
    ['null', ['integer', 'null'], null],
    ['', ['string', 'null'], ''],
    ['null', ['string', 'null'], 'null'],
    ['', ['integer'], ''],
    ['5', ['string', 'integer'], '5'],
    ['5', [], '5'],
    ['5', ['object'], '5'],
    ['true', ['integer', 'boolean'], true]
  ])('turns %j into what %j allow', (text, types, expected) => {
    expect(to(text, ...types)).toBe(expected)
  })

  it('coerces the items of lists and the members of objects', () => {
    const hint: CoerceHint = {
      types: ['object'],
      properties: new Map<string, CoerceHint>([
        ['n', { types: ['integer'] }],
        ['list', { types: ['array'], items: { types: ['boolean'] } }]
      ]),
      additional: { types: ['number'] }
    }
    expect(coerce({ n: '1', list: ['true', 'x'], other: '2.5' }, hint)).toEqual({
      n: 1,
      list: [true, 'x'],
      other: 2.5
    })
  })

  it('makes a list of one where only a list fits', () => {
    expect(coerce('1', { types: ['array'], items: { types: ['integer'] } })).toEqual([1])
    expect(coerce('1', { types: ['array', 'string'], items: { types: ['integer'] } })).toBe('1')
  })

  it('follows hints that refer to themselves', () => {
    const node: CoerceHint = {
      types: ['object'],
      properties: new Map([['next', () => node]]),
      additional: { types: ['integer'] }
    }
    expect(coerce({ next: { next: { v: '1' } } }, () => node)).toEqual({ next: { next: { v: 1 } } })
  })

  it('keeps __proto__ a member and does not change its input', () => {
    const value = JSON.parse('{"__proto__":"1","constructor":"2"}')
    const result = coerce(value, { types: ['object'], additional: { types: ['integer'] } })
    expect(JSON.stringify(result)).toBe('{"__proto__":1,"constructor":2}')
    expect(JSON.stringify(value)).toBe('{"__proto__":"1","constructor":"2"}')
  })

  it('leaves values alone that no hint speaks of', () => {
    expect(coerce({ a: ['1'] }, undefined)).toEqual({ a: ['1'] })
    expect(coerce({ a: ['1'] }, { types: [] })).toEqual({ a: ['1'] })
    expect(coerce(5, { types: ['string'] })).toBe(5)
  })
})
