import { describe, expect, test } from 'vitest'
import { createJudge, type Verdict } from './judge-response.js'

const json = { 'content-type': 'application/json' }

function describe30(schema: unknown, components: object = {}): object {
  return document('3.0.3', schema, components)
}

function describe31(schema: unknown, components: object = {}): object {
  return document('3.1.0', schema, components)
}

function document(openapi: string, schema: unknown, components: object): object {
  return {
    openapi,
    paths: {
      '/a': {
        get: { responses: { '200': { description: '', content: { 'application/json': { schema } } } } }
      }
    },
    components: { schemas: components }
  }
}

function verdictOn(description: object, value: unknown): string {
  return summary(
    createJudge(description).judge('GET /a', { status: 200, headers: json, body: JSON.stringify(value) })
  )
}

function summary(verdict: Verdict): string {
  return verdict.ok ? (verdict.unjudged ?? 'ok') : verdict.reason
}

describe('status and content type', () => {
  const judge = createJudge({
    openapi: '3.0.3',
    paths: {
      '/a': {
        get: {
          responses: {
            '200': {
              description: '',
              content: { 'text/*': {}, 'application/json': { schema: { type: 'integer' } } }
            },
            '204': { description: '' },
            '4xx': { $ref: '#/components/responses/Wrong' }
          }
        },
        post: { responses: { default: { description: '' } } },
        head: { responses: { '200': { description: '', content: { 'application/json': {} } } } },
        put: {}
      },
      '/b': { $ref: '#/paths/~1a' }
    },
    components: {
      responses: {
        Wrong: { description: '', content: { 'application/problem+json': { schema: { type: 'object' } } } }
      }
    }
  })
  const on = (key: string, status: number, type: string | undefined, body: string | null) =>
    summary(judge.judge(key, { status, headers: type === undefined ? {} : { 'content-type': type }, body }))

  test('an exact status, a range and a default are found in this order', () => {
    expect(on('GET /a', 200, 'application/json', '1')).toBe('ok')
    expect(on('GET /a', 418, 'application/problem+json', '{}')).toBe('ok')
    expect(on('GET /a', 500, 'application/json', '1')).toBe('status-undeclared')
    expect(on('POST /a', 599, undefined, null)).toBe('ok')
  })

  test('content types are compared by ranges and without parameters', () => {
    expect(on('GET /a', 200, 'application/json; charset=utf-8', '1')).toBe('ok')
    expect(on('GET /a', 200, 'text/csv', 'a,b')).toBe('ok')
    expect(on('GET /a', 200, 'image/png', 'x')).toBe('content-type-undeclared')
    expect(on('GET /a', 200, undefined, 'x')).toBe('content-type-missing')
  })

  test('bodies are asked for where declared and refused where not', () => {
    expect(on('GET /a', 200, 'application/json', '')).toBe('body-missing')
    expect(on('GET /a', 204, undefined, 'x')).toBe('body-undeclared')
    expect(on('HEAD /a', 200, 'application/json', null)).toBe('ok')
    expect(on('GET /a', 200, 'application/json', '{')).toBe('body-not-json')
    expect(on('GET /a', 200, 'application/json', '"one"')).toBe('body-invalid')
  })

  test('path items by reference are known; an operation without responses cannot be judged', () => {
    expect(on('GET /b', 200, 'application/json', '1')).toBe('ok')
    expect(on('PUT /a', 200, undefined, null)).toBe('no responses are declared')
    expect(on('GET /c', 200, undefined, null)).toBe('operation-unknown')
  })
})

describe('schemas of OpenAPI 3.0', () => {
  test('nullable takes null, also beside enum and allOf', () => {
    const components = { Note: { type: 'object', required: ['text'] } }
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', nullable: true, enum: ['x'] },
        b: { nullable: true, allOf: [{ $ref: '#/components/schemas/Note' }] },
        c: { type: 'string' }
      }
    }
    expect(verdictOn(describe30(schema, components), { a: null, b: null, c: '' })).toBe('ok')
    expect(verdictOn(describe30(schema, components), { b: {} })).toBe('body-invalid')
    expect(verdictOn(describe30(schema, components), { c: null })).toBe('body-invalid')
  })

  test('boolean exclusive bounds are understood', () => {
    const schema = {
      type: 'integer',
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 3,
      exclusiveMaximum: false
    }
    expect(verdictOn(describe30(schema), 3)).toBe('ok')
    expect(verdictOn(describe30(schema), 1)).toBe('body-invalid')
  })

  test('siblings of $ref do not count; in 3.1 they do', () => {
    const schema = { $ref: '#/components/schemas/Id', minimum: 10 }
    const components = { Id: { type: 'integer' } }
    expect(verdictOn(describe30(schema, components), 5)).toBe('ok')
    expect(verdictOn(describe31(schema, components), 5)).toBe('body-invalid')
  })

  test('names that are writeOnly are not required, by reference and through allOf as well', () => {
    const schema = {
      allOf: [
        { $ref: '#/components/schemas/Login' },
        { required: ['password', 'name'], properties: { name: {} } }
      ]
    }
    const components = {
      Login: {
        type: 'object',
        required: ['pin'],
        properties: { password: { $ref: '#/components/schemas/Secret' }, pin: { writeOnly: true } }
      },
      Secret: { type: 'string', writeOnly: true }
    }
    expect(verdictOn(describe30(schema, components), { name: 'x' })).toBe('ok')
    expect(verdictOn(describe30(schema, components), {})).toBe('body-invalid')
  })

  test('inherited names such as toString are not taken for members', () => {
    expect(verdictOn(describe30({ type: 'object', required: ['toString'] }), {})).toBe('body-invalid')
  })
})

