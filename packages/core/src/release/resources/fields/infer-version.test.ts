import { expect, it } from 'vitest'
import type { Schema } from '../../../schema/schema.js'
import { inferVersion } from './infer-version.js'

const none = { schema: () => undefined }
const integer: Schema = { type: 'integer' }
const text: Schema = { type: 'string' }

function of(
  members: Record<string, Schema>,
  written?: Record<string, Schema>,
  words = ''
): string | undefined {
  const writable = written && { properties: written }
  const found = inferVersion(none, { properties: members }, writable, () => words)
  return found && `${found.value.at.join('.')} ${found.value.kind}`
}

it.each<[string, Schema, string | undefined]>([
  ['version', integer, 'version number'],
  ['revision', integer, 'revision number'],
  ['revision', text, 'revision text'],
  ['etag', text, 'etag text'],
  ['eTag', text, 'eTag text'],
  ['_rev', text, '_rev text'],
  ['sequence_id', text, 'sequence_id text'],
  ['lock_version', integer, 'lock_version number'],
  ['lockVersion', integer, 'lockVersion number'],
  ['version', { type: 'string', examples: ['3'] }, 'version text'],
  // The version of what the entity describes.
  ['version', { type: 'string', examples: ['v1.2.0'] }, undefined],
  ['version', { type: 'string', enum: ['1', '2'] }, undefined],
  ['version', { type: 'object', properties: { id: text } }, undefined],
  ['version', { type: 'boolean' }, undefined],
  ['api_version', text, undefined],
  ['version_id', integer, undefined],
  ['conversion', integer, undefined]
])('%s %j: %s', (name, schema, found) => expect(of({ [name]: schema })).toBe(found))

it('a version that the client writes is its own', () => {
  expect(of({ version: integer }, { version: integer })).toBeUndefined()
  expect(of({ lockVersion: integer, version: integer }, { version: integer })).toBe('lockVersion number')
})

it('is surer where it is known what clients write', () => {
  const entity = { properties: { version: integer } }
  expect(inferVersion(none, entity)?.confidence).toBe(0.6)
  expect(inferVersion(none, entity, { properties: { name: text } })?.confidence).toBe(0.75)
})

it('the words of the author settle it', () => {
  expect(of({ version: text }, {}, 'Used for optimistic locking.')).toBe('version text')
})

it('the surest of several is taken, one level down as well', () => {
  expect(of({ version: integer, etag: text })).toBe('etag text')
  expect(of({ metadata: { properties: { resourceVersion: text } } })).toBe('metadata.resourceVersion text')
})
