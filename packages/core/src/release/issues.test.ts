// Every issue code, with a small description that brings it up. Faults are issues, never exceptions, and the rest still compiles.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { api, description, json } from '../../test/support/descriptions.js'
import { check } from './check.js'
import { compileDescription } from './compile-description.js'

const operation = (more: object) => api({ '/a': { get: { responses: { '200': json() }, ...more } } })
const parameter = (more: object) =>
  operation({ parameters: [{ name: 'q', in: 'query', schema: {}, ...more }] })
const schema = (value: unknown, components = {}) =>
  api({ '/a': { get: { responses: { '200': json(value) } } } }, { components: { schemas: components } })
const loop = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }

const cases: { [code: string]: readonly [severity: string, pointer: string, description: unknown] } = {
  'description-not-an-object': ['error', '', 'text'],
  'description-not-json': ['error', '/x-made', { ...api({}), 'x-made': new Date(0) }],
  'description-too-deep': [
    'error',
    '',
    (() => {
      const self: object[] = []
      self.push(self)
      return api({}, { self })
    })()
  ],
  'description-too-large': ['error', '', api({}, { list: Array.from({ length: 1_000_001 }, () => []) })],
  'openapi-version-missing': ['error', '', {}],
  'openapi-version-unsupported': ['error', '/openapi', { openapi: '3.2.0' }],
  'paths-missing': ['error', '', { openapi: '3.0.3', info: { title: 'x', version: '1' } }],
  'info-incomplete': ['warning', '/info', { openapi: '3.1.0', info: { title: 'x' }, paths: {} }],
  'not-an-object': ['error', '/paths/~1a/get', api({ '/a': { get: 'text' } })],
  'not-an-array': ['error', '/paths/~1a/get/parameters', operation({ parameters: {} })],
  'ref-not-found': [
    'error',
    '/paths/~1a/get/responses/200/$ref',
    operation({ responses: { '200': { $ref: '#/nowhere' } } })
  ],
  'ref-circular': [
    'error',
    '/paths/~1a',
    api({ '/a': { $ref: '#/paths/~1b' }, '/b': { $ref: '#/paths/~1a' } })
  ],
  'path-without-slash': ['warning', '/paths/a', api({ a: { get: { responses: { '200': json() } } } })],
  'path-too-long': ['error', '/paths', api({ [`/${'a/'.repeat(1_000)}`]: {} })],
  'path-duplicate': [
    'error',
    '/paths/~1a~1{y}',
    api({ '/a/{x}': { get: { responses: {} } }, '/a/{y}': { get: { responses: {} } } })
  ],
  'operation-id-duplicate': [
    'warning',
    '/paths/~1b/get/operationId',
    api({
      '/a': { get: { operationId: 'x', responses: {} } },
      '/b': { get: { operationId: 'x', responses: {} } }
    })
  ],
  'path-parameter-undeclared': [
    'warning',
    '/paths/~1a~1{id}/get',
    api({ '/a/{id}': { get: { responses: {} } } })
  ],
  'path-parameter-unused': ['warning', '/paths/~1a/get', parameter({ in: 'path' })],
  'parameter-name-missing': ['error', '/paths/~1a/get/parameters/0', parameter({ name: undefined })],
  'parameter-in-unknown': ['error', '/paths/~1a/get/parameters/0/in', parameter({ in: 'body' })],
  'parameter-style-unknown': ['warning', '/paths/~1a/get/parameters/0/style', parameter({ style: 'matrix' })],
  'parameters-too-many': [
    'error',
    '/paths/~1a/get/parameters',
    operation({
      parameters: Array.from({ length: 1_001 }, (_, index) => ({ name: `q${index}`, in: 'query' }))
    })
  ],
  'responses-missing': ['warning', '/paths/~1a/get/responses', operation({ responses: undefined })],
  'status-invalid': ['warning', '/paths/~1a/get/responses/600', operation({ responses: { '600': json() } })],
  'media-type-invalid': [
    'warning',
    '/paths/~1a/get/responses/200/content/json',
    operation({ responses: { '200': { content: { json: {} } } } })
  ],
  'header-name-invalid': [
    'warning',
    '/paths/~1a/get/responses/200/headers/X Y',
    operation({ responses: { '200': { headers: { 'X Y': { schema: {} } } } } })
  ],
  'security-scheme-invalid': [
    'warning',
    '/components/securitySchemes/key',
    api({}, { components: { securitySchemes: { key: {} } } })
  ],
  'security-invalid': ['warning', '/paths/~1a/get/security', operation({ security: 'key' })],
  'security-scheme-unknown': [
    'warning',
    '/paths/~1a/get/security/0/key',
    operation({ security: [{ key: [] }] })
  ],
  'example-invalid': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/example/id',
    operation({
      responses: { '200': json({ properties: { id: { type: 'integer' } } }, { example: { id: 'seven' } }) }
    })
  ],
  'schema-unsatisfiable': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/schema',
    schema({ type: 'integer', minimum: 10, maximum: 5 })
  ],
  'schema-invalid': [
    'error',
    '/paths/~1a/get/responses/200/content/application~1json/schema',
    schema('text')
  ],
  'schema-ref-not-found': [
    'error',
    '/paths/~1a/get/responses/200/content/application~1json/schema/$ref',
    schema({ $ref: '#/nowhere' })
  ],
  'schema-ref-loop': ['warning', '/components/schemas/A', schema({ $ref: '#/components/schemas/A' }, loop)],
  'schema-type-unknown': [
    'error',
    '/paths/~1a/get/responses/200/content/application~1json/schema/type',
    schema({ type: 'strng' })
  ],
  'schema-keyword-invalid': [
    'error',
    '/paths/~1a/get/responses/200/content/application~1json/schema/minimum',
    schema({ minimum: 'low' })
  ],
  'schema-keyword-moved': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/schema/nullable',
    schema({ type: 'string', nullable: true })
  ],
  'schema-pattern-invalid': [
    'error',
    '/paths/~1a/get/responses/200/content/application~1json/schema/pattern',
    schema({ pattern: '([a-z' })
  ],
  'schema-pattern-delimited': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/schema/pattern',
    schema({ pattern: '/^[a-z]+$/' })
  ],
  'schema-pattern-refused': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/schema/pattern',
    schema({ pattern: '(a{1000}){1000}' })
  ],
  'schema-discriminator-invalid': [
    'warning',
    '/paths/~1a/get/responses/200/content/application~1json/schema/discriminator',
    schema({ discriminator: 7 })
  ]
}

