import { describe, expect, it } from 'vitest'
import { headerValue, isSafeHeaderValue, normaliseHeaders } from './headers.js'

describe('normaliseHeaders', () => {
  it('gives lower-case names', () => {
    expect({ ...normaliseHeaders({ 'Content-Type': 'application/json', ACCEPT: '*/*' }) }).toEqual({
      'content-type': 'application/json',
      accept: '*/*'
    })
  })

  it('joins repeated lines with a comma, and cookies with a semicolon', () => {
    const headers = normaliseHeaders({ 'x-tag': ['a', 'b'], Cookie: ['a=1', 'b=2'] })
    expect(headers['x-tag']).toBe('a, b')
    expect(headers['cookie']).toBe('a=1; b=2')
  })

  it('joins names that differ in letter case only', () => {
    expect(normaliseHeaders({ 'X-Tag': 'a', 'x-tag': 'b' })['x-tag']).toBe('a, b')
  })

  it('leaves out what is undefined, and takes no headers at all', () => {
    expect(Object.keys(normaliseHeaders({ a: undefined }))).toEqual([])
    expect(Object.keys(normaliseHeaders(undefined))).toEqual([])
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'finds no header "%s" that was not sent',
    (name) => {
      expect(normaliseHeaders({ a: '1' })[name]).toBeUndefined()
    }
  )

  it('takes __proto__ and constructor as names', () => {
    const headers = normaliseHeaders(JSON.parse('{"__proto__":"a","Constructor":"b"}'))
    expect(headers['__proto__']).toBe('a')
    expect(headers['constructor']).toBe('b')
    expect(Object.keys(headers)).toEqual(['__proto__', 'constructor'])
  })

  it('does not mistake letters outside ASCII for ASCII ones', () => {
    // The Kelvin sign lower-cases to "k" by Unicode.
    expect(normaliseHeaders({ '\u212aey': 'a' })['key']).toBeUndefined()
  })

  it('stays right after more names than it remembers', () => {
    for (let i = 0; i < 2000; i++) normaliseHeaders({ [`X-${i}`]: 'a' })
    expect(normaliseHeaders({ 'X-New': 'a' })['x-new']).toBe('a')
  })
})

describe('headerValue', () => {
  it.each(['abc', '', 'a b\tc', 'W/"x"', '</pets?page=2>; rel="next"'])('leaves %j alone', (text) => {
    expect(isSafeHeaderValue(text)).toBe(true)
    expect(headerValue(text)).toBe(text)
  })

  it.each([
    ['a\r\nset-cookie: b', 'a%0D%0Aset-cookie: b'],
    ['a\0b', 'a%00b'],
    ['a\u2028b', 'a%E2%80%A8b'],
    ['Ā', '%C4%80'],
    ['\x7f', '%7F'],
    ['ü', '%C3%BC'],
    ['\ud800', '%EF%BF%BD'],
    ['😀', '%F0%9F%98%80'],
    [' a ', '%20a%20'],
    ['  ', '%20%20'],
    ['\u00a0a\t', '%C2%A0a%09']
  ])('encodes %j', (text, value) => {
    expect(isSafeHeaderValue(text)).toBe(false)
    expect(headerValue(text)).toBe(value)
    expect(isSafeHeaderValue(headerValue(text))).toBe(true)
  })
})
