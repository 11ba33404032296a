import { describe, expect, it } from 'vitest'
import { defaultLimits, resolveLimits, type RequestLimits } from './limits.js'

describe('resolveLimits', () => {
  it('gives the defaults', () => {
    expect(resolveLimits()).toEqual(defaultLimits)
    expect(defaultLimits).toMatchObject({
      bodyBytes: 1_048_576,
      depth: 64,
      headerBytes: 16_384,
      urlLength: 8192
    })
  })

  it('takes what is given and fills in the rest', () => {
    expect(resolveLimits({ depth: 512, parts: undefined } as Partial<RequestLimits>)).toEqual({
      ...defaultLimits,
      depth: 512
    })
  })

  it.each([
    { depth: 0 },
    { depth: 513 },
    { nodes: 1.5 },
    { bodyBytes: -1 },
    { parts: Infinity },
    { urlLength: '9' },
    { colour: 1 }
  ])('refuses %j', (limits) => {
    expect(() => resolveLimits(limits as Partial<RequestLimits>)).toThrow(RangeError)
  })
})
