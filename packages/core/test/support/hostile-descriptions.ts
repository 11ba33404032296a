// Descriptions made to hurt: each is a name and a way to make the document. By the rows of our threat list: cycles, depth, size, names,
// patterns, impossible and endless values, ambiguous paths, text where structure is expected.
import { api, json, takes } from './descriptions.js'

export type Hostile = readonly [name: string, make: () => unknown]

const answering = (schema: unknown, components: { [name: string]: unknown } = {}) =>
  api(
    {
      '/a': {
        get: { responses: { '200': json(schema) } },
        post: { requestBody: takes('application/json', schema), responses: { '200': json(schema) } }
      }
    },
    { components: { schemas: components } }
  )
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
const record = (count: number, make: (index: number) => readonly [string, unknown]) =>
  Object.fromEntries(times(count, make))
const nest = (levels: number, wrap: (inner: unknown) => unknown, core: unknown = {}) => {
  let value = core
  for (let i = 0; i < levels; i++) value = wrap(value)
  return value
}

const doublings = (levels: number, wrap: (inner: unknown) => object) => ({
  ...record(levels, (i) => [`S${i}`, wrap(ref(`S${i + 1}`))]),
  [`S${levels}`]: { type: 'integer' }
})

const wrappers: { [keyword: string]: (inner: unknown) => object } = {
  allOf: (inner) => ({ allOf: [inner] }),
  anyOf: (inner) => ({ anyOf: [inner, inner] }),
  oneOf: (inner) => ({ oneOf: [inner, { type: 'null' }] }),
  not: (inner) => ({ not: inner }),
  items: (inner) => ({ type: 'array', minItems: 1, items: inner }),
  prefixItems: (inner) => ({ type: 'array', minItems: 2, prefixItems: [inner, inner] }),
  contains: (inner) => ({ type: 'array', contains: inner }),
  properties: (inner) => ({ type: 'object', required: ['a', 'b'], properties: { a: inner, b: inner } }),
  additionalProperties: (inner) => ({ type: 'object', minProperties: 2, additionalProperties: inner }),
  patternProperties: (inner) => ({ type: 'object', patternProperties: { '^x': inner }, minProperties: 1 }),
  propertyNames: (inner) => ({ type: 'object', minProperties: 1, propertyNames: inner }),
  if: (inner) => ({ if: inner, then: inner, else: inner }),
  dependentSchemas: (inner) => ({ type: 'object', required: ['a'], dependentSchemas: { a: inner } }),
  unevaluatedProperties: (inner) => ({ type: 'object', minProperties: 1, unevaluatedProperties: inner }),
  discriminator: (inner) => ({
    oneOf: [inner],
    discriminator: { propertyName: 'kind', mapping: { a: '#/components/schemas/A' } }
  })
}

const cycles: Hostile[] = Object.entries(wrappers).flatMap(([keyword, wrap]): Hostile[] => [
  [`a schema inside itself: ${keyword}`, () => answering(ref('A'), { A: wrap(ref('A')) })],
  [
    `two schemas inside each other: ${keyword}`,
    () => answering(ref('A'), { A: wrap(ref('B')), B: wrap(ref('A')) })
  ],
  [`fifty levels: ${keyword}`, () => answering(nest(50, wrap, { type: 'string' }))],
  // The checker's work doubles with each level of `if`, `then` and `else` that lead to the same schema: ten levels have to do there.
  [
    `many doublings by reference: ${keyword}`,
    () => answering(ref('S0'), doublings(keyword === 'if' ? 10 : 30, wrap))
  ]
])

