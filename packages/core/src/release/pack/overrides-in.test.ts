// `x-sandbed` at the root of a description and on its operations, collected; also from a compiled release.
import { describe, expect, it } from 'vitest'
import { api, json, type Document } from '../../../test/support/descriptions.js'
import { kennelModel, sourceOf } from '../../../test/support/kennel.js'
import { compileDescription } from '../compile-description.js'
import { readRelease } from '../load-release.js'
import { applyOverrides } from '../resources/overrides/apply-overrides.js'
import { overridesIn } from './overrides-in.js'

const responses = { '200': json() }

function described(root: unknown, operation?: unknown): Document {
  const own = operation === undefined ? {} : { 'x-sandbed': operation }
  return api(
    { '/pets/{id}': { get: { operationId: 'getPet', responses, ...own }, put: { responses } } },
    root === undefined ? {} : { 'x-sandbed': root }
  )
}

it('a description that says nothing has none', () => {
  expect(overridesIn(sourceOf(described(undefined)))).toMatchObject({ overrides: {}, issues: [] })
})

it('the root and the operations are put together; what stands on the operation wins', () => {
  const root = {
    resources: { pets: { shape: 'uuid' } },
    operations: { 'GET /pets/{id}': { does: 'list', order: 'newest' }, 'PUT /pets/{id}': { does: 'create' } }
  }
  const { overrides, issues } = overridesIn(sourceOf(described(root, { does: 'read' })))
  expect(issues).toEqual([])
  expect(overrides).toEqual({
    resources: { pets: { shape: 'uuid' } },
    operations: { 'GET /pets/{id}': { does: 'read', order: 'newest' }, 'PUT /pets/{id}': { does: 'create' } }
  })
})

it('a compiled release brings the same along', () => {
  const document = described({ resources: { pets: { id: 'id' } } }, { does: 'read', resource: 'pets' })
  const { overrides } = overridesIn(readRelease(compileDescription(document).release!))
  expect(overrides).toEqual(overridesIn(sourceOf(document)).overrides)
})

describe('issues say where in the description', () => {
  it('what is malformed', () => {
    const { issues } = overridesIn(sourceOf(described({ resource: {} }, { dose: 'read' })))
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/x-sandbed/resource',
      '/paths/~1pets~1{id}/get/x-sandbed/dose'
    ])
  })

  it('what is stale', () => {
    const source = sourceOf(
      described(
        {
          resources: { cats: { id: 'x' } },
          operations: { 'GET /pets/{id}': { to: 'a' }, putPet: {} }
        },
        { does: 'read', resource: 'owners', key: 'path.idd' }
      )
    )
    const { overrides, place } = overridesIn(source)
    const { issues } = applyOverrides(kennelModel, overrides, source.index.operations, 'x-sandbed', {
      source,
      place
    })
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/x-sandbed/operations/putPet',
      '/x-sandbed/resources/cats',
      '/paths/~1pets~1{id}/get/x-sandbed/key',
      '/x-sandbed/operations/GET ~1pets~1{id}/to'
    ])
  })

  it('200 of them at most', () => {
    const faults = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`m${index}`, 1]))
    expect(overridesIn(sourceOf(described(faults, faults))).issues).toHaveLength(200)
  })
})

it.each([7, null, 'x', [], { operations: 7, resources: null }])('%j never throws', (value) => {
  const { overrides, issues } = overridesIn(sourceOf(described(value, value)))
  expect(issues.length).toBeGreaterThan(0)
  expect(overrides.resources).toBeUndefined()
})
