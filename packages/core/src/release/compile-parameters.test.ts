import { expect, it } from 'vitest'
import { api, type Document } from '../../test/support/descriptions.js'
import { compileDescription } from './compile-description.js'
import type { Operation } from './release.js'

function parametersOf(description: Document, key = 'GET /a') {
  const { release } = compileDescription(description)
  return (JSON.parse(release!.operations[key]!) as Operation).parameters
}

const at = (path: string, ofPath: unknown, ofOperation?: unknown, components = {}) =>
  api({ [path]: { parameters: ofPath, get: { parameters: ofOperation, responses: {} } } }, { components })

it('an operation has the parameters of its path and its own, and its own win', () => {
  const shared = [
    { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } },
    { name: 'verbose', in: 'query', schema: { type: 'boolean' } }
  ]
  const own = [{ name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 1000 } }]
  expect(parametersOf(at('/a', shared, own))).toEqual([
    expect.objectContaining({ name: 'limit', required: true, schema: { type: 'integer', maximum: 1000 } }),
    expect.objectContaining({ name: 'verbose', required: false })
  ])
})

it('parameters of one name in two places are two parameters', () => {
  const both = [
    { name: 'id', in: 'query' },
    { name: 'id', in: 'header' }
  ]
  expect(parametersOf(at('/a', both)).map((parameter) => parameter.in)).toEqual(['header', 'query'])
})

it('style and explode have the defaults of their place', () => {
  const all = ['path', 'query', 'header', 'cookie'].map((place) => ({
    name: 'x',
    in: place,
    required: true,
    schema: {}
  }))
  const described = parametersOf(at('/{x}', all), 'GET /{x}').map((parameter) => [
    parameter.in,
    parameter.style,
    parameter.explode
  ])
  expect(described).toEqual([
    ['cookie', 'form', true],
    ['header', 'simple', false],
    ['path', 'simple', false],
    ['query', 'form', true]
  ])
})

it('references to parameters, and from them to others, are followed', () => {
  const components = {
    parameters: {
      Alias: { $ref: '#/components/parameters/Limit' },
      Limit: { name: 'limit', in: 'query', schema: { $ref: '#/components/schemas/Size' } }
    },
    schemas: { Size: { type: 'integer' } }
  }
  const [limit] = parametersOf(at('/a', [{ $ref: '#/components/parameters/Alias' }], undefined, components))
  expect(limit).toMatchObject({ name: 'limit', schema: { $ref: '#/components/schemas/Size' } })
})

it('a parameter described by content has the media type of its value', () => {
  const filter = {
    name: 'filter',
    in: 'query',
    content: { 'application/json': { schema: { type: 'object' } } }
  }
  expect(parametersOf(at('/a', [filter]))[0]).toMatchObject({
    contentType: 'application/json',
    schema: { type: 'object' }
  })
})

it('Accept, Content-Type and Authorization are not parameters', () => {
  const headers = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Mine'].map((name) => ({
    name,
    in: 'header',
    schema: {}
  }))
  expect(parametersOf(at('/a', headers)).map((parameter) => parameter.name)).toEqual(['X-Mine'])
})

it('a parameter of the template that nobody declares is a required string; one that is not in the template is left out', () => {
  const parameters = parametersOf(
    at('/a/{id}', [{ name: 'other', in: 'path', required: true, schema: {} }]),
    'GET /a/{id}'
  )
  expect(parameters).toEqual([
    { name: 'id', in: 'path', required: true, style: 'simple', explode: false, schema: { type: 'string' } }
  ])
})

it('a path parameter is required whether its author says so or not', () => {
  expect(parametersOf(at('/{x}', [{ name: 'x', in: 'path' }]), 'GET /{x}')[0]?.required).toBe(true)
})

it('examples are kept, the singular one and the named ones', () => {
  const examples = {
    b: { value: 2 },
    a: { $ref: '#/components/examples/One' },
    elsewhere: { externalValue: 'https://x.example' }
  }
  const described = at('/a', [{ name: 'q', in: 'query', example: 0, examples, schema: {} }], undefined, {
    examples: { One: { value: 1 } }
  })
  expect(parametersOf(described)[0]?.examples).toEqual([0, 1, 2])
})