const references: Hostile[] = [
  ['a schema that is itself', () => answering(ref('A'), { A: ref('A') })],
  [
    'a chain of 10,000 references',
    () =>
      answering(ref('S0'), {
        ...record(10_000, (i) => [`S${i}`, ref(`S${i + 1}`)]),
        S10000: { type: 'integer' }
      })
  ],
  [
    'a circle of 10,000 references',
    () =>
      answering(
        ref('S0'),
        record(10_000, (i) => [`S${i}`, ref(`S${(i + 1) % 10_000}`)])
      )
  ],
  ['a path item that is itself', () => api({ '/a': { $ref: '#/paths/~1a' } })],
  [
    'a parameter that is itself',
    () => api({ '/a': { get: { parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }], responses: {} } } })
  ],
  ['a response that is the document', () => api({ '/a': { get: { responses: { '200': { $ref: '#' } } } } })],
  ['a schema that is the document', () => answering({ $ref: '#' })],
  [
    'dynamic references in a circle',
    () =>
      answering({
        $dynamicAnchor: 'x',
        type: 'object',
        required: ['a'],
        properties: { a: { $dynamicRef: '#x' } }
      })
  ],
  [
    'a thousand schemas with one name',
    () =>
      answering(
        ref('S1'),
        record(1_000, (i) => [`S${i}`, { $id: 'https://x.example/s', $anchor: 'a', $ref: '#a' }])
      )
  ],
  ...[
    'file:///etc/passwd',
    '../../etc/passwd',
    'https://canary.example/x',
    '#/../..',
    '#/%00',
    '#/__proto__',
    '#/constructor/prototype',
    '//x',
    '',
    '\\\\x',
    `#${'/a'.repeat(50_000)}`
  ].map((target): Hostile => [
    `a reference to ${JSON.stringify(target.slice(0, 40))}`,
    () => answering({ $ref: target })
  ])
]

const depth: Hostile[] = [
  [
    'an example 100,000 deep',
    () =>
      api({
        '/a': { get: { responses: { '200': json(true, { example: nest(100_000, (inner) => [inner]) }) } } }
      })
  ],
  ['an extension 1,000,000 deep', () => api({}, { 'x-a': nest(1_000_000, (inner) => ({ a: inner })) })],
  ['a schema 1,000 deep', () => answering(nest(1_000, (inner) => ({ items: inner })))],
  [
    'an object that contains itself',
    () => {
      const self: { [name: string]: unknown } = {}
      self['self'] = self
      return api({}, { 'x-a': self, components: self })
    }
  ],
  [
    'nine aliases of nine aliases, nine times',
    () => api({}, { 'x-a': nest(9, (inner) => times(9, () => inner)) })
  ],
  [
    'an example that is text of 100,000 brackets',
    () =>
      api({
        '/a': { get: { responses: { '200': json({ type: 'array' }, { example: '['.repeat(100_000) }) } } }
      })
  ],
  [
    'a callback in a callback, sixty times',
    () => api({ '/a': nest(30, (inner) => ({ post: { callbacks: { c: { e: inner } }, responses: {} } })) })
  ]
]

const size: Hostile[] = [
  ['20,000 paths', () => api(record(20_000, (i) => [`/p${i}/{id}`, { get: { responses: {} } }]))],
  [
    '20,000 templates in one segment',
    () => api(record(20_000, (i) => [`/{id}-${i}`, { get: { responses: {} } }]))
  ],
  [
    '20,000 operations on one path',
    () => api(record(20_000, (i) => [`/?A=${i}`, { get: { responses: {} } }]))
  ],
  ['20,000 servers', () => api({ '/a': {} }, { servers: times(20_000, (i) => ({ url: `/s${i}` })) })],
  ['100,000 values of an enumeration', () => answering({ enum: times(100_000, (i) => `v${i}`) })],
  [
    '100,000 required properties',
    () => answering({ type: 'object', required: times(100_000, (i) => `p${i}`) })
  ],
  [
    '100,000 parameters',
    () =>
      api({
        '/a': {
          get: {
            parameters: times(100_000, (i) => ({ name: `p${i}`, in: 'query', schema: { type: 'object' } })),
            responses: {}
          }
        }
      })
  ],
  [
    '100,000 tags',
    () =>
      api(
        { '/a': { get: { tags: times(100_000, String), responses: {} } } },
        { tags: times(100_000, (i) => ({ name: `t${i}` })) }
      )
  ],
  [
    '3,000 branches',
    () =>
      answering({
        oneOf: times(3_000, (i) => ({
          type: 'object',
          required: [`p${i}`],
          properties: { [`p${i}`]: { const: i } }
        }))
      })
  ],
  [
    '10,000 examples that are wrong',
    () =>
      api({
        '/a': {
          get: {
            responses: {
              '200': json({ type: 'integer' }, { examples: record(10_000, (i) => [`e${i}`, { value: 'x' }]) })
            }
          }
        }
      })
  ],
  [
    'a description of a megabyte',
    () =>
      api(
        { '/a': { get: { description: 'x'.repeat(1_000_000), responses: {} } } },
        { info: { title: 'x'.repeat(1_000_000), version: '1' } }
      )
  ],
  ['a path of a megabyte', () => api({ [`/${'a/'.repeat(500_000)}`]: { get: { responses: {} } } })],
  [
    'a path of a million braces',
    () =>
      api({
        [`/${'{'.repeat(1_000_000)}`]: { get: { responses: {} } },
        [`/${'{}'.repeat(100_000)}`]: { get: { responses: {} } }
      })
  ],
  [
    'a path of 10,000 parameters',
    () => api({ [`/${times(10_000, (i) => `{p${i}}`).join('/')}`]: { get: { responses: {} } } })
  ],
  [
    'a server of 100,000 slashes',
    () => api({}, { servers: [{ url: `/a${'/'.repeat(100_000)}b` }, { url: '{'.repeat(100_000) }] })
  ]
]

