import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.js'
import { nearestReference } from './nearest-reference.js'

test.each([
  ['require', ['type', 'required', 'readOnly'], 'required'],
  ['requestbody', ['responses', 'requestBody'], 'requestBody'],
  ['descripton', ['description', 'deprecated'], 'description'],
  ['xyz', ['xml', 'type'], undefined],
  ['a'.repeat(1000), ['a'.repeat(1001)], undefined]
])('%s among %j means %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected)
})

test.each([
  ['#/components/schemas/BooksPage', '#/components/schemas/BookPage'],
  ['#/component/schema/BookPage', '#/components/schemas/BookPage'],
  ['#/components/schemas/a~1c', '#/components/schemas/a~1b'],
  ['#/components/schemas/Unrelated', undefined],
  ['other.yaml#/components', undefined],
  ['#/components/schemas/%', undefined]
])('the reference %s means %s', (ref, expected) => {
  const document = { ref, components: { schemas: { BookPage: {}, 'a/b': {} } } }
  expect(nearestReference(document, '/ref')).toBe(expected)
})
