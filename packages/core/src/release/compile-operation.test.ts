import { expect, it } from 'vitest'
import { api, json, takes, type Document } from '../../test/support/descriptions.js'
import { compileDescription } from './compile-description.js'
import type { Operation } from './release.js'

function operationOf(description: Document, key: string): Operation {
  return JSON.parse(compileDescription(description).release!.operations[key]!) as Operation
}

it('references are followed wherever OpenAPI allows one', () => {
  const components = {
    requestBodies: {
      A: { $ref: '#/components/requestBodies/B' },
      B: takes('application/json', { $ref: '#/components/schemas/S' })
    },
    responses: {
      R: {
        description: 'x',
        headers: { 'X-H': { $ref: '#/components/headers/H' } },
        links: { next: { $ref: '#/components/links/L' } },
        ...json(true, { examples: { e: { $ref: '#/components/examples/E' } } })
      }
    },
    headers: { H: { schema: { type: 'integer' } } },
    links: { L: { operationId: 'a' } },
    examples: { E: { value: 7 } },
    callbacks: { C: { '{$request.body#/url}': { post: { responses: { '200': { description: 'x' } } } } } },
    schemas: { S: { type: 'object' } },
    pathItems: {
      P: {
        post: {
          requestBody: { $ref: '#/components/requestBodies/A' },
          responses: { '200': { $ref: '#/components/responses/R' } },
          callbacks: { c: { $ref: '#/components/callbacks/C' } }
        }
      }
    }
  }
  const operation = operationOf(
    api({ '/a': { $ref: '#/components/pathItems/P' } }, { components }),
    'POST /a'
  )
  expect(operation.requestBody).toEqual({
    required: true,
    content: [{ type: 'application/json', schema: { $ref: '#/components/schemas/S' } }]
  })
  expect(operation.responses['200']).toEqual({
    headers: [{ name: 'x-h', required: false, explode: false, schema: { type: 'integer' } }],
    content: [{ type: 'application/json', schema: true, examples: { e: 7 } }],
    links: { next: { operationId: 'a' } }
  })
  expect(operation.callbacks?.['c']?.['{$request.body#/url}']).toEqual([
    expect.objectContaining({ method: 'POST' })
  ])
})

it('what stands beside the reference of a path item is added to it, and wins', () => {
  const shared = { get: { operationId: 'shared', responses: {} }, put: { operationId: 'far', responses: {} } }
  const near = { operationId: 'near', responses: { '200': json({ type: 'integer' }) } }
  const description = api(
    {
      '/a': {
        $ref: '#/components/pathItems/P',
        put: near,
        parameters: [{ name: 'q', in: 'query', schema: {} }]
      },
      '/b': { $ref: '#/components/pathItems/P' }
    },
    { components: { pathItems: { P: shared } } }
  )
  expect(operationOf(description, 'GET /a')).toMatchObject({
    operationId: 'shared',
    parameters: [{ name: 'q' }]
  })
  expect(operationOf(description, 'PUT /a')).toMatchObject({
    operationId: 'near',
    responses: { '200': { content: [{ schema: { type: 'integer' } }] } }
  })
  expect(operationOf(description, 'PUT /b')).toMatchObject({ operationId: 'far', parameters: [] })
})

it('issues of a member beside a reference point at that member', () => {
  const near = { responses: { '200': json({ type: 'strng' }) } }
  const { issues } = compileDescription(
    api({ '/a': { $ref: '#/components/pathItems/P', put: near } }, { components: { pathItems: { P: {} } } })
  )
  expect(issues.map((issue) => issue.pointer)).toEqual([
    '/paths/~1a/put/responses/200/content/application~1json/schema/type'
  ])
})

it('a schema with a name of its own is found beside the reference of a path item', () => {
  const near = { responses: { '200': json({ $anchor: 'here', type: 'integer' }) } }
  const description = api(
    { '/a': { $ref: '#/components/pathItems/P', put: near } },
    { components: { pathItems: { P: {} } } }
  )
  expect(operationOf(description, 'PUT /a').responses['200']?.content[0]?.schema).toMatchObject({
    type: 'integer'
  })
})

it('JSON comes first among the media types, then the others by name', () => {
  const content = {
    'text/plain': {},
    'application/xml': {},
    'application/vnd.x+json': {},
    'application/json; v=2': {},
    'application/json': {}
  }
  const operation = operationOf(
    api({ '/a': { get: { responses: { '200': { description: 'x', content } } } } }),
    'GET /a'
  )
  expect(operation.responses['200']?.content.map(({ type }) => type)).toEqual([
    'application/json',
    'application/json; v=2',
    'application/vnd.x+json',
    'application/xml',
    'text/plain'
  ])
})

it.each([
  'application/json;\r\nset-cookie: a=b',
  'text/plain; a=\u2028',
  'te xt/plain',
  'text',
  'bücher/json',
  'a/b, c/d',
  ''
])('what cannot be sent as a Content-Type is no media type: %o', (type) => {
  const { release, issues } = compileDescription(
    api({ '/a': { get: { responses: { '200': { description: 'x', content: { [type]: {} } } } } } })
  )
  expect(issues.map(({ code }) => code)).toEqual(['media-type-invalid'])
  expect(JSON.parse(release!.operations['GET /a']!).responses['200'].content).toEqual([])
})

it('ranges of statuses may be written in either case', () => {
  const operation = operationOf(
    api({ '/a': { get: { responses: { '2xx': json(), '4XX': json(), default: json() } } } }),
    'GET /a'
  )
  expect(Object.keys(operation.responses)).toEqual(['2XX', '4XX', 'default'])
})

it.each([
  ['an object in place of the list', { key: ['a'] }, [{ key: ['a'] }]],
  ['a text', 'key', [{ unreadable: [] }]],
  ['a list of nothing that can be read', [null, 'key'], [{ unreadable: [] }]],
  ['a list of which one can be read', ['key', { key: [] }], [{ key: [] }]],
  ['nothing at all', null, []]
])('security that is %s never lets in more than was meant', (_, security, compiled) => {
  const description = api({ '/a': { get: { security, responses: {} } } })
  expect(operationOf(description, 'GET /a').security).toEqual(compiled)
})

it('security keeps its OR of ANDs; that of the operation replaces that of the document', () => {
  const security = [{ key: [], oauth: ['read', 'write'] }, {}]
  const description = api(
    { '/a': { get: { responses: {} }, put: { security: [], responses: {} } } },
    { security }
  )
  expect(operationOf(description, 'GET /a').security).toEqual(security)
  expect(operationOf(description, 'PUT /a').security).toEqual([])
})

it('vendor extensions are kept as they are', () => {
  const operation = { 'x-limits': { perMinute: 60 }, 'x-id': 7, responses: { 'x-note': 'no status' } }
  expect(operationOf(api({ '/a': { get: operation }, 'x-paths': {} }), 'GET /a').extensions).toEqual({
    'x-limits': { perMinute: 60 },
    'x-id': 7
  })
  const { release } = compileDescription(
    api({}, { info: { title: 't', version: '1', 'x-audience': 'tests' }, 'x-root': [1] })
  )
  expect(release!.index.extensions).toEqual({ 'x-audience': 'tests', 'x-root': [1] })
})
