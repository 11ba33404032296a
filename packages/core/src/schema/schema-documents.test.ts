import { expect, test } from 'vitest'
import { createChecker } from './check/create-checker.js'
import { followRefs } from './follow-refs.js'
import { resolveUri } from './resolve-uri.js'
import { createSchemaDocuments } from './schema-documents.js'
import type { SchemaIssue } from './schema-issue.js'

test('an OpenAPI 3.1 description may use $id, anchors and dynamic references', () => {
  const description = {
    openapi: '3.1.0',
    components: {
      schemas: {
        Node: {
          $id: 'https://api.test/node',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { next: { $dynamicRef: '#node' } }
        },
        Strict: {
          $id: 'https://api.test/strict',
          $dynamicAnchor: 'node',
          $ref: 'node',
          unevaluatedProperties: false
        },
        Named: { type: 'string', $anchor: 'named' },
        User: { properties: { name: { $ref: '#named' }, node: { $ref: 'https://api.test/strict' } } }
      },
      examples: { lookalike: { value: { $id: 'https://api.test/node' } } }
    }
  }
  const source = createSchemaDocuments({ '': description }, () => 'openapi-3.1')
  const checker = createChecker(source)
  const user = { $ref: '#/components/schemas/User' }
  expect(checker.check(user, { name: 1 })).toHaveLength(1)
  expect(checker.check(user, { node: { next: { next: {} } } })).toEqual([])
  expect(checker.check(user, { node: { next: { typo: 1 } } })).toMatchObject([
    { keyword: 'unevaluatedProperties' }
  ])
  expect(checker.check({ $ref: 'https://api.test/node#' }, { next: { typo: 1 } })).toEqual([])
})

test('a reference that leads nowhere is reported at its place', () => {
  const issues: SchemaIssue[] = []
  const source = createSchemaDocuments({ 'urn:a': { properties: { x: { $ref: '#gone' } } } }, undefined, {
    onIssue: (issue) => issues.push(issue)
  })
  expect(source.schema('urn:a#')).toEqual({ properties: { x: {} } })
  expect(issues).toMatchObject([{ code: 'schema-ref-not-found', pointer: '/properties/x/$ref' }])
  expect(source.schema('urn:b#')).toBeUndefined()
  expect(source.resolveRef('urn:a#/properties/x')).toBe('urn:a#/properties/x')
  expect(source.resolveRef('urn:a#/properties/toString')).toBeUndefined()
})

test('the same key gives the same object each time', () => {
  const source = createSchemaDocuments({ 'urn:a': { $defs: { 'a b': {} } } })
  expect(source.resolveRef('urn:a#/$defs/a%20b')).toBe('urn:a#/$defs/a b')
  expect(source.schema('urn:a#/$defs/a b')).toBe(source.schema('urn:a#/$defs/a b'))
})

test('chains of references are followed to their end, loops are named', () => {
  const source = createSchemaDocuments({
    'urn:a': {
      $defs: {
        a: { $ref: '#/$defs/b' },
        b: { $ref: '#/$defs/a' },
        c: { $ref: '#/$defs/d' },
        d: { type: 'string' }
      }
    }
  })
  expect(followRefs({ $ref: 'urn:a#/$defs/a' }, source)).toMatchObject({ schema: true, loop: true })
  expect(followRefs({ $ref: 'urn:a#/$defs/c' }, source)).toEqual({
    schema: { type: 'string' },
    key: 'urn:a#/$defs/d',
    loop: false
  })
})

test.each([
  ['http://a/b/c/d;p?q', 'g', 'http://a/b/c/g'],
  ['http://a/b/c/d;p?q', './g/', 'http://a/b/c/g/'],
  ['http://a/b/c/d;p?q', '../../../g', 'http://a/g'],
  ['http://a/b/c/d;p?q', '?y', 'http://a/b/c/d;p?y'],
  ['http://a/b/c/d;p?q', '#s', 'http://a/b/c/d;p?q#s'],
  ['http://a/b/c/d;p?q', '//g', 'http://g'],
  ['http://a/b/c/d;p?q', 'g:h', 'g:h'],
  ['http://a', 'g', 'http://a/g'],
  ['urn:x:y', '#s', 'urn:x:y#s'],
  ['', '#/a/b', '#/a/b'],
  ['', 'a/../b', 'b']
])('RFC 3986: against %s, %s is %s', (base, reference, expected) => {
  expect(resolveUri(reference, base)).toBe(expected)
})
