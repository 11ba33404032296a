import { expect, it } from 'vitest'
import { api, description, json, ownDescriptions } from '../../test/support/descriptions.js'
import { createSandbox } from '../engine/sandbox/create-sandbox.js'
import { isSandboxError } from '../errors.js'
import { compileDescription } from './compile-description.js'
import { loadRelease, readRelease } from './load-release.js'

const { release } = compileDescription(description('todo.json'))
const text = JSON.stringify(release)
const changed = (more: object) => ({ ...JSON.parse(text), ...more })

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
  } catch (error) {
    if (isSandboxError(error)) return error.code
    throw error
  }
  return undefined
}

it('a release survives saving and loading, as text and as an object', () => {
  expect(loadRelease(text, { verify: true })).toEqual(release)
  expect(loadRelease(JSON.parse(text), { verify: true })).toEqual(release)
})

it('a release cannot be changed', () => {
  expect(Object.isFrozen(release)).toBe(true)
  expect(Object.isFrozen(release!.index.operations[0])).toBe(true)
})

it.each(ownDescriptions)(
  '%s: a description that was opened and its saved release answer byte for byte alike',
  (name) => {
    const original = description(name)
    for (const mode of ['static', 'dynamic'] as const) {
      const opened = createSandbox({ description: original, mode })
      const loaded = createSandbox({ release: JSON.stringify(compileDescription(original).release), mode })
      expect(loaded.operations).toEqual(opened.operations)
      for (const { key } of opened.operations) {
        const request = opened.sampleRequest(key)
        expect(loaded.sampleRequest(key)).toEqual(request)
        expect(loaded.handle(request)).toEqual(opened.handle(request))
        expect(loaded.describe(key)).toEqual(opened.describe(key))
      }
    }
  }
)

it('parts are parsed when they are first asked for, and once', () => {
  const source = readRelease(release!)
  expect(source.operation('GET /todos')).toBe(source.operation('GET /todos'))
  expect(source.schema('#/components/schemas/Todo')).toBe(source.schema('#/components/schemas/Todo'))
  expect(source.schema('#/components/schemas/toString')).toBeUndefined()
  expect(() => source.operation('constructor')).toThrow(RangeError)
})

it.each([
  ['text that is not JSON', 'openapi: 3.1.0'],
  ['empty text', ''],
  ['another JSON document', { openapi: '3.1.0' }],
  ['null', null],
  ['a list', []],
  ['a release of another format version', changed({ formatVersion: 99 })],
  ['a release without an index', changed({ index: undefined })],
  ['a release without operations', changed({ operations: undefined })],
  ['a release without schemas', changed({ schemas: [] })],
  ['a release that lacks an operation of its index', changed({ operations: {} })],
  [
    'a release whose operation is not text',
    changed({ operations: { ...release!.operations, 'GET /todos': {} } })
  ],
  [
    'an index with something else among its operations',
    changed({ index: { ...release!.index, operations: [null] } })
  ],
  ['base paths that are not text', changed({ index: { ...release!.index, basePaths: [7] } })]
])('refuses %s', (_, source) => {
  expect(codeOf(() => loadRelease(source as string))).toBe('invalid-release')
  expect(codeOf(() => createSandbox({ release: source as string }))).toBe('invalid-release')
})

it('verify finds any change', () => {
  const operation = release!.operations['GET /todos']!.replace('Water', 'Watch')
  const damaged = changed({ operations: { ...release!.operations, 'GET /todos': operation } })
  expect(codeOf(() => loadRelease(damaged))).toBeUndefined()
  expect(codeOf(() => loadRelease(damaged, { verify: true }))).toBe('invalid-release')
  expect(codeOf(() => loadRelease(changed({ digest: '0'.repeat(64) }), { verify: true }))).toBe(
    'invalid-release'
  )
  expect(codeOf(() => loadRelease(text.replace('"title":"To do"', '"title":1e999'), { verify: true }))).toBe(
    'invalid-release'
  )
})

it('a part that is no JSON is named when it is used', () => {
  const sandbox = createSandbox({
    release: changed({ operations: { ...release!.operations, 'GET /todos': '{' } })
  })
  expect(() => sandbox.handle({ method: 'GET', url: '/todos' })).toThrow(/GET \/todos.*cannot be read/)
  expect(sandbox.handle({ method: 'GET', url: '/todos/1' }).status).toBe(200)
})

it('names that objects inherit are data', () => {
  const names = { __proto__: 1, constructor: 1, toString: 1 }
  const paths = Object.fromEntries(
    ['__proto__', 'constructor', 'toString'].map((name) => [
      `/${name}`,
      { get: { operationId: name, responses: { '200': json({ const: name }) } } }
    ])
  )
  const sandbox = createSandbox({
    release: JSON.stringify(compileDescription(api(paths, { 'x-names': names })).release)
  })
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(sandbox.handle({ method: 'GET', url: `/${name}` }).body).toBe(`"${name}"`)
})

it.each(['{', 'null', '{}'])('a model that is %s is named when it is used', (model) => {
  const sandbox = createSandbox({ release: changed({ model }), mode: 'dynamic' })
  expect(() => sandbox.model).toThrow(/the part 'model' cannot be read/)
})
