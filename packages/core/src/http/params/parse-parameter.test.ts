import { describe, expect, it } from 'vitest'
import { parseCookies } from '../cookies.js'
import { parseQuery } from '../query.js'
import { parseParameter } from './parse-parameter.js'
import type { ParameterSpec } from './parameter-spec.js'
import { serialiseParameter } from './serialise-parameter.js'

const query = (spec: Partial<ParameterSpec>, text: string) => {
  const parsed = parseQuery(text, 1000)
  return parseParameter(
    { name: 'a', in: 'query', shape: 'primitive', ...spec },
    parsed.problem === undefined ? parsed.pairs : undefined
  )
}
const path = (spec: Partial<ParameterSpec>, text: string) =>
  parseParameter({ name: 'a', in: 'path', shape: 'primitive', ...spec }, text)

describe('primitives', () => {
  it.each([
    ['a=1', { value: '1' }],
    ['a=1,2', { value: '1,2' }],
    ['b=1&a=', { value: '' }],
    ['a=b+c%20d', { value: 'b c d' }],
    ['b=1', { missing: true }],
    ['a[]=1', { missing: true }],
    ['a=1&a=2', { problem: 'must be given once' }]
  ])('?%s gives %j', (text, expected) => {
    expect(query({}, text)).toEqual(expected)
  })

  it('are missing where the header or cookie is', () => {
    expect(parseParameter({ name: 'a', in: 'header', shape: 'primitive' }, undefined)).toEqual({
      missing: true
    })
    expect(parseParameter({ name: 'a', in: 'cookie', shape: 'primitive' }, parseCookies('b=1'))).toEqual({
      missing: true
    })
  })

  it('decode path text once, and header values not at all', () => {
    expect(path({}, 'a%2Cb%252C+c')).toEqual({ value: 'a,b%2C+c' })
    expect(path({}, '%ff')).toEqual({ problem: 'must be percent-encoded UTF-8' })
    expect(parseParameter({ name: 'a', in: 'header', shape: 'primitive' }, '100%25, "x"')).toEqual({
      value: '100%25, "x"'
    })
  })

  it('must be well-formed in cookies that are declared', () => {
    const spec: ParameterSpec = { name: 'a', in: 'cookie', shape: 'primitive' }
    expect(parseParameter(spec, parseCookies('a=%zz'))).toEqual({ problem: 'must be percent-encoded UTF-8' })
    expect(parseParameter(spec, parseCookies('a=b+c; other=%zz'))).toEqual({ value: 'b+c' })
  })
})

describe('arrays', () => {
  it.each([
    [{}, 'a=1&a=2', ['1', '2']],
    [{}, 'a=1,2', ['1,2']],
    [{}, 'a=', []],
    [{}, 'a=&a=', ['', '']],
    [{}, 'a[]=1&a[]=2', ['1', '2']],
    [{}, 'a%5B%5D=1', ['1']],
    [{}, 'a[1]=y&a[0]=x', ['x', 'y']],
    [{}, 'a[999999999]=y&a[5]=x', ['x', 'y']],
    [{}, 'a=1&a[]=2', ['1', '2']],
    [{ explode: false }, 'a=1,2', ['1', '2']],
    [{ explode: false }, 'a=1,2&a=3', ['1', '2', '3']],
    [{ explode: false }, 'a=1%2C2,3', ['1,2', '3']],
    [{ explode: false }, 'a=,', ['', '']],
    [{ explode: false }, 'a[]=1,2', ['1,2']],
    [{ style: 'pipeDelimited', explode: false }, 'a=1|2%7c3', ['1', '2', '3']],
    [{ style: 'pipeDelimited', explode: true }, 'a=1&a=2|3', ['1', '2|3']],
    [{ style: 'spaceDelimited', explode: false }, 'a=1+2%203', ['1', '2', '3']],
    [{ style: 'deepObject' }, 'a[]=1&a[]=2', ['1', '2']],
    [{ style: 'matrix' }, 'a=1', ['1']]
  ] as const)('%j reads ?%s as %j', (spec, text, items) => {
    expect(query({ shape: 'array', ...spec }, text)).toEqual({ value: items })
  })

  it('whose name ends with brackets are read by that name', () => {
    expect(query({ name: 'expand[]', shape: 'array' }, 'expand[]=a&expand[]=b')).toEqual({
      value: ['a', 'b']
    })
  })

  it('of objects nest', () => {
    expect(query({ shape: 'array' }, 'a[0][x]=1&a[1][x]=2')).toEqual({ value: [{ x: '1' }, { x: '2' }] })
  })

  it('are refused when they are written as objects', () => {
    expect(query({ shape: 'array' }, 'a[x]=1')).toEqual({ problem: 'must be written as a[]=value' })
    expect(query({ shape: 'array' }, 'a[]=1&a[][x]=2&a[][x][y]=3')).toHaveProperty('problem')
    expect(query({ shape: 'array' }, 'b[]=1')).toEqual({ missing: true })
  })

  it('in headers may have spaces after commas', () => {
    expect(parseParameter({ name: 'a', in: 'header', shape: 'array' }, 'x, y ,z')).toEqual({
      value: ['x', 'y', 'z']
    })
  })
})

