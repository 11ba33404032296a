// Many places set at once are what they are when they are set one after the other.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withFact, withFacts, type Facts } from './facts.js'

const token = fc.constantFrom('a', 'b', '__proto__', 'constructor')
const facts = fc.dictionary(token, fc.oneof(fc.dictionary(token, fc.integer()), fc.integer()), {
  noNullPrototype: true
})
const told = fc.array(
  fc.tuple(fc.array(token, { minLength: 1, maxLength: 3 }), fc.oneof(fc.integer(), facts))
)

it('as by one after the other, and nothing that was there is changed', () => {
  fc.assert(
    fc.property(facts, told, (before, places) => {
      const text = JSON.stringify([before, places])
      const each = places.reduce<Facts>((next, [place, value]) => withFact(next, place, value), before)
      expect(JSON.stringify(withFacts(before, places))).toBe(JSON.stringify(each))
      expect(JSON.stringify([before, places])).toBe(text)
    })
  )
})

it('places inside lists are left out', () => {
  const before = { list: [{ a: 1 }] }
  expect(withFacts(before, [[['list', '*', 'a'], 2]])).toEqual(before)
})
