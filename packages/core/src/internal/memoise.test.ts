import { describe, expect, it } from 'vitest'
import { memoise, onFirstUse } from './memoise.js'

describe('memoise', () => {
  it('makes each result once, as long as there is room', () => {
    const made: string[] = []
    const upper = memoise((text) => (made.push(text), text.toUpperCase()), 2, 3)
    expect(['a', 'a', 'b', 'c', 'c', 'long', 'long', 'a'].map(upper).join()).toBe('A,A,B,C,C,LONG,LONG,A')
    expect(made).toEqual(['a', 'b', 'c', 'c', 'long', 'long'])
  })
})

describe('onFirstUse', () => {
  it('makes everything once, undefined and the names of inherited members too', () => {
    const asked: string[] = []
    const make = onFirstUse((key) => (asked.push(key), key === 'none' ? undefined : { key }))
    expect(make('a')).toBe(make('a'))
    expect([make('none'), make('none'), make('toString')]).toEqual([
      undefined,
      undefined,
      { key: 'toString' }
    ])
    expect(asked).toEqual(['a', 'none', 'toString'])
  })
})
