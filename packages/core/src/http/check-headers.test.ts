import { describe, expect, it } from 'vitest'
import { checkHeaders } from './check-headers.js'
import { defaultLimits } from './limits.js'
import type { HeadersInput } from './message.js'

const refusal = (input: HeadersInput) => checkHeaders(input, defaultLimits)?.slug

describe('checkHeaders', () => {
  it('accepts ordinary headers', () => {
    expect(refusal({ Host: 'a', 'x-tag': ['a', 'b'], accept: undefined })).toBeUndefined()
    expect(checkHeaders(undefined, defaultLimits)).toBeUndefined()
  })

  it.each(['authorization', 'Content-Type', 'HOST', 'idempotency-key', 'content-length', 'x-api-key'])(
    'refuses %s given twice',
    (name) => {
      expect(refusal({ [name]: ['a', 'a'] })).toBe('malformed-header')
      expect(
        refusal({
          [name.toLowerCase()]: 'a',
          [`${name[0]?.toUpperCase()}${name.slice(1).toUpperCase()}`]: 'a'
        })
      ).toBe('malformed-header')
      expect(refusal({ [name]: ['a'] })).toBeUndefined()
    }
  )

  it.each(['', 'a b', 'a:b', 'é', 'a\n', '('])('refuses the name %j', (name) => {
    expect(refusal({ [name]: 'x' })).toBe('malformed-header')
  })

  it.each(['a\r\nb: c', 'a\0', '\x7f', 'a\n b'])('refuses the value %j', (value) => {
    expect(refusal({ a: value })).toBe('malformed-header')
  })

  it('accepts 100 fields and refuses 101', () => {
    const fields = (count: number) => ({ 'x-a': Array.from({ length: count }, () => 'v') })
    expect(refusal(fields(99))).toBeUndefined()
    expect(refusal(fields(100))).toBeUndefined()
    expect(refusal(fields(101))).toBe('headers-too-large')
  })

  it('accepts 16 KiB and refuses one byte more', () => {
    const bytes = (count: number) => ({ a: 'x'.repeat(count - 1) })
    expect(refusal(bytes(16_383))).toBeUndefined()
    expect(refusal(bytes(16_384))).toBeUndefined()
    expect(refusal(bytes(16_385))).toBe('headers-too-large')
  })
})
