// The published JSON Schema of a release holds for everything that `compile` makes.
import { readdirSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import schema from '../../schemas/release.schema.json' with { type: 'json' }
import { description, realDescription, realDescriptions } from '../../test/support/descriptions.js'
import { compileDescription } from './compile-description.js'
import type { Release } from './release.js'

const ajv = new Ajv2020({ strict: false })
const isRelease = ajv.compile(schema)
const isOperation = ajv.compile({ $ref: `${schema.$id}#/$defs/operation` })
const isModel = ajv.compile({ $ref: `${schema.$id}#/$defs/model` })
const folder = new URL('../../../../descriptions/', import.meta.url)
const ownDescriptions = readdirSync(folder).filter((name) => /\.(yaml|json)$/.test(name))

interface StoredModel {
  readonly bindings: { [name: string]: { [member: string]: unknown } }
  readonly resources: { [name: string]: { [member: string]: unknown } }
  readonly shared: readonly unknown[]
}

/** What is shared, put where it belongs: it is checked there. */
function unfolded(model: StoredModel): StoredModel {
  for (const one of [...Object.values(model.bindings), ...Object.values(model.resources)])
    for (const [name, member] of Object.entries(one))
      if (typeof member === 'number') one[name] = model.shared[member]
  return model
}

function expectValid(release: Release): void {
  isRelease(release)
  expect(isRelease.errors).toBeNull()
  for (const text of [...Object.values(release.operations), ...Object.values(release.webhooks)]) {
    isOperation(JSON.parse(text))
    expect(isOperation.errors).toBeNull()
  }
  isModel(JSON.parse(release.model))
  expect(isModel.errors).toBeNull()
  isModel(unfolded(JSON.parse(release.model)))
  expect(isModel.errors).toBeNull()
}

test.each(ownDescriptions)('the release of %s is one', (name) => {
  expectValid(compileDescription(description(name)).release!)
})

test
  .skipIf(realDescriptions.length === 0)
  .each(
    realDescriptions.length > 0 ? realDescriptions : ['real descriptions: skipped, their folder is absent']
  )('the release of %s is one', (name) => {
  expectValid(compileDescription(realDescription(name)).release!)
})

test.each([
  ['another format', { format: 'sandbed-snapshot' }],
  ['another version', { formatVersion: 1 }],
  ['a digest of another kind', { digest: 'abc' }],
  ['a member nobody knows', { more: 1 }]
])('%s is none', (_, change) => {
  const { release } = compileDescription({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: {} })
  expect(isRelease({ ...release, ...change })).toBe(false)
})

test.each([
  ['a member nobody knows', { more: 1 }],
  ['a binding without its classification', { bindings: { 'GET /a': { within: [], output: 0 } } }],
  ['a resource that is no object', { resources: { a: 0 } }],
  ['a finding without a reason', { resources: { a: { kind: { value: 'ambient', confidence: 1 } } } }],
  ['a part that is no finding', { shared: ['a'] }]
])('a model with %s is none', (_, change) => {
  const model = { bindings: {}, resources: {}, shared: [] }
  expect(isModel(model)).toBe(true)
  expect(isModel({ ...model, ...change })).toBe(false)
})