describe('schemas of OpenAPI 3.1', () => {
  test('anchors, embedded resources and dynamic references lead where they should', () => {
    const components = {
      Measure: { $anchor: 'measure', type: 'number' },
      Part: {
        $id: 'https://example.com/part',
        type: 'object',
        properties: { size: { $ref: '#/$defs/size' } },
        $defs: { size: { minimum: 5 } }
      },
      Loose: {
        $id: 'https://example.com/loose',
        $dynamicAnchor: 'node',
        properties: { items: { items: { $dynamicRef: '#node' } } }
      },
      Strict: {
        $id: 'https://example.com/strict',
        $dynamicAnchor: 'node',
        $ref: 'loose',
        unevaluatedProperties: false
      }
    }
    expect(verdictOn(describe31({ $ref: '#measure' }, components), 'x')).toBe('body-invalid')
    expect(verdictOn(describe31({ $ref: 'https://example.com/part' }, components), { size: 4 })).toBe(
      'body-invalid'
    )
    expect(verdictOn(describe31({ $ref: '#/components/schemas/Part' }, components), { size: 5 })).toBe('ok')
    const strict = describe31({ $ref: '#/components/schemas/Strict' }, components)
    expect(verdictOn(strict, { items: [{ items: [] }] })).toBe('ok')
    expect(verdictOn(strict, { items: [{ extra: 1 }] })).toBe('body-invalid')
  })

  test('unevaluatedProperties, if/then and prefixItems are judged', () => {
    const closed = { allOf: [{ properties: { a: true } }], unevaluatedProperties: false }
    expect(verdictOn(describe31(closed), { a: 1 })).toBe('ok')
    expect(verdictOn(describe31(closed), { b: 1 })).toBe('body-invalid')
    expect(verdictOn(describe31({ if: { const: 1 }, then: { minimum: 2 } }), 1)).toBe('body-invalid')
    expect(verdictOn(describe31({ prefixItems: [{ type: 'string' }], items: false }), ['a', 1])).toBe(
      'body-invalid'
    )
  })
})

describe('odd descriptions', () => {
  test('keywords with impossible values are left out instead of falling over', () => {
    const schema = {
      type: 'file',
      required: true,
      minLength: '3',
      enum: [],
      pattern: '^([a-z$',
      items: [],
      allOf: [],
      properties: { a: { type: ['string', 'date'], format: 'ours', pattern: '^[\\w\\-]+$' }, b: null }
    }
    expect(verdictOn(describe30(schema), { a: 'x-y', b: 1 })).toBe('ok')
    expect(verdictOn(describe30(schema), { a: 1 })).toBe('body-invalid')
  })

  test('references that lead nowhere, or round in a circle, constrain nothing', () => {
    const components = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }
    expect(verdictOn(describe30({ $ref: '#/components/schemas/Missing' }), 1)).toBe('ok')
    expect(verdictOn(describe30({ $ref: 'other.yaml#/Pet' }), 1)).toBe('ok')
    expect(verdictOn(describe30({ $ref: '#/components/schemas/A' }, components), 1)).toBe(
      'the schema never ends'
    )
  })

  test('recursive schemas are judged all the way down', () => {
    const components = {
      Tree: {
        type: 'object',
        required: ['kids'],
        properties: { kids: { items: { $ref: '#/components/schemas/Tree' } } }
      }
    }
    const schema = { $ref: '#/components/schemas/Tree' }
    expect(verdictOn(describe30(schema, components), { kids: [{ kids: [] }] })).toBe('ok')
    expect(verdictOn(describe30(schema, components), { kids: [{ kids: [{}] }] })).toBe('body-invalid')
  })

  test('a document that is nothing of the kind has no operations', () => {
    for (const odd of [null, 7, 'text', [], {}, { paths: [] }, { paths: { '/a': null, 'x-b': {} } }]) {
      expect(createJudge(odd).operations).toEqual([])
    }
  })
})

test('declared headers give remarks, never misses', () => {
  const judge = createJudge({
    openapi: '3.1.0',
    paths: {
      '/a': {
        get: {
          responses: {
            '204': {
              headers: {
                'X-Count': { schema: { type: 'integer' } },
                'X-List': { schema: { type: 'array', items: { type: 'integer' } } },
                'X-Rgb': { schema: { type: 'object', required: ['R'] } },
                'X-Id': { required: true }
              }
            }
          }
        }
      }
    }
  })
  const remarks = (headers: { [name: string]: string }) =>
    judge.judge('GET /a', { status: 204, headers, body: null }).headerRemarks
  expect(remarks({ 'x-id': '1', 'x-count': '12', 'x-list': '1,2', 'x-rgb': 'R,1' })).toEqual([])
  expect(remarks({ 'x-count': 'many' })).toHaveLength(2)
})
