import { describe, expect, it } from 'vitest'
import { concreteMediaType, negotiate } from './negotiate.js'

const xmlAndJson = ['application/xml', 'application/json']

describe('negotiate', () => {
  it.each([
    // what the client accepts, what is offered, what is sent
    [undefined, xmlAndJson, 'application/json'],
    ['*/*', xmlAndJson, 'application/json'],
    ['', xmlAndJson, 'application/json'],
    [undefined, ['text/csv', 'application/xml'], 'text/csv'],
    [undefined, ['application/hal+json', 'application/json'], 'application/hal+json'],
    ['application/xml', xmlAndJson, 'application/xml'],
    ['application/*', xmlAndJson, 'application/xml'],
    ['application/json;q=0.5, application/xml;q=0.4', xmlAndJson, 'application/json'],
    ['application/json;q=0.5, application/xml;q=0.50', xmlAndJson, 'application/xml'],
    ['application/json, application/xml', xmlAndJson, 'application/xml'],
    ['*/*;q=0.1, application/xml;q=0.05', xmlAndJson, 'application/json'],
    ['*/*, application/json;q=0', xmlAndJson, 'application/xml'],
    ['application/xml, */*', ['application/json', 'application/xml'], 'application/xml'],
    [
      'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
      ['application/json'],
      'application/json'
    ],
    [
      'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
      ['text/html', 'application/json'],
      'text/html'
    ],
    ['APPLICATION/JSON', xmlAndJson, 'application/json'],
    ['text/html', xmlAndJson, undefined],
    ['*/*;q=0', xmlAndJson, undefined],
    ['application/json;q=0', ['application/json'], undefined],
    ['application/json', [], undefined],
    // families
    ['application/vnd.x+json', ['application/json'], 'application/json'],
    ['application/json', ['application/vnd.x+json'], 'application/vnd.x+json'],
    ['application/json', ['application/vnd.x+json', 'application/json'], 'application/json'],
    ['application/vnd.x+json', ['application/vnd.y+json'], undefined],
    ['text/xml', ['application/xml'], 'application/xml'],
    ['application/problem+json, application/json;q=0.5', ['application/json'], 'application/json'],
    // offered ranges
    ['image/png', ['image/*', 'application/json'], 'image/*'],
    ['text/html', ['*/*'], '*/*'],
    ['text/html', ['image/*'], undefined],
    // parameters
    ['application/json; charset=utf-8', ['application/json'], 'application/json'],
    [
      'application/json; version=2',
      ['application/json; version=1', 'application/json; version=2'],
      'application/json; version=2'
    ],
    ['text/plain;p="a,b", application/xml', xmlAndJson, 'application/xml']
  ])('Accept %j of %j gives %j', (accept, offered, expected) => {
    expect(negotiate(accept, offered)).toBe(expected)
  })

  it.each([
    ';;;',
    'q=1',
    'json',
    'a/b;q=2',
    'a/b;q=-1',
    'a/b;q=0.1234',
    'a/b;q=x',
    ',,,',
    '"',
    'a/b;q="',
    '*/json',
    '\\'
  ])('treats %j as no preference', (accept) => {
    expect(negotiate(accept, xmlAndJson)).toBe('application/json')
  })

  it('ignores junk beside a range that is well formed', () => {
    expect(negotiate('junk, application/xml;q=9, application/xml', xmlAndJson)).toBe('application/xml')
  })

  it('answers 10,000 ranges at once, by the first few', () => {
    const accept = Array.from({ length: 10_000 }, (_, i) => `a/b${i}`).join(',')
    expect(negotiate(accept, xmlAndJson)).toBeUndefined()
    expect(negotiate(`application/xml,${accept}`, xmlAndJson)).toBe('application/xml')
  })
})

describe('concreteMediaType', () => {
  it.each([
    ['application/json', 'text/html', 'application/json'],
    ['*/*', undefined, 'application/json'],
    ['*/*', 'text/html', 'text/html'],
    ['image/*', undefined, 'image/png'],
    ['image/*', 'image/gif;q=0.4, image/webp, text/html', 'image/webp'],
    ['image/*', 'image/webp;q=0', 'image/png'],
    ['text/*', '*/*', 'text/plain'],
    ['application/*+json', undefined, 'application/json'],
    ['font/*', undefined, 'application/octet-stream']
  ])('%s for a client that accepts %s is %s', (offered, accept, expected) => {
    expect(concreteMediaType(offered, accept)).toBe(expected)
  })
})
