import { describe, expect, test } from 'vitest'
import { checkStructure } from './check-structure.js'

const info = { title: 'Things', version: '1' }
const ok = { 200: { description: 'Fine.' } }

function api(openapi: string, operation: object, components: object = {}): object {
  return { openapi, info, paths: { '/a': { get: { responses: ok, ...operation } } }, components }
}

async function said(document: object): Promise<string[]> {
  const issues = await checkStructure(document)
  return issues.map(({ pointer, message, hint }) => `${pointer}: ${message} ${hint ?? ''}`.trim())
}

describe.each(['3.0.3', '3.1.0'])('OpenAPI %s', (version) => {
  test.each<[string, object, string]>([
    [
      'a misspelt member',
      { descripton: 'x' },
      '/descripton: `descripton` is not a member of an Operation Object. Did you mean `description`?'
    ],
    [
      'a member in the wrong case',
      { requestbody: {} },
      '/requestbody: `requestbody` is not a member of an Operation Object. Did you mean `requestBody`?'
    ],
    [
      'a boolean in quotes',
      { deprecated: 'yes' },
      '/deprecated: `deprecated` must be `true` or `false`. Write `true`, without quotes.'
    ],
    ['one thing for an array', { tags: 'a' }, '/tags: `tags` must be an array. Make it an array: ["a"].'],
    [
      'an item of the wrong type',
      { tags: [1] },
      '/tags/0: An item of `tags` must be a string. Put it in quotes.'
    ],
    [
      'a misspelt member that is also required',
      { responses: { 200: { descripton: '' } } },
      '/responses/200/descripton: `descripton` is not a member of a Response Object. Did you mean `description`?'
    ],
    [
      'a keyword of a schema beside it',
      { parameters: [{ name: 'a', in: 'query', type: 'string' }] },
      '/parameters/0/type: `type` is not a member of a Parameter Object. It belongs into `schema`.'
    ],
    [
      'a word that is not one of those allowed',
      { parameters: [{ name: 'a', in: 'query', style: 'from', schema: {} }] },
      '/parameters/0/style: `style` must be one of `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`. Did you mean `form`?'
    ],
    [
      'members that exclude each other',
      { parameters: [{ name: 'a', in: 'query', schema: {}, example: 1, examples: {} }] },
      '/parameters/0/examples: `example` and `examples` cannot stand together.'
    ],
    [
      'a reference where there is none',
      { responses: { 200: { description: '', content: { $ref: '#/components/schemas/A' } } } },
      '/responses/200/content/$ref: A reference cannot stand here. Refer to the whole schema, parameter, header, body, response, example, link, callback or path item around it.'
    ]
  ])('%s is one issue, at the member', async (_, operation, expected) => {
    expect(await said(api(version, operation))).toEqual([`/paths/~1a/get${expected}`])
  })

  test('several members that are missing are one issue, and so is a misspelt keyword', async () => {
    const found = await said(
      api(
        version,
        {},
        {
          schemas: { Thing: { type: 'object', require: ['total'] } },
          securitySchemes: { key: { type: 'apiKey' } }
        }
      )
    )
    expect(found).toEqual(
      expect.arrayContaining([
        '/components/schemas/Thing/require: `require` is not a member of a Schema Object. Did you mean `required`?',
        expect.stringMatching(
          /^\/components\/securitySchemes\/key: An? (?:APIKey )?Security Scheme Object must have `name` and `in`\.$/
        )
      ])
    )
    expect(found).toHaveLength(2)
  })

  test('a fault deep in a schema is reported once, not for each choice that leads to it', async () => {
    const bad = { properties: { a: { items: { allOf: [{ minimum: 'one', minLength: '1' }] } } } }
    expect(await said(api(version, {}, { schemas: { Thing: { allOf: [bad] } } }))).toEqual(
      expect.arrayContaining([
        '/components/schemas/Thing/allOf/0/properties/a/items/allOf/0/minimum: `minimum` must be a number.',
        '/components/schemas/Thing/allOf/0/properties/a/items/allOf/0/minLength: `minLength` must be a whole number. Write 1, without quotes.'
      ])
    )
  })

  test('names from nowhere are data', async () => {
    const operation = JSON.parse('{"__proto__": 1, "constructor": 2, "x-mine": 3}') as object
    const found = await checkStructure(api(version, { callbacks: operation }))
    expect(found.every(({ pointer }) => pointer.startsWith('/paths/~1a/get/callbacks'))).toBe(true)
  })
})

test('in 3.1 unknown keywords are allowed, and only what looks misspelt is a warning', async () => {
  const found = await checkStructure(
    api('3.1.0', {}, { schemas: { A: { mood: 1, requird: [] }, B: { $schema: 'x', requird: 1 } } })
  )
  expect(found).toMatchObject([{ pointer: '/components/schemas/A/requird', severity: 'warning' }])
})

test('in 3.1 the schemas of another dialect are left alone', async () => {
  const document = {
    ...api('3.1.0', {}, { schemas: { A: { requird: 1 } } }),
    jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#'
  }
  expect(await checkStructure(document)).toEqual([])
})

test('what 3.1 added is named as such in 3.0', async () => {
  expect(await said(api('3.0.3', {}, { schemas: { A: { const: 1 } } }))).toEqual([
    '/components/schemas/A/const: `const` is not a member of a Schema Object. It came with OpenAPI 3.1.'
  ])
})
