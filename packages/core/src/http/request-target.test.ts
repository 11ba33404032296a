import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRequestTarget } from './request-target.js'

const parse = (url: string) => parseRequestTarget(url, 8192)

describe('parseRequestTarget', () => {
  it.each([
    ['/', ['']],
    ['/pets', ['pets']],
    ['/pets/', ['pets', '']],
    ['//pets', ['', 'pets']],
    ['//evil.example/x', ['', 'evil.example', 'x']],
    ['/pets/a%2Fb', ['pets', 'a/b']],
    ['/pets/a%252Fb', ['pets', 'a%2Fb']],
    ['/%252e%252e/x', ['%2e%2e', 'x']],
    ['/a+b%20c', ['a+b c']],
    ['/na%C3%AFve', ['naïve']],
    ['/pets;v=1/x', ['pets;v=1', 'x']],
    ['/__proto__', ['__proto__']],
    ['/...', ['...']],
    ['/.hidden/a.b', ['.hidden', 'a.b']],
    ['/..%2Fx', ['../x']],
    ['/a%5Cb', ['a\\b']],
    ['/|[]{}', ['|[]{}']]
  ])('%s has the segments %j', (url, segments) => {
    const target = parse(url)
    expect(target).toMatchObject({ path: url, segments, query: '' })
  })

  it('keeps the raw segments, the raw query, and no fragment', () => {
    expect(parse('/a%2Fb/c?x=%41&y#z?')).toEqual({
      path: '/a%2Fb/c',
      segments: ['a/b', 'c'],
      rawSegments: ['a%2Fb', 'c'],
      query: 'x=%41&y'
    })
    expect(parse('/a?b?c')).toMatchObject({ path: '/a', query: 'b?c' })
    expect(parse('/a#?b')).toMatchObject({ path: '/a', query: '' })
    expect(parse('/a?')).toMatchObject({ path: '/a', query: '' })
    expect(parse('/a?x=/../\\')).toMatchObject({ path: '/a', query: 'x=/../\\' })
  })

  it.each([
    ['https://Api.Example:8443/a/b?c', 'https://api.example:8443', '/a/b', 'c'],
    ['http://example', 'http://example', '/', ''],
    ['HTTP://example?x', 'http://example', '/', 'x'],
    ['http://example#x', 'http://example', '/', ''],
    ['http://[::1]:3000/', 'http://[::1]:3000', '/', '']
  ])('takes the absolute form %s', (url, origin, path, query) => {
    expect(parse(url)).toMatchObject({ origin, path, query })
  })

  it.each([
    '',
    '*',
    'pets',
    '?x',
    '#',
    'ftp://a/b',
    'http:///x',
    'http://user@host/x',
    'http://a b/',
    'example.com:443',
    'javascript:alert(1)',
    '/.',
    '/..',
    '/../x',
    '/a/./b',
    '/a/..',
    '/a/..?x',
    '/a/.#x',
    '/%2e%2E/x',
    '/.%2e',
    '/%2e',
    'http://h/a/../b',
    '/a\\b',
    '\\\\host',
    '/%zz',
    '/%',
    '/%a',
    '/%ff',
    '/%c0%af',
    '/%ed%a0%80',
    '/%00',
    '/a%0d%0ab',
    '/%7f',
    '/a\0',
    '/a b',
    '/a\r\nb',
    '/é',
    '/\u2028',
    '/a?é',
    '/a?b c',
    '/%C2%85'
  ])('refuses %j', (url) => {
    expect(parse(url).problem?.slug).toBe('malformed-request-target')
  })

  it('accepts a target as long as the limit and refuses a longer one', () => {
    expect(parseRequestTarget(`/${'a'.repeat(9)}`, 10).problem).toBeUndefined()
    expect(parseRequestTarget(`/${'a'.repeat(10)}`, 10).problem?.slug).toBe('uri-too-long')
  })

  it('gives the quick answer for plain targets that the careful one would give', () => {
    const character = fc.constantFrom(...'/.?#%2e\\a; é\0')
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        // An absolute target never takes the quick path.
        const direct = parse(`/${text}`)
        const absolute = parse(`http://h/${text}`)
        if (absolute.problem === undefined) delete (absolute as { origin?: string }).origin
        expect(direct).toEqual(absolute)
      }),
      { numRuns: 20_000 }
    )
  })
})
