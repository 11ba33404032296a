import { expect, test } from 'vitest'
import { ownDescriptions, description } from '../../../test/support/descriptions.js'
import { kennelModel } from '../../../test/support/kennel.js'
import { openDescription } from '../../spec/description.js'
import { readDescription } from '../read-description.js'
import type { ResourceModel } from './model.js'
import { parseModel, printModel } from './model-text.js'

function modelOf(name: string): ResourceModel {
  const opened = openDescription(description(name))
  if ('code' in opened) throw new Error(opened.message)
  return readDescription(opened, () => undefined).model
}

test.each(ownDescriptions)('the model of %s is read as it was printed', (name) => {
  const model = modelOf(name)
  expect(parseModel(printModel(model))).toEqual(model)
})

test('what several operations have in common is written once', () => {
  const text = printModel(kennelModel)
  expect(parseModel(text)).toEqual(kennelModel)
  expect(text.length).toBeLessThan(JSON.stringify(kennelModel).length)
  const { shared, bindings } = JSON.parse(text)
  expect(new Set(shared.map((part: unknown) => JSON.stringify(part))).size).toBe(shared.length)
  expect(Object.values<object>(bindings).some((binding) => Object.hasOwn(binding, 'operation'))).toBe(false)
})

test('a resource that was said keeps its own reason', () => {
  const [key, binding] = Object.entries(kennelModel.bindings).find(([, { resource }]) => resource)!
  const said = { ...binding, resource: { ...binding.resource!, confidence: 1, reason: 'set by the pack' } }
  const model = { ...kennelModel, bindings: { ...kennelModel.bindings, [key]: said } }
  expect(parseModel(printModel(model)).bindings[key]).toEqual(said)
})

test('names are data, whatever they are', () => {
  const [, resource] = Object.entries(kennelModel.resources)[0]!
  const odd = JSON.parse(`{"__proto__":${JSON.stringify({ ...resource, name: '__proto__' })}}`)
  const model = { resources: odd, bindings: {} }
  const read = parseModel(printModel(model))
  expect(Object.keys(read.resources)).toEqual(['__proto__'])
  expect(Object.entries(read.resources)[0]![1]).toEqual({ ...resource, name: '__proto__' })
})
