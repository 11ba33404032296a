// A release has every schema that something in it leads to, also where schemas name themselves by `$id` or an anchor.
import { expect, test } from 'vitest'
import { createSandbox } from '../engine/sandbox/create-sandbox.js'
import { compileDescription } from './compile-description.js'

const named = { Named: { $anchor: 'named', type: 'string' } }
const describe = (schema: object, schemas: object): object => ({
  openapi: '3.1.1',
  info: { title: 'Named', version: '1' },
  paths: {
    '/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } }
  },
  components: { schemas: { ...named, ...schemas } }
})

test.each([
  [
    'a property that is called like a keyword of the intermediate form',
    { type: 'object', required: ['dynamicRef'], properties: { dynamicRef: { type: 'string' } } },
    {}
  ],
  [
    'a reference below a property that is called `default`',
    { type: 'object', required: ['default'], properties: { default: { $ref: '#/components/schemas/Part' } } },
    { Part: { type: 'object', required: ['k'], properties: { k: { const: 5 } } } }
  ],
  [
    'the targets of a discriminator',
    { $ref: '#/components/schemas/Animal' },
    {
      Animal: {
        type: 'object',
        required: ['species'],
        properties: { species: { type: 'string' } },
        discriminator: { propertyName: 'species', mapping: { dog: '#/components/schemas/Dog' } }
      },
      Dog: { type: 'object', required: ['bark'], properties: { bark: { type: 'integer' } } }
    }
  ]
])('%s: a description and its release answer alike', (_, schema, schemas) => {
  const description = describe(schema, schemas)
  const { release, issues } = compileDescription(description)
  expect(issues).toEqual([])
  const request = { method: 'GET', url: '/a' }
  const answer = createSandbox({ description }).handle(request)
  expect(answer.status).toBe(200)
  expect(createSandbox({ release: release! }).handle(request)).toEqual(answer)
})