describe('objects', () => {
  it('take their own properties out of an exploded form, and the rest stays', () => {
    expect(query({ shape: 'object', properties: ['x', 'y'] }, 'x=1&z=2&y=3')).toEqual({
      value: { x: '1', y: '3' }
    })
    expect(query({ shape: 'object', properties: ['x'] }, 'z=2')).toEqual({ missing: true })
    expect(query({ shape: 'object', properties: ['x'] }, 'x=1&x=2')).toEqual({ value: { x: ['1', '2'] } })
  })

  it('that are free-form take every name no other parameter has', () => {
    expect(query({ shape: 'object', others: ['limit'] }, 'x=1&limit=2&y[k]=3')).toEqual({
      value: { x: '1', y: { k: '3' } }
    })
  })

  it.each(['form', 'deepObject', 'pipeDelimited'] as const)(
    'in style %s take nested bracket filters',
    (style) => {
      const spec = { name: 'created', shape: 'object', style, properties: ['gte'] } as const
      expect(query(spec, 'created[gte]=1&created[lt]=2')).toEqual({ value: { gte: '1', lt: '2' } })
      expect(query(spec, 'created[a][b][]=1&created[a][b][]=2')).toEqual({ value: { a: { b: ['1', '2'] } } })
    }
  )

  it('named like members of Object.prototype are data', () => {
    const frozen = Object.getOwnPropertyNames(Object.prototype).join()
    const result = query(
      { style: 'deepObject', shape: 'object' },
      'a[__proto__][polluted]=1&a[constructor][prototype][x]=2'
    )
    expect(JSON.stringify(result)).toBe(
      '{"value":{"__proto__":{"polluted":"1"},"constructor":{"prototype":{"x":"2"}}}}'
    )
    expect(path({ shape: 'object' }, '__proto__,x')).toStrictEqual({ value: JSON.parse('{"__proto__":"x"}') })
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(frozen)
  })

  it.each([
    [{ style: 'deepObject' }, 'a=1'],
    [{ style: 'deepObject' }, 'a[x]=1&a[x][y]=2'],
    [{ explode: false }, 'a=x,1,y'],
    [{ explode: false }, 'a=x,1,x,2']
  ] as const)('%j refuse ?%s', (spec, text) => {
    expect(query({ shape: 'object', ...spec }, text)).toHaveProperty('problem')
  })

  it('in deepObject may be empty or absent', () => {
    expect(query({ style: 'deepObject', shape: 'object' }, 'a=')).toEqual({ value: {} })
    expect(query({ style: 'deepObject', shape: 'object' }, 'b[x]=1')).toEqual({ missing: true })
  })

  it('nest no deeper than the limit', () => {
    expect(query({ style: 'deepObject', shape: 'object' }, `a${'[x]'.repeat(64)}=1`)).toHaveProperty('value')
    expect(query({ style: 'deepObject', shape: 'object' }, `a${'[x]'.repeat(65)}=1`)).toHaveProperty(
      'problem'
    )
  })

  it('keep numeric names when the hint says that they are names', () => {
    const hint = { types: ['object'], additional: { types: ['object'] } }
    expect(query({ style: 'deepObject', shape: 'object', hint }, 'a[m][7]=x')).toEqual({
      value: { m: { 7: 'x' } }
    })
    expect(query({ style: 'deepObject', shape: 'object' }, 'a[m][7]=x')).toEqual({ value: { m: ['x'] } })
  })
})

describe('path styles', () => {
  it.each([
    [{ style: 'label' }, 'blue'],
    [{ style: 'matrix' }, 'a=1'],
    [{ style: 'matrix' }, ';b=1'],
    [{ style: 'matrix' }, ';a=1;a=2'],
    [{ style: 'matrix', shape: 'array' }, ';a=1;a=2'],
    [{ style: 'matrix', shape: 'array', explode: true }, ';a=1;b=2'],
    [{ shape: 'object', explode: true }, 'R=1,G'],
    [{ shape: 'array' }, 'a,%zz']
  ] as const)('%j refuses %s', (spec, text) => {
    expect(path(spec, text)).toHaveProperty('problem')
  })

  it('read an exploded empty object from nothing', () => {
    expect(path({ style: 'matrix', shape: 'object', explode: true }, '')).toEqual({ value: {} })
  })
})

describe('content parameters', () => {
  const spec: ParameterSpec = { name: 'a', in: 'query', shape: 'object', content: 'application/json' }

  it('are JSON in one value, both ways', () => {
    const text = serialiseParameter(spec, { x: [1, null] })
    expect(text).toBe('a=%7B%22x%22%3A%5B1%2Cnull%5D%7D')
    expect(query(spec, text)).toEqual({ value: { x: [1, null] } })
    expect(path({ ...spec, in: 'path' }, '%7B%7D')).toEqual({ value: {} })
    expect(parseParameter({ ...spec, in: 'header' }, '{"x":"%"}')).toEqual({ value: { x: '%' } })
    expect(serialiseParameter({ ...spec, in: 'header' }, { x: 'é' })).toBe('{"x":"%C3%A9"}')
  })

  it('are refused when they are not JSON, too deep, or given twice', () => {
    expect(query(spec, 'a={x}')).toEqual({
      problem:
        'must be JSON: Not JSON: "x" where a member name in double quotes is expected, at line 1 column 2'
    })
    expect(query(spec, `a=${'['.repeat(65)}`)).toHaveProperty('problem')
    expect(query(spec, 'a=1&a=2')).toEqual({ problem: 'must be given once' })
    expect(query(spec, 'b=1')).toEqual({ missing: true })
  })

  it('of other media types are text', () => {
    expect(query({ ...spec, content: 'text/plain' }, 'a=x+y')).toEqual({ value: 'x y' })
  })
})