it.each(Object.entries(cases))('%s', (code, [severity, pointer, value]) => {
  const found = check(value).find((issue) => issue.code === code)
  expect(found).toMatchObject({ code, severity, message: expect.stringMatching(/\S/) })
  expect(found?.pointer.startsWith(pointer)).toBe(true)
})

it('there is a case for every code in the sources', () => {
  const sources = ['../spec/', './', '../schema/'].flatMap((folder) => {
    const url = new URL(folder, import.meta.url)
    return readdirSync(url)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(new URL(name, url), 'utf8'))
  })
  const codes = new Set<string>()
  for (const text of sources) {
    for (const [, code] of text.matchAll(
      /(?:code: |refusal\(\s*'[^']*',\s*|^ \* - `)'?([a-z]+(?:-[a-z]+)+)['`]/gm
    ))
      codes.add(code!)
  }
  // Deeper schemas than that do not get past the door.
  codes.delete('schema-too-deep')
  expect(Object.keys(cases).toSorted()).toEqual([...codes].toSorted())
})

it.each([
  ['bad-parameter-in', 'parameter-in-unknown'],
  ['bad-ref', 'schema-ref-not-found'],
  ['bad-response-status', 'status-invalid'],
  ['bad-type-3.1', 'schema-type-unknown'],
  ['circular-ref-only', 'schema-ref-loop'],
  ['duplicate-operation-id', 'operation-id-duplicate'],
  ['duplicate-templates', 'path-duplicate'],
  ['example-breaks-schema', 'example-invalid'],
  ['impossible-schema', 'schema-unsatisfiable'],
  ['invalid-pattern', 'schema-pattern-invalid'],
  ['no-paths', 'paths-missing'],
  ['openapi-3.2', 'openapi-version-unsupported'],
  ['swagger-2.0', 'openapi-version-unsupported'],
  ['undeclared-path-parameter', 'path-parameter-undeclared']
])('broken/%s.yaml: %s', (name, code) => {
  expect(check(description(`broken/${name}.yaml`)).map((issue) => issue.code)).toContain(code)
})

it('what a fault does not touch still compiles', () => {
  const { release } = compileDescription(description('broken/bad-ref.yaml'))
  expect(Object.keys(release!.operations)).toEqual(['GET /broken', 'GET /fine'])
})

it('the same issue of a shared part is said once', () => {
  const shared = { $ref: '#/components/responses/Bad' }
  const { issues } = compileDescription(
    api(
      { '/a': { get: { responses: { '200': shared } } }, '/b': { get: { responses: { '200': shared } } } },
      { components: { responses: { Bad: json({ type: 'strng' }) } } }
    )
  )
  expect(issues.map((issue) => issue.code)).toEqual(['schema-type-unknown'])
})

it('never throws for members whose values have the names of object methods', () => {
  const trap = { toString: 1, valueOf: 1, toJSON: 1, constructor: 1 }
  const value = api(
    {
      '/a?q={q}': {
        servers: [{ url: trap }, { url: '/{v}', variables: { v: { default: trap } } }],
        get: {
          operationId: trap,
          tags: [trap],
          summary: trap,
          deprecated: trap,
          security: trap,
          parameters: [
            { name: trap, in: 'query', required: true },
            { name: 'q', in: trap },
            { name: 'r', in: 'query', style: trap, schema: trap }
          ],
          requestBody: { content: { 'a/b': trap } },
          responses: { '200': { headers: { a: trap }, links: trap, content: { 'a/b': trap } }, '404': trap },
          callbacks: trap
        }
      }
    },
    {
      info: trap,
      tags: trap,
      security: [trap],
      components: { securitySchemes: { a: { type: trap } } },
      webhooks: { e: trap },
      'x-a': trap
    }
  )
  expect(() => check(value)).not.toThrow()
  expect(compileDescription(value).release).toBeDefined()
})
