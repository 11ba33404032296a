// The published JSON Schema of a release holds for everything that `compile` makes.
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import schema from '../../schemas/release.schema.json' with { type: 'json' }
import { compile } from './compile.js'

const ajv = new Ajv2020({ strict: false })
const isRelease = ajv.compile(schema)
const isOperation = ajv.compile({ $ref: `${schema.$id}#/$defs/operation` })
const folder = new URL('../../../../descriptions/', import.meta.url)
const descriptions = readdirSync(folder).filter((name) => /\.(yaml|json)$/.test(name))

test.each(descriptions)('the release of %s is one', (name) => {
  const { release } = compile(load(readFileSync(new URL(name, folder), 'utf8')))
  isRelease(release)
  expect(isRelease.errors).toBeNull()
  for (const text of [...Object.values(release!.operations), ...Object.values(release!.webhooks)]) {
    isOperation(JSON.parse(text))
    expect(isOperation.errors).toBeNull()
  }
})

test.each([
  ['another format', { format: 'sandbed-snapshot' }],
  ['another version', { formatVersion: 1 }],
  ['a digest of another kind', { digest: 'abc' }],
  ['a member nobody knows', { more: 1 }]
])('%s is none', (_, change) => {
  const { release } = compile({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: {} })
  expect(isRelease({ ...release, ...change })).toBe(false)
})