const values: Hostile[] = [
  { type: 'array', minItems: 1e9, items: { type: 'string' } },
  {
    type: 'array',
    minItems: 1e3,
    items: { type: 'array', minItems: 1e3, items: { type: 'array', minItems: 1e3 } }
  },
  { type: 'array', minItems: 5, uniqueItems: true, items: { enum: [1, 2] } },
  { type: 'array', uniqueItems: true, minItems: 20_000, items: { type: 'object' } },
  { type: 'array', contains: { const: 1 }, minContains: 1e9 },
  { type: 'string', minLength: 1e9 },
  { type: 'string', minLength: 5, maxLength: 4 },
  { type: 'string', pattern: '^' },
  { type: 'string', pattern: '^a{1000000}$' },
  { type: 'string', pattern: '^[^\\s\\S]$' },
  { type: 'string', pattern: '(?=a)b' },
  { type: 'number', multipleOf: 1e-300 },
  { type: 'number', multipleOf: 0 },
  { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 1 },
  { type: 'integer', minimum: 1e308, maximum: -1e308 },
  { type: 'integer', minimum: 0.1, maximum: 0.9 },
  { type: 'integer', minimum: Infinity },
  { type: 'number', maximum: NaN },
  { type: 'object', minProperties: 1e9 },
  { type: 'object', minProperties: 10, additionalProperties: false, properties: { a: {} } },
  { type: 'object', required: ['a'], properties: { a: false } },
  { type: 'object', minProperties: 3, propertyNames: { const: 'a' } },
  { allOf: [{ type: 'string' }, { type: 'integer' }] },
  { not: {} },
  { oneOf: [true, true] },
  { enum: [] },
  { const: NaN },
  { type: [] },
  { type: ['string', 'string', 'nothing'] },
  { format: 'x'.repeat(100_000) },
  { type: 'string', format: '__proto__' },
  { default: Infinity, examples: [undefined, () => 1, Symbol('x'), 1n] },
  {
    properties: 'text',
    required: 7,
    items: 'text',
    allOf: {},
    enum: 'text',
    pattern: [],
    minimum: '1',
    format: {},
    discriminator: [],
    xml: 7
  }
].map((schema, index): Hostile => [
  `a value that cannot be made, or not cheaply: ${index}`,
  () => answering(schema)
])

const patterns: Hostile[] = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(a|aa)+$',
  '(.*)*x',
  '^([a-z]+)*\\d$',
  '^(\\w+\\s?)*$',
  '(a*)*b',
  '^(?:(?:a*)*)*$',
  '(x+x+)+y',
  '^(.+)+@(.+)+$',
  '\\1(a)',
  '(?<n>a)\\k<n>',
  '[',
  '\\',
  '(?',
  'a{99999}',
  '(a{1000}){1000}',
  '\\p{L}+$',
  '^(?!x)(a+)+$',
  '(((((((((('.repeat(100)
].map((pattern): Hostile => [
  `the pattern ${pattern.slice(0, 30)}`,
  () =>
    answering({
      type: 'object',
      properties: { p: { type: 'string', pattern } },
      patternProperties: { [pattern]: { type: 'string' } },
      required: ['p']
    })
])

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  'toJSON',
  'length',
  '0',
  '-1',
  '',
  ' ',
  '\0',
  '\u202e',
  '\ud800',
  'x'.repeat(100_000),
  '{',
  '}',
  '/',
  '~1',
  '%2F',
  '..',
  '$ref',
  '\r\nx: y',
  '<script>',
  '\u001b[31m',
  '=1+1'
]

