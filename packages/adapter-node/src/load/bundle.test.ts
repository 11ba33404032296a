import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadDescription, loadText } from './load-description.js'
import type { LoadOptions } from './load-options.js'

const temporary: string[] = []
afterAll(() => Promise.all(temporary.map((folder) => rm(folder, { recursive: true }))))

/** Writes files (texts, or values as JSON) to a new folder. */
async function folderOf(files: Record<string, unknown>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-load-')))
  temporary.push(folder)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

async function load(files: Record<string, unknown>, options?: LoadOptions) {
  const folder = await folderOf(files)
  const loaded = await loadDescription(join(folder, Object.keys(files)[0] as string), options)
  return { ...loaded, folder }
}

const api = (schema: unknown, more: object = {}) => ({
  openapi: '3.1.0',
  paths: { '/pets': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } },
  ...more
})

test('schemas of other files become components, named after the file or the part', async () => {
  const { document, issues, files, folder } = await load({
    'api.json': api({ allOf: [{ $ref: './schemas/pet.yaml' }, { $ref: 'common.json#/Error' }] }),
    'schemas/pet.yaml':
      'type: object\nproperties:\n  owner: {$ref: ../common.json#/Owner}\n  self: {$ref: "#"}\n  cat: {$ref: "#/definitions/Cat"}\ndefinitions:\n  Cat: {type: string}\n',
    'common.json': {
      Error: { type: 'string' },
      Owner: { properties: { pets: { items: { $ref: 'schemas/pet.yaml' } } } }
    }
  })
  expect(issues).toEqual([])
  expect(document).toEqual(
    api(
      { allOf: [{ $ref: '#/components/schemas/pet' }, { $ref: '#/components/schemas/Error' }] },
      {
        components: {
          schemas: {
            Cat: { type: 'string' },
            Error: { type: 'string' },
            Owner: { properties: { pets: { items: { $ref: '#/components/schemas/pet' } } } },
            pet: {
              type: 'object',
              properties: {
                owner: { $ref: '#/components/schemas/Owner' },
                self: { $ref: '#/components/schemas/pet' },
                cat: { $ref: '#/components/schemas/Cat' }
              },
              definitions: { Cat: { type: 'string' } }
            }
          }
        }
      }
    )
  )
  expect(files).toEqual(
    [
      join(folder, 'api.json'),
      ...['schemas/pet.yaml', 'common.json'].map((name) => join(folder, name))
    ].toSorted((a, b) => files.indexOf(a) - files.indexOf(b))
  )
})

test('a component that only refers to a file becomes its home', async () => {
  const { document } = await load({
    'api.json': api({ $ref: 'a/Pet.json' }, { components: { schemas: { Animal: { $ref: 'a/Pet.json' } } } }),
    'a/Pet.json': { properties: { mother: { $ref: 'Pet.json' } } }
  })
  expect(document).toEqual(
    api(
      { $ref: '#/components/schemas/Animal' },
      {
        components: {
          schemas: { Animal: { properties: { mother: { $ref: '#/components/schemas/Animal' } } } }
        }
      }
    )
  )
})

test('every kind of component can come from a file, and names that are taken are numbered', async () => {
  const kinds = {
    parameters: { name: 'limit', in: 'query' },
    headers: { schema: { $ref: '#/components/schemas/one' } },
    examples: { value: { $ref: 'data.json' } },
    links: { operationId: 'x' },
    callbacks: { '{$request.body#/url}': { $ref: '../item.json' } },
    requestBodies: { content: {} }
  }
  const file = (kind: keyof typeof kinds) => `./${kind}/one.json`
  const { document, issues } = await load({
    'api.json': {
      openapi: '3.1.0',
      paths: {
        '/a': { $ref: './item.json' },
        '/b': {
          post: {
            parameters: [{ $ref: file('parameters') }],
            requestBody: { $ref: file('requestBodies') },
            callbacks: { done: { $ref: file('callbacks') } },
            responses: {
              200: {
                headers: { 'X-A': { $ref: file('headers') } },
                links: { next: { $ref: file('links') } },
                content: { 'text/plain': { examples: { e: { $ref: file('examples') } } } }
              }
            }
          }
        }
      },
      components: { headers: { one: {}, one_2: {} }, schemas: { one: {} } }
    },
    'item.json': { get: { responses: { 204: { $ref: '#/x-nope' } } } },
    ...Object.fromEntries(Object.entries(kinds).map(([kind, value]) => [`${kind}/one.json`, value]))
  })
  expect(issues.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['ref-not-found', '/components/pathItems/item/get/responses/204/$ref'],
    ['ref-not-found', '/components/headers/one_3/schema/$ref']
  ])
  const { components, paths } = document as Record<string, Record<string, Record<string, unknown>>>
  expect(paths?.['/a']).toEqual({ $ref: '#/components/pathItems/item' })
  expect(
    Object.fromEntries(Object.entries(components ?? {}).map(([kind, map]) => [kind, Object.keys(map)]))
  ).toEqual({
    schemas: ['one'],
    headers: ['one', 'one_2', 'one_3'],
    parameters: ['one'],
    examples: ['one'],
    links: ['one'],
    callbacks: ['one'],
    requestBodies: ['one'],
    pathItems: ['item']
  })
  expect(components?.['examples']?.['one']).toEqual(kinds.examples)
  expect(components?.['callbacks']?.['one']).toEqual({
    '{$request.body#/url}': { $ref: '#/components/pathItems/item' }
  })
})

