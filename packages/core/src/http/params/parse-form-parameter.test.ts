import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../limits.js'
import { parseFormParameter } from './parse-form-parameter.js'
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
