import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../schema/schema.js'
import { inferState } from './infer-state.js'
import { inferTombstone } from './infer-tombstone.js'

const none = { schema: () => undefined }
const id: Schema = { type: 'string' }
const deletedBody: Schema = {
  properties: { id, object: id, deleted: { type: 'boolean', enum: [true] } },
  required: ['id', 'deleted']
}
const plain: Schema = { properties: { id, name: id, email: id, phone: id } }
const flagged: Schema = {
  properties: { id, name: id, archived: { type: 'boolean' }, is_deleted: { type: 'boolean' } }
}
const staged: Schema = {
  properties: { id, name: id, plan: id, status: { type: 'string', enum: ['active', 'canceled'] } }
}

describe('gone (404) is the rule', () => {
  it.each<[string, Schema, Schema | undefined, Schema | undefined, string]>([
    ['without any sign', plain, undefined, plain, ''],
    ['though the delete answers `deleted: true`', plain, deletedBody, plain, ''],
    ['though there is a flag', flagged, undefined, flagged, ''],
    ['though there is a state to end in', staged, undefined, staged, ''],
    [
      'when the delete is permanent',
      flagged,
      undefined,
      flagged,
      'Permanently deletes an archived file. It cannot be restored.'
    ],
    ['when the kept one has no way to show it', plain, undefined, plain, 'Archives the thing.']
  ])('%s', (_, entity, deleted, read, words) =>
    expect(
      inferTombstone(none, entity, deleted, read, { text: words, state: inferState(none, entity) })
    ).toBeUndefined()
  )
})

describe('a deleted one is shown', () => {
  it('where the read is a union with a deleted form', () => {
    expect(inferTombstone(none, plain, deletedBody, { anyOf: [plain, deletedBody] })).toEqual({
      value: { kind: 'flag', at: ['deleted'] },
      confidence: 0.97,
      reason: 'the read is declared to answer with `deleted: true`'
    })
  })

  it('where a flag is described as set on deleted ones only', () => {
    const entity = { properties: { id, deleted: { type: 'boolean' } } }
    const textAt = (): string => 'Only returned if the resource has been successfully deleted.'
    expect(inferTombstone(none, entity, undefined, entity, { textAt })?.value).toEqual({
      kind: 'flag',
      at: ['deleted']
    })
  })

  it.each([
    ['Archives a project.', ['archived']],
    ['Soft-deletes the record.', ['archived']],
    ['Moves the file to the trash. It can be restored later.', ['archived']]
  ])('where the words say so: %s', (text, at) => {
    expect(inferTombstone(none, flagged, undefined, flagged, { text })?.value).toEqual({ kind: 'flag', at })
  })

  it('where the delete answers with the entity, which has a state for it', () => {
    const state = inferState(none, staged)
    expect(inferTombstone(none, staged, staged, staged, { state })).toMatchObject({
      value: { kind: 'state', at: ['status'], state: 'canceled' },
      confidence: 0.7
    })
  })

  it('where the delete answers with the entity, which has a flag for it', () => {
    expect(inferTombstone(none, flagged, flagged, flagged)?.value).toEqual({
      kind: 'flag',
      at: ['is_deleted']
    })
  })
})
