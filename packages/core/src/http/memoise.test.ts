import { describe, expect, it } from 'vitest'
import { memoise } from './memoise.js'

describe('memoise', () => {
  it('makes each result once, as long as there is room', () => {
    const made: string[] = []
    const upper = memoise((text) => (made.push(text), text.toUpperCase()), 2, 3)
    expect(['a', 'a', 'b', 'c', 'c', 'long', 'long', 'a'].map(upper).join()).toBe('A,A,B,C,C,LONG,LONG,A')
    expect(made).toEqual(['a', 'b', 'c', 'c', 'long', 'long'])
  })
})
