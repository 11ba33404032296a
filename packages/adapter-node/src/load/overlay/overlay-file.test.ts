import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile, createSandbox, loadDescription, loadText, placeIssues } from '../../index.js'
import { getPointer } from '../json-pointer.js'

let folder = ''
const path = (name: string): string => join(folder, name)
const write = (name: string, lines: readonly string[]): Promise<void> =>
  writeFile(path(name), `${lines.join('\n')}\n`)

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-overlay-')))
  await mkdir(path('other'))
  await write('api.yaml', [
    'openapi: 3.1.0',
    'info: { title: Pets, version: "1" }',
    'paths:',
    '  /pets:',
    '    get:',
    '      parameters:',
    '        - { name: old, in: query, schema: { type: string } }',
    '        - { name: size, in: query, schema: { type: lizard } }',
    '      responses:',
    '        "200": { description: Pets, content: { application/json: { schema: { $ref: "pet.yaml" } } } }'
  ])
  await write('pet.yaml', ['type: object', 'properties: { name: { type: string } }'])
  await write('owner.yaml', ['type: string', 'const: Ann'])
  await write('fix.yaml', [
    'overlay: 1.0.0',
    'info: { title: Corrections, version: "1" }',
    'actions:',
    '  - target: $.paths["/pets"].get',
    '    update:',
    '      x-sandbed: { does: list }',
    '      operationId: listPets',
    '  - target: $.paths["/pets"].get.parameters[?@.name == "old"]',
    '    remove: true',
    '  - target: $.paths["/cats"]',
    '    remove: true'
  ])
  await write('other/owner.json', [
    '{ "overlay": "1.0.0", "info": { "title": "Owners", "version": "1" },',
    '  "actions": [{ "target": "$.paths[\'/pets\'].get.responses[\'200\'].content[\'application/json\']",',
    '    "update": { "schema": { "properties": { "owner": { "$ref": "owner.yaml" }, "age": { "type": "snake" } } } } }] }'
  ])
})
afterAll(() => rm(folder, { recursive: true }))

/** The code and place of each issue, without the folder. */
const places = (
  issues: readonly { code: string; file?: string; line?: number; column?: number }[]
): string[] =>
  issues.map(({ code, file, line, column }) => `${code} ${file?.replace(folder, '')}:${line}:${column}`)

test('an overlay is applied to a description that is loaded, and what it says reaches the release', async () => {
  const loaded = await loadDescription(path('api.yaml'), { overlay: path('fix.yaml') })
  expect(places(loaded.issues)).toEqual(['overlay-stale /fix.yaml:10:13'])
  expect(loaded.files).toEqual(['api.yaml', 'fix.yaml', 'pet.yaml'].map(path))
  expect(loaded.text(path('fix.yaml'))).toContain('Corrections')
  const { release } = compile(loaded.document)
  const [operation] = release?.index.operations ?? []
  expect(operation?.operationId).toBe('listPets')
  expect(JSON.parse(release?.operations['GET /pets'] ?? '')).toMatchObject({
    extensions: { 'x-sandbed': { does: 'list' } }
  })
})

test('several are applied in order: paths, URLs and objects', async () => {
  const retitle = (title: string) => ({
    overlay: '1.0.0',
    info: { title, version: '1' },
    actions: [{ target: '$.info', update: { title, [`x-${title}`]: true } }]
  })
  const overlay = [retitle('One'), pathToFileURL(path('fix.yaml')), retitle('Two')]
  const { document } = await loadDescription(path('api.yaml'), { overlay })
  expect(document).toMatchObject({
    info: { title: 'Two', 'x-One': true },
    paths: { '/pets': { get: { operationId: 'listPets' } } }
  })
})