test('in OpenAPI 3.0, which has no path item components, whole path items are kept apart', async () => {
  const { document } = await load({
    'api.yaml': 'openapi: 3.0.3\npaths:\n  /pets: {$ref: paths/pets.yaml}\n',
    'paths/pets.yaml': 'get: {responses: {200: {$ref: ../api.yaml#/components/responses/Ok}}}\n'
  })
  expect(document).toEqual({
    openapi: '3.0.3',
    paths: { '/pets': { $ref: '#/x-sandbed-files/pets' } },
    'x-sandbed-files': { pets: { get: { responses: { 200: { $ref: '#/components/responses/Ok' } } } } }
  })
})

test('parts that cannot be referred to are written in place, with what they contain', async () => {
  const { document, issues, locate, folder } = await load({
    'api.yaml':
      'openapi: 3.1.0\ninfo: {$ref: info.yaml}\npaths: {$ref: paths/index.yaml}\ncomponents:\n  schemas: {$ref: schemas.yaml}\n',
    'info.yaml': 'title: Pets\n',
    'paths/index.yaml': '/pets:\n  get: {$ref: ./list.yaml}\n',
    'paths/list.yaml': 'responses:\n  200: {content: {a/b: {schema: {$ref: ../schemas.yaml#/Pet}}}}\n',
    'schemas.yaml': 'Pet:\n  properties:\n    friend: {$ref: "#/Pet"}\n'
  })
  expect(issues).toEqual([])
  expect(document).toEqual({
    openapi: '3.1.0',
    info: { title: 'Pets' },
    paths: {
      '/pets': {
        get: { responses: { 200: { content: { 'a/b': { schema: { $ref: '#/components/schemas/Pet' } } } } } }
      }
    },
    components: { schemas: { Pet: { properties: { friend: { $ref: '#/components/schemas/Pet' } } } } }
  })
  expect(locate('/paths/~1pets/get/responses/200')).toEqual({
    file: join(folder, 'paths/list.yaml'),
    line: 2,
    column: 3
  })
  expect(locate('/components/schemas/Pet/properties')).toEqual({
    file: join(folder, 'schemas.yaml'),
    line: 2,
    column: 3
  })
})

test('a $ref among properties, in examples, defaults, enums, constants and extensions is data', async () => {
  const data = { $ref: './missing.json' }
  const description = api(
    {
      properties: {
        $ref: { type: 'string', default: data, enum: [data], const: data, example: data, examples: [data] },
        a: { 'x-a': data }
      }
    },
    {
      'x-root': data,
      components: {
        examples: { one: { value: data, externalValue: './missing.json' }, $ref: { value: data } }
      }
    }
  )
  const properties = api({ properties: { $ref: './missing.json', b: { $ref: './b.json' } } })
  const yes = await load({ 'api.json': description })
  expect(yes.issues).toEqual([])
  expect(yes.document).toEqual(description)
  const both = await load({ 'api.json': properties, 'b.json': {} })
  expect(both.issues).toEqual([])
  expect(both.files).toHaveLength(2)
})

