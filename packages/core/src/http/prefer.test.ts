import { describe, expect, it } from 'vitest'
import { parsePrefer } from './prefer.js'

const named = (header: string) => {
  const { all: _, problems, ...preferences } = parsePrefer(header)
  return problems.length > 0 ? { ...preferences, problems: problems.length } : preferences
}

describe('parsePrefer', () => {
  it.each([
    ['code=404', { code: 404 }],
    ['code=404, example=dog', { code: 404, example: 'dog' }],
    ['Code = "200" , Example = "a, \\"b\\"; c"', { code: 200, example: 'a, "b"; c' }],
    ['dynamic=true', { dynamic: true }],
    ['dynamic', { dynamic: true }],
    ['dynamic=false, mode=stateful', { dynamic: false, mode: 'stateful' }],
    ['respond-async, wait=10', { wait: 10 }],
    ['code=201; foo="a,b"; bar, code=500', { code: 201 }],
    ['example=constructor', { example: 'constructor' }],
    ['', {}]
  ])('reads %j', (header, expected) => {
    expect(named(header)).toEqual(expected)
  })

  it('holds every preference, names lower case, the first of equals', () => {
    expect([...parsePrefer('Return=minimal, respond-async, return=representation, __proto__=x').all]).toEqual(
      [
        ['return', 'minimal'],
        ['respond-async', ''],
        ['__proto__', 'x']
      ]
    )
  })

  it.each([
    'code=99',
    'code=199',
    'code=600',
    'code=abc',
    'code',
    'code=4040',
    'code="2 0"',
    'dynamic=maybe',
    'wait=soon'
  ])('says that it cannot follow %j', (header) => {
    expect(named(header)).toEqual({ problems: 1 })
  })

  it.each([',,,', '===', '"', '(a)', ';x', 'a b', 'code=', 'é=1', 'code="404'])(
    'ignores the junk %j',
    (header) => {
      expect(named(header)).toEqual({})
      expect(named(`${header === 'code="404' ? 'x' : header}, code=404`)).toEqual({ code: 404 })
    }
  )

  it('reads no header at all', () => {
    expect(parsePrefer(undefined)).toMatchObject({ problems: [] })
  })

  it('reads a bounded number of preferences', () => {
    const header = Array.from({ length: 10_000 }, (_, i) => `p${i}`).join(',')
    expect(parsePrefer(header).all.size).toBe(64)
    expect(parsePrefer('"'.repeat(10_001)).all.size).toBe(0)
  })
})