test('references that an overlay puts in are followed as if they stood in the description', async () => {
  const { document, issues } = await loadDescription(path('api.yaml'), { overlay: path('other/owner.json') })
  expect(issues).toEqual([])
  const schema = '/paths/~1pets/get/responses/200/content/application~1json/schema'
  expect(getPointer(document, `${schema}/properties/owner/$ref`)).toMatch(/^#\/components\/schemas\//)
})

test('issues found later are placed where the part was written: in the description, or in the overlay', async () => {
  const loaded = await loadDescription(path('api.yaml'), {
    overlay: [path('fix.yaml'), path('other/owner.json')]
  })
  const issues = compile(loaded.document).issues.filter(({ code }) => code === 'schema-type-unknown')
  expect(places(placeIssues(issues, loaded)).toSorted()).toEqual([
    'schema-type-unknown /api.yaml:8:52',
    'schema-type-unknown /other/owner.json:3:97'
  ])
  const get = '/paths/~1pets/get'
  expect(loaded.locate(`${get}/operationId`)).toEqual({ file: path('fix.yaml'), line: 7, column: 20 })
  expect(loaded.locate(`${get}/responses`)).toEqual({ file: path('api.yaml'), line: 9, column: 7 })
})

test('an overlay given as an object has no places, and nothing is placed in the description instead', async () => {
  const loaded = await loadText('{"openapi":"3.1.0","info":{},"paths":{}}', {
    overlay: { overlay: '1.0.0', info: {}, actions: [{ target: '$.tags', update: {} }] }
  })
  expect(places(placeIssues(loaded.issues, loaded))).toEqual([
    'overlay-info-incomplete (overlay 1):undefined:undefined',
    'overlay-stale (overlay 1):undefined:undefined'
  ])
})

test('an overlay is fetched when a URL is named', async () => {
  const server = createServer((request, response) => {
    const update = { title: 'Fetched' }
    const overlay = {
      overlay: '1.0.0',
      info: { title: 'x', version: '1' },
      actions: [{ target: '$.info', update }]
    }
    if (request.url === '/fix.json') response.end(JSON.stringify(overlay))
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { document } = await loadDescription(path('api.yaml'), { overlay: `${origin}/fix.json` })
  expect(document).toMatchObject({ info: { title: 'Fetched' } })
  const gone = await loadDescription(path('api.yaml'), { overlay: new URL(`${origin}/gone.json`) })
  expect(gone).toMatchObject({
    document: undefined,
    issues: [{ code: 'unreadable', file: `${origin}/gone.json` }]
  })
  server.close()
})

describe('an overlay that was asked for and cannot be read ends the loading', () => {
  test('a file that is not there', async () => {
    const loaded = await loadDescription(path('api.yaml'), { overlay: [path('fix.yaml'), path('gone.yaml')] })
    expect(loaded.document).toBeUndefined()
    expect(loaded.issues).toMatchObject([{ code: 'unreadable', file: path('gone.yaml') }])
    // Kept among the files, for whoever waits for it to appear.
    expect(loaded.files).toContain(path('gone.yaml'))
  })

  test('a file that is no YAML, with its line', async () => {
    await write('broken.yaml', ['overlay: 1.0.0', 'actions: [', 'info: {}'])
    const loaded = await loadDescription(path('api.yaml'), { overlay: path('broken.yaml') })
    expect(loaded.document).toBeUndefined()
    expect(places(loaded.issues)[0]).toMatch(/^syntax \/broken\.yaml:\d+:\d+$/)
    await expect(createSandbox(path('api.yaml'), { overlay: path('broken.yaml') })).rejects.toMatchObject({
      code: 'invalid-description',
      message: expect.stringContaining(path('broken.yaml'))
    })
  })

  test('one for a release, which is compiled already', async () => {
    const { document } = await loadDescription(path('api.yaml'))
    await writeFile(path('api.release.json'), JSON.stringify(compile(document).release))
    const loaded = await loadDescription(path('api.release.json'), { overlay: path('fix.yaml') })
    expect(loaded).toMatchObject({ document: undefined, issues: [{ code: 'overlay-on-release' }] })
  })

  test('something that is no source at all throws', async () => {
    const overlay = 7 as unknown as string
    await expect(loadDescription(path('api.yaml'), { overlay })).rejects.toMatchObject({
      code: 'invalid-option'
    })
  })
})

test('a description that overlays make too large is left without them', async () => {
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'x', version: '1' },
    actions: [{ target: '$..*', update: { a: [1, 2, 3] } }]
  }
  const { document, issues } = await loadDescription(path('api.yaml'), { overlay, limits: { nodes: 60 } })
  expect(issues).toMatchObject([{ code: 'overlay-too-large' }])
  expect(document).toMatchObject({ info: { title: 'Pets', version: '1' } })
})

test('createSandbox takes an overlay, and its issues come first', async () => {
  const schema = { type: 'object', properties: { owner: { const: 'Ann' } }, required: ['owner'] }
  const target = "$.paths['/pets'].get.responses['200'].content['application/json']"
  const sandbox = await createSandbox(path('api.yaml'), {
    overlay: [
      path('fix.yaml'),
      {
        overlay: '1.0.0',
        info: { title: 'x', version: '1' },
        actions: [
          { target: `${target}.schema`, remove: true },
          { target, update: { schema } }
        ]
      }
    ]
  })
  expect(sandbox.issues[0]).toMatchObject({ code: 'overlay-stale', file: path('fix.yaml'), line: 10 })
  expect(sandbox.operations[0]?.operationId).toBe('listPets')
  expect(await (await sandbox.fetch('/pets')).json()).toEqual({ owner: 'Ann' })
})
