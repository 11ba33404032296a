import { describe, expect, it } from 'vitest'
import {
  isForm,
  isJson,
  isJsonLines,
  isMultipartForm,
  isText,
  isXml,
  matchMediaType,
  parseMediaType,
  selectContent,
  type MediaType
} from './media-type.js'

const parse = (text: string) => parseMediaType(text) as MediaType

describe('parseMediaType', () => {
  it('takes type, suffix and parameters apart', () => {
    expect(parseMediaType('Application/Vnd.Pets+JSON; Charset="UTF-8" ; v=1')).toEqual({
      type: 'application',
      subtype: 'vnd.pets+json',
      essence: 'application/vnd.pets+json',
      suffix: 'json',
      parameters: new Map([
        ['charset', 'UTF-8'],
        ['v', '1']
      ])
    })
  })

  it.each([
    ['a/b;p="a\\"b;c,d"', 'a"b;c,d'],
    ['a/b;p=""', ''],
    ['a/b;;p=x;', 'x'],
    ['a/b ; p=x', 'x']
  ])('reads the parameter of %s', (text, value) => {
    expect(parse(text).parameters.get('p')).toBe(value)
  })

  it.each([
    '',
    ';;;',
    'json',
    'a/',
    '/b',
    'a/b/c',
    'a /b',
    'a/b, c/d',
    'a/b c',
    'a/b; p',
    'a/b; p=',
    'a/b; p="x',
    'a/b; p=x y',
    'a/b; p=1; P=2',
    'a/b;p = x',
    'a/b\n',
    'a/b;p="\0"',
    'é/b',
    'multipart/form-data; boundary="a'
  ])('refuses %j', (text) => {
    expect(parseMediaType(text)).toBeUndefined()
  })

  it('gives parameters named like members of Object.prototype as data', () => {
    expect(parse('a/b; __proto__=x').parameters.get('__proto__')).toBe('x')
    expect(parse('a/b').parameters.get('constructor')).toBeUndefined()
  })
})

describe('the families', () => {
  it.each([
    ['application/json', 'json'],
    ['text/json', 'json'],
    ['application/problem+json', 'json'],
    ['application/xml', 'xml'],
    ['image/svg+xml', 'xml'],
    ['text/plain', 'text'],
    ['text/csv', 'text'],
    ['application/yaml', 'text'],
    ['application/jsonl', 'text'],
    ['application/x-www-form-urlencoded', 'form'],
    ['multipart/form-data', 'multipart'],
    ['application/octet-stream', undefined],
    ['application/jsonx', undefined],
    ['multipart/mixed', undefined]
  ])('%s is %s', (text, family) => {
    const type = parse(text)
    const families = {
      json: isJson(type),
      xml: isXml(type),
      text: isText(type),
      form: isForm(type),
      multipart: isMultipartForm(type)
    }
    expect(Object.entries(families).filter(([, is]) => is)).toEqual(
      family === undefined ? [] : [[family, true]]
    )
  })

  it('knows JSON streams', () => {
    expect(isJsonLines(parse('application/x-ndjson'))).toBe(true)
    expect(isJsonLines(parse('application/json'))).toBe(false)
  })
})

describe('matchMediaType', () => {
  it('ranks exact types over suffix ranges over type ranges over any type', () => {
    const type = parse('application/vnd.a+json')
    const fits = ['application/vnd.a+json', 'application/*+json', 'application/*', '*/*'].map((range) =>
      matchMediaType(parse(range), type)
    )
    expect(fits.toSorted((a, b) => b - a)).toEqual(fits)
    expect(new Set(fits).size).toBe(4)
  })

  it.each([
    ['application/json', 'application/vnd.a+json'],
    ['text/*', 'application/json'],
    ['application/json; version=1', 'application/json; version=2'],
    ['*/json', 'application/json']
  ])('%s does not take %s', (range, type) => {
    expect(matchMediaType(parse(range), parse(type))).toBe(0)
  })

  it.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json; charset=utf-8', 'application/json; charset=us-ascii'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json; version=1', 'application/json'],
    ['multipart/form-data', 'multipart/form-data; boundary=x']
  ])('%s takes %s', (range, type) => {
    expect(matchMediaType(parse(range), parse(type))).toBeGreaterThan(0)
  })
})

describe('selectContent', () => {
  it('finds the closest declared key', () => {
    const keys = ['*/*', 'application/*', 'application/json', 'application/json; version=2']
    expect(selectContent(parse('application/json; version=2'), keys)).toBe('application/json; version=2')
    expect(selectContent(parse('application/json'), keys)).toBe('application/json')
    expect(selectContent(parse('application/pdf'), keys)).toBe('application/*')
    expect(selectContent(parse('image/png'), keys)).toBe('*/*')
    expect(selectContent(parse('image/png'), ['application/json'])).toBeUndefined()
  })

  it('takes no range for a body and no broken key for a declaration', () => {
    expect(selectContent(parse('*/*'), ['application/json'])).toBeUndefined()
    expect(selectContent(parse('application/json'), ['junk', 'application/json'])).toBe('application/json')
  })
})
