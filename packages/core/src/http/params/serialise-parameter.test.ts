import { describe, expect, it } from 'vitest'
import { parseQuery } from '../query.js'
import { parseParameter } from './parse-parameter.js'
import type { ParameterSpec } from './parameter-spec.js'
import { serialiseParameter } from './serialise-parameter.js'

// The style table and the way back: parameter-matrix.test.ts.
const query = (spec: ParameterSpec, text: string) => {
  const parsed = parseQuery(text, 1000)
  return parseParameter(spec, parsed.problem === undefined ? parsed.pairs : undefined)
}

describe('allowReserved', () => {
  it('writes reserved characters as they are, except what would end the value', () => {
    const spec: ParameterSpec = { name: 'a', in: 'query', shape: 'primitive', allowReserved: true }
    const value = "/x?y=[z]:@!$'()*,;&#+ %"
    expect(serialiseParameter(spec, value)).toBe("a=/x?y=[z]:@!$'()*,;%26%23%2B%20%25")
    expect(query(spec, serialiseParameter(spec, value))).toEqual({ value })
  })

  it('encodes the comma inside a list', () => {
    const spec: ParameterSpec = {
      name: 'a',
      in: 'query',
      shape: 'array',
      explode: false,
      allowReserved: true
    }
    expect(serialiseParameter(spec, ['x/y', 'z,w'])).toBe('a=x/y,z%2Cw')
    expect(query(spec, 'a=x/y,z%2Cw')).toEqual({ value: ['x/y', 'z,w'] })
  })
})

describe('serialiseParameter', () => {
  it('writes numbers, booleans and null, and JSON for what nests too deep', () => {
    const spec: ParameterSpec = { name: 'a', in: 'query', shape: 'array' }
    expect(serialiseParameter(spec, [1, true, null, { x: 1 }])).toBe('a=1&a=true&a=&a=%7B%22x%22%3A1%7D')
    expect(serialiseParameter({ ...spec, style: 'deepObject', shape: 'object' }, { x: { y: [1] } })).toBe(
      'a%5Bx%5D%5By%5D%5B0%5D=1'
    )
  })

  it('never lets a header value start a second header', () => {
    const spec: ParameterSpec = { name: 'a', in: 'header', shape: 'primitive' }
    expect(serialiseParameter(spec, 'x\r\nset-cookie: y')).toBe('x%0D%0Aset-cookie: y')
  })
})
