import { expect, it } from 'vitest'
import { api } from '../../test/support/descriptions.js'
import { checkShape, deepestDescription, mostContainers } from './description-shape.js'
import { openDescription } from './description.js'

const nested = (levels: number): object => {
  let value = {}
  for (let i = 1; i < levels; i++) value = { a: value }
  return value
}

it('takes a description of 200 levels and no deeper one', () => {
  expect(checkShape(nested(deepestDescription))).toBeUndefined()
  expect(checkShape(nested(deepestDescription + 1))).toBeUndefined()
  expect(checkShape(nested(deepestDescription + 2))).toMatchObject({
    code: 'description-too-deep',
    pointer: '/a/a/a/a/a/a/a/a'
  })
})

it('refuses a million levels without running out of stack', () => {
  expect(checkShape(nested(1_000_000))?.code).toBe('description-too-deep')
})

it('refuses an object that contains itself, and says to give it with its references', () => {
  const schema: { [name: string]: unknown } = { type: 'object' }
  schema['properties'] = { parent: schema, child: schema }
  const opened = openDescription(api({}, { components: { schemas: { Node: schema } } }))
  expect(opened).toMatchObject({ code: 'description-too-deep', hint: expect.stringContaining('$ref') })
})

it('counts a shared object each time it is met, so that aliases cannot blow it up', () => {
  let bomb: unknown[] = ['lol']
  for (let level = 0; level < 9; level++) bomb = Array.from({ length: 9 }, () => bomb)
  expect(checkShape({ bomb })).toMatchObject({
    code: 'description-too-large',
    message: expect.stringContaining(String(mostContainers))
  })
})

it('does not mind many scalars', () => {
  expect(checkShape({ enum: Array.from({ length: 1_000_000 }, (_, index) => index) })).toBeUndefined()
})