test('discriminator mappings to files follow; names stay names', async () => {
  const { document } = await load({
    'api.json': api({
      oneOf: [{ $ref: 'cat.json' }, { $ref: './dogs/dog.v1.json' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { c: 'cat.json', d: './dogs/dog.v1.json', e: 'dog.v1', f: '#/x' }
      }
    }),
    'cat.json': {},
    'dogs/dog.v1.json': {}
  })
  const found = JSON.stringify(document)
  expect(found).toContain(
    '"mapping":{"c":"#/components/schemas/cat","d":"#/components/schemas/dog.v1","e":"dog.v1","f":"#/x"}'
  )
})

test('anchors and ids name parts of files; a reference to an id in the description is left alone', async () => {
  const schema = {
    $id: 'https://example.com/root.json',
    $defs: { a: { $id: 'sub.json', $ref: '#/$defs/b', $defs: { b: {} } } },
    allOf: [{ $ref: 'sub.json' }, { $ref: 'https://example.com/sub.json' }, { $ref: 'far.json#here' }]
  }
  const { document, issues } = await load({
    'api.json': api(schema),
    'far.json': { deep: [{ $anchor: 'here', type: 'string', not: { $ref: '#there' } }, { $anchor: 'there' }] }
  })
  expect(issues).toEqual([])
  expect(document).toEqual(
    api(
      { ...schema, allOf: [schema.allOf[0], schema.allOf[1], { $ref: '#/components/schemas/0' }] },
      {
        components: {
          schemas: {
            0: { $anchor: 'here', type: 'string', not: { $ref: '#/components/schemas/1' } },
            1: { $anchor: 'there' }
          }
        }
      }
    )
  )
})

test('files that only refer to the next one are passed through; circles of them end', async () => {
  const { document, issues } = await load({
    'api.json': api({ anyOf: [{ $ref: 'index.json#/Pet' }, { $ref: 'x.json' }, { $ref: 'self.json' }] }),
    'index.json': { Pet: { $ref: 'pet.json' } },
    'pet.json': { $ref: 'real.json' },
    'real.json': { type: 'object' },
    'x.json': { $ref: 'y.json' },
    'y.json': { $ref: 'x.json' },
    'self.json': { $ref: '#' }
  })
  expect(issues).toMatchObject([{ code: 'ref-not-found', message: 'This reference leads back to itself.' }])
  expect(document).toMatchObject({ components: { schemas: { real: { type: 'object' } } } })
})

test('an operation that contains itself ends in an issue', async () => {
  const { issues } = await load({
    'api.json': { openapi: '3.1.0', paths: { '/a': { get: { $ref: 'get.json' } } } },
    'get.json': { callbacks: { again: { x: { get: { $ref: 'get.json' } } } } }
  })
  expect(issues).toMatchObject([
    { code: 'ref-not-found', message: expect.stringContaining('itself') as string }
  ])
})

test('a thousand files in a row and in a circle are bundled, one more is refused', async () => {
  const chain = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`f${i}.json`, { items: { $ref: `f${(i + 1) % count}.json` } }])
    )
  const fits = await load({ 'api.json': api({ $ref: 'f0.json' }), ...chain(999) })
  expect(fits.issues).toEqual([])
  expect(Object.keys((fits.document as { components: { schemas: object } }).components.schemas)).toHaveLength(
    999
  )
  const over = await load({ 'api.json': api({ $ref: 'f0.json' }), ...chain(1000) })
  expect(over.issues).toMatchObject([
    { code: 'too-many-files', file: join(over.folder, 'f998.json'), line: 1 }
  ])
})

test('files that multiply each other are refused by their size', async () => {
  const big = {
    $defs: Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`d${i}`, { allOf: Array.from({ length: 20 }, () => ({})) }])
    )
  }
  const nest = (levels: number): object => (levels === 0 ? big : { not: nest(levels - 1) })
  const refs = Array.from({ length: 80 }, (_, i) => ({ $ref: `deep.json#${'/not'.repeat(i)}` }))
  const { document, issues } = await load(
    { 'api.json': api({ allOf: refs }), 'deep.json': nest(85) },
    { limits: { nodes: 200_000 } }
  )
  expect(issues).toMatchObject([{ code: 'too-many-nodes' }])
  expect(document).toBeUndefined()

  const double = (i: number) => ({
    callbacks: { a: { x: { get: { $ref: `o${i}.json` } } }, b: { x: { get: { $ref: `o${i}.json` } } } }
  })
  const operations = await load({
    'api.json': { paths: { '/a': { get: { $ref: 'o0.json' } } } },
    ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`o${i}.json`, double(i + 1)])),
    'o30.json': {}
  })
  expect(operations.issues.map(({ code }) => code)).toEqual([expect.stringMatching(/^too-/) as string])
  expect(operations.document).toBeUndefined()
})

