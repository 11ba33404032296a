import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../limits.js'
import { ownsName, parseFormParameter } from './parse-form-parameter.js'
import type { ParameterSpec } from './parameter-spec.js'

// What each style reads: parse-parameter.test.ts and parameter-matrix.test.ts.
describe('parseFormParameter', () => {
  it('refuses more items than the limit, and survives a million', () => {
    const spec: ParameterSpec = { name: 'a', in: 'query', shape: 'array', explode: false }
    const read = (items: number) => {
      const raw = ','.repeat(items - 1)
      return parseFormParameter(spec, [{ name: 'a', value: raw, raw }], defaultLimits)
    }
    expect(read(100_000)).toHaveProperty('value.length', 100_000)
    expect(read(100_001)).toHaveProperty('problem')
    expect(read(1_000_000)).toHaveProperty('problem')
  })
})

describe('ownsName', () => {
  it('tells which query names a parameter reads', () => {
    const array: ParameterSpec = { name: 'a', in: 'query', shape: 'array' }
    const object: ParameterSpec = { name: 'a', in: 'query', shape: 'object', properties: ['x'] }
    expect(['a', 'a[]', 'a[0]', 'b', 'ab'].map((name) => ownsName(array, name))).toEqual([
      true,
      true,
      true,
      false,
      false
    ])
    expect(['a', 'a[x]', 'x', 'x[]', 'y'].map((name) => ownsName(object, name))).toEqual([
      true,
      true,
      true,
      true,
      false
    ])
    expect(ownsName({ ...array, shape: 'primitive' }, 'a[]')).toBe(false)
    expect(ownsName({ name: 'a', in: 'query', shape: 'object', others: ['limit'] }, 'limit')).toBe(false)
    expect(ownsName({ name: 'a', in: 'query', shape: 'object', others: ['limit'] }, 'anything')).toBe(true)
  })
})