const named: Hostile[] = names.map((name): Hostile => [
  `the name ${JSON.stringify(name.slice(0, 20))} everywhere`,
  () => {
    const own = (value: unknown) => Object.fromEntries([[name, value]])
    const schema = {
      type: 'object',
      required: [name],
      properties: own({ type: 'string' }),
      patternProperties: own(true),
      discriminator: { propertyName: name, mapping: own(name) },
      dependentRequired: own([name]),
      default: own(1),
      example: own('x'),
      xml: { name, prefix: name },
      enum: [own('x')]
    }
    const parameters = ['path', 'query', 'header', 'cookie'].map((place) => ({
      name,
      in: place,
      required: true,
      schema: { type: 'string' }
    }))
    const content = {
      ...own({ schema }),
      'application/json': {
        schema,
        examples: own({ value: own('x') }),
        encoding: own({ contentType: name, style: name })
      },
      'application/xml': { schema }
    }
    const operation = {
      operationId: name,
      tags: [name],
      summary: name,
      parameters,
      requestBody: { content },
      responses: {
        ...own({ description: name }),
        '200': { headers: own({ schema: { const: name } }), content, links: own({ operationId: name }) },
        '404': json(schema)
      },
      callbacks: own(own({ post: { responses: {} } })),
      security: [own([name])]
    }
    return api(
      { [`/${name}/{${name}}`]: { ...own(operation), get: operation, post: operation } },
      {
        info: { title: name, version: name },
        servers: [{ url: name, variables: own({ default: name }) }],
        tags: [{ name }],
        webhooks: own({ post: operation }),
        components: { schemas: own(schema), securitySchemes: own({ type: name }) },
        [`x-${name}`]: own(name)
      }
    )
  }
])

const trap = { toString: 1, valueOf: 1, toJSON: 'x', constructor: 1, length: -1, $ref: 7 }
const shapes: Hostile[] = [
  undefined,
  null,
  true,
  0,
  -0,
  '',
  'text',
  [],
  [[]],
  {},
  trap,
  [trap],
  [null],
  { $ref: '#' },
  { $ref: [] }
].flatMap((value, index): Hostile[] => [
  [
    `something else in the place of every part: ${index}`,
    () => ({
      openapi: '3.0.3',
      info: value,
      servers: value,
      paths: value,
      components: value,
      security: value,
      tags: value,
      webhooks: value,
      externalDocs: value,
      'x-a': value
    })
  ],
  [
    `something else in the place of every part of an operation: ${index}`,
    () =>
      api(
        {
          '/a/{b}': {
            parameters: value,
            servers: value,
            get: value,
            put: {
              parameters: [value],
              requestBody: value,
              responses: value,
              callbacks: value,
              security: [value],
              servers: [value],
              tags: value
            },
            post: {
              requestBody: { content: value },
              responses: {
                '200': value,
                '404': { headers: value, content: value, links: value },
                '400': { headers: { a: value }, content: { 'application/json': value }, links: { a: value } },
                '422': json(value, { examples: value, encoding: value, example: value })
              }
            }
          }
        },
        { components: { schemas: { A: value }, securitySchemes: { a: value } }, webhooks: { a: value } }
      )
  ]
])

const paths: Hostile[] = [
  [
    'paths that mean the same',
    () =>
      api(
        Object.fromEntries(
          [
            '/a/{x}',
            '/a/{y}',
            '/a/{x}/',
            '/A/{x}',
            '/a//{x}',
            'a/{x}',
            '/a/{x}?',
            '/a/{x}#',
            '/a/%7Bx%7D',
            '/{a}{b}',
            '/{a}{a}',
            '/{a}.{b}.{c}',
            '//',
            '/',
            '',
            '?',
            '#',
            '{}',
            '/{}',
            '/../a',
            '/./a'
          ].map((path) => [path, { get: { responses: {} } }])
        )
      )
  ],
  [
    'forty overlapping templates of forty segments',
    () =>
      api(
        record(40, (i) => [
          `/${times(40, (j) => (j === i ? 'a' : `{p${j}}`)).join('/')}/x`,
          { get: { responses: {} } }
        ])
      )
  ]
]

/** All of them. */
export const hostileDescriptions: readonly Hostile[] = [
  ...cycles,
  ...references,
  ...depth,
  ...size,
  ...values,
  ...patterns,
  ...named,
  ...shapes,
  ...paths
]