test('the document depends neither on the folder nor on the order of keys', async () => {
  const pets = {
    allOf: [{ $ref: './b/Pet.json' }, { $ref: './a/Pet.json' }, { $ref: 'a/Pet.json#/$defs/Pet' }]
  }
  const files = {
    'a/Pet.json': { title: 'a', $defs: { Pet: { title: 'inner' } } },
    'b/Pet.json': { title: 'b' }
  }
  const one = await load({ 'api.json': api(pets), ...files })
  const two = await load({
    'other/deep/api.yaml': JSON.stringify({ paths: api(pets).paths, openapi: '3.1.0' }),
    ...Object.fromEntries(Object.entries(files).map(([name, value]) => [`other/deep/${name}`, value]))
  })
  expect(two.document).toEqual(one.document)
  const turned = await load({ 'api.json': api({ allOf: pets.allOf.toReversed() }), ...files })
  expect((turned.document as { components: unknown }).components).toEqual(
    (one.document as { components: unknown }).components
  )
  expect(JSON.stringify(one.document)).not.toContain(one.folder)
})

test('what is wrong in another file is reported with its file and line, and the reference stays', async () => {
  const schema = {
    allOf: [
      { $ref: 'broken.yaml' },
      { $ref: 'fine.yaml#/nope' },
      { $ref: 'gone.yaml' },
      { $ref: 'text.yaml' },
      { $ref: 'fine.yaml' }
    ]
  }
  const { document, issues, folder, text, files } = await load({
    'api.json': api(schema),
    'broken.yaml': 'a: 1\n b: 2\n',
    'fine.yaml': 'not:\n  $ref: other.yaml\n',
    'text.yaml': 'SECRET'
  })
  const at = (index: number) =>
    `/paths/~1pets/get/responses/200/content/application~1json/schema/allOf/${index}/$ref`
  expect(issues.map(({ code, pointer, file, line }) => [code, pointer, file, line])).toEqual([
    ['ref-not-found', at(0), join(folder, 'api.json'), 1],
    ['ref-not-found', at(1), join(folder, 'api.json'), 1],
    ['ref-not-found', at(2), join(folder, 'api.json'), 1],
    ['ref-not-found', at(3), join(folder, 'api.json'), 1],
    ['ref-not-found', '/components/schemas/fine/not/$ref', join(folder, 'fine.yaml'), 2],
    ['syntax', '', join(folder, 'broken.yaml'), 2]
  ])
  expect(JSON.stringify([document, issues])).not.toContain('SECRET')
  expect(text(join(folder, 'broken.yaml'))).toBe('a: 1\n b: 2\n')
  expect(files).toContain(join(folder, 'gone.yaml'))
  expect(document).toMatchObject({ components: { schemas: { fine: { not: { $ref: 'other.yaml' } } } } })
})

test('a text has no folder unless it is given one', async () => {
  const folder = await folderOf({ 'pet.json': { type: 'string' } })
  const text = JSON.stringify(api({ $ref: 'pet.json' }))
  expect((await loadText(text)).issues).toMatchObject([{ code: 'ref-refused', file: '(text)' }])
  const { document, issues } = await loadText(text, { base: folder })
  expect(issues).toEqual([])
  expect(document).toMatchObject({ components: { schemas: { pet: { type: 'string' } } } })
})

test('a wider root allows references above the folder, and links that stay inside', async () => {
  const folder = await folderOf({
    'apis/pets/api.json': api({ $ref: '../../shared/link.json' }),
    'shared/pet.json': { title: 'pet' }
  })
  await symlink('pet.json', join(folder, 'shared/link.json'))
  const path = join(folder, 'apis/pets/api.json')
  expect((await loadDescription(path)).issues).toMatchObject([
    { code: 'ref-refused', hint: expect.stringContaining('allow.root') as string }
  ])
  const { document, issues } = await loadDescription(path, { allow: { root: folder } })
  expect(issues).toEqual([])
  expect(document).toMatchObject({ components: { schemas: { pet: { title: 'pet' } } } })
})

test('members named __proto__ survive bundling as data', async () => {
  const { document } = await load({
    'api.json':
      '{"openapi":"3.1.0","components":{"schemas":{"__proto__":{"$ref":"p.json"},"A":{"properties":{"__proto__":{"$ref":"p.json"}}}}}}',
    'p.json': '{"properties":{"__proto__":{"type":"string","polluted":1}}}'
  })
  expect(JSON.stringify(document)).toBe(
    '{"openapi":"3.1.0","components":{"schemas":{"__proto__":{"properties":{"__proto__":{"type":"string","polluted":1}}},"A":{"properties":{"__proto__":{"$ref":"#/components/schemas/__proto__"}}}}}}'
  )
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
