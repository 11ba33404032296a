import { describe, expect, it } from 'vitest'
import { parsePrefer } from './prefer.js'

const named = (header: string) => {
  const { problem, notes, ...preferences } = parsePrefer(header)
  return {
    ...preferences,
    ...(problem !== undefined && { problem: true }),
    ...(notes.length > 0 && { notes: notes.length })
  }
}

describe('parsePrefer', () => {
  it.each([
    ['code=404', { code: 404 }],
    ['code=404, example=dog', { code: 404, example: 'dog' }],
    ['Code = "200" , Example = "a, \\"b\\"; c"', { code: 200, example: 'a, "b"; c' }],
    ['dynamic=true', { dynamic: true }],
    ['dynamic', { dynamic: true }],
    ['dynamic=false, mode=stateful', { dynamic: false, mode: 'stateful' }],
    ['respond-async, wait=10, return=minimal', {}],
    ['mode=a, code=404, MODE=b, code=200', { mode: 'a', code: 404 }],
    ['code=201; foo="a,b"; bar, code=500', { code: 201 }],
    ['example=constructor', { example: 'constructor' }],
    ['', {}]
  ])('reads %j', (header, expected) => {
    expect(named(header)).toEqual(expected)
  })

  it.each(['code=99', 'code=199', 'code=600', 'code=abc', 'code', 'code=4040', 'code="2 0"'])(
    'says that it cannot follow %j',
    (header) => {
      expect(named(header)).toEqual({ problem: true })
      expect(named(`${header}, example=dog`)).toEqual({ problem: true, example: 'dog' })
    }
  )

  it('ignores another value that it cannot follow, with a note', () => {
    expect(named('dynamic=maybe, code=404')).toEqual({ code: 404, notes: 1 })
  })

  it.each([',,,', '===', '"', '(a)', ';x', 'a b', 'code=', 'é=1', 'code="404'])(
    'ignores the junk %j',
    (header) => {
      expect(named(header)).toEqual({})
      expect(named(`${header === 'code="404' ? 'x' : header}, code=404`)).toEqual({ code: 404 })
    }
  )

  it('reads no header at all', () => {
    expect(parsePrefer(undefined)).toEqual({ notes: [] })
  })

  it('reads a bounded number of preferences', () => {
    const after = (count: number) =>
      named([...Array.from({ length: count }, (_, i) => `p${i}`), 'code=404'].join(','))
    expect([after(63), after(64), after(10_000)]).toEqual([{ code: 404 }, {}, {}])
    expect(named('"'.repeat(10_001))).toEqual({})
  })
})
