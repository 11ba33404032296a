import { expect, it } from 'vitest'
import { suggest } from './suggest.js'

it('the nearest name, where one is near', () => {
  expect(suggest('/pet', ['/pets', '/owners'])).toBe('/pets')
  expect(suggest('lisPets', ['listPets', 'createPets'])).toBe('listPets')
  expect(suggest('something else entirely', ['/pets'])).toBeUndefined()
  expect(suggest('x', [])).toBeUndefined()
})

it('of equally near ones the first', () => {
  expect(suggest('cat', ['car', 'cap'])).toBe('car')
})

it('work is bounded, however long the texts and the list', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `/path/number/${index}`)
  expect(() => suggest('x'.repeat(1_000_000), many)).not.toThrow()
  expect(suggest('/path/number/1', many)).toBe('/path/number/1')
})
