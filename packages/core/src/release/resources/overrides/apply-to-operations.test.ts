// What users say about operations: each member of an override changes its finding; what a new classification needs is found or asked for.
import { describe, expect, it } from 'vitest'
import { kennel, kennelModel, sourceOf } from '../../../../test/support/kennel.js'
import type { ListSpec } from '../list-model.js'
import type { Binding } from '../model.js'
import { applyOverrides } from './apply-overrides.js'
import type { OperationOverride } from './overrides.js'
import { readOverrides } from '../../pack/read-overrides.js'

const source = sourceOf(kennel)
const keys = new Map(source.index.operations.map(({ key, operationId }) => [operationId!, key]))
const inferredBinding = (id: string) => kennelModel.bindings[keys.get(id)!]!
const list = inferredBinding('listDogs').list!
const said = <T>(value: T) => ({ value, confidence: 1, reason: 'set by the pack' })
const derived = <T>(value: T) => ({
  value,
  confidence: 0.5,
  reason: expect.stringMatching(/; the pack does not say$/)
})

function apply(id: string, override: OperationOverride, resources = {}) {
  const { overrides, issues } = readOverrides({ operations: { [id]: override }, resources }, '')
  expect(issues).toEqual([])
  const applied = applyOverrides(kennelModel, overrides, source.index.operations, 'the pack', { source })
  return { ...applied, binding: applied.model.bindings[keys.get(id) ?? id]! }
}

describe('each member changes its finding and nothing else', () => {
  it.each<[id: string, OperationOverride, Partial<Binding>]>([
    ['getDog', { does: 'update' }, { does: said('update') }],
    ['getDog', { resource: 'owners' }, { resource: said('owners') }],
    ['removeDog', { key: 'path.kennel' }, { key: said({ in: 'path', name: 'kennel' }), within: [] }],
    ['adoptDog', { key: 'query.who' }, { key: said({ in: 'query', name: 'who' }) }],
    ['getDog', { key: false }, { key: undefined }],
    ['addDog', { input: 'body.vet' }, { input: said({ in: 'body', at: ['vet'] }) }],
    ['addDog', { input: 'body.*' }, { input: said({ in: 'body', at: [], many: true }) }],
    ['adoptDog', { input: 'query' }, { input: said({ in: 'query', at: [] }) }],
    ['addDog', { input: false }, { input: undefined }],
    ['getDog', { output: '' }, { output: said({ kind: 'entity', at: [] }) }],
    ['getDog', { output: { kind: 'id', at: 'dog.id' } }, { output: said({ kind: 'id', at: ['dog', 'id'] }) }],
    ['getDog', { output: { kind: 'entity' } }, { output: said({ kind: 'entity', at: ['dog'] }) }],
    ['removeDog', { output: { kind: 'other' } }, { output: said({ kind: 'other', at: [] }) }],
    ['addDog', { within: [] }, { within: [] }],
    ['addDog', { within: [{ resource: 'owners' }] }, { within: [{ resource: 'owners' }] }],
    ['listDogs', { expand: false, fields: 'sort' }, { expand: undefined, fields: 'sort' }],
    ['adoptDog', { to: 'new' }, { action: said({ to: 'new' }) }],
    ['adoptDog', { from: 'new' }, { action: said({ to: 'adopted', from: ['new'] }) }],
    ['adoptDog', { sets: { gone: true } }, { action: said({ to: 'adopted', sets: { gone: true } }) }],
    ['adoptDog', { copies: true }, { action: said({ to: 'adopted', copies: true }) }]
  ])('%s: %j', (id, override, change) => {
    const { model, binding, issues } = apply(id, override)
    expect(issues).toEqual([])
    expect(binding).toEqual({ ...inferredBinding(id), ...change })
    expect(model.resources).toBe(kennelModel.resources)
    for (const [key, other] of Object.entries(model.bindings))
      if (key !== keys.get(id)) expect(other).toBe(kennelModel.bindings[key])
  })

  it.each<[OperationOverride, Partial<ListSpec>]>([
    [{ paging: { defaultSize: 5 } }, { paging: said({ ...list.paging.value, defaultSize: 5 }) }],
    [
      { paging: { style: 'offset', parameter: 'page' } },
      { paging: said({ style: 'offset', parameter: 'page', size: 'limit', defaultSize: 20, maxSize: 50 }) }
    ],
    [
      { paging: { style: 'none' } },
      { paging: said({ style: 'none', size: 'limit', defaultSize: 20, maxSize: 50 }) }
    ],
    [{ order: 'newest' }, { order: said('newest') }],
    [{ filters: { owner: false } }, { filters: [] }],
    [
      { filters: { owner: 'name' } },
      { filters: [{ parameter: 'owner', operator: 'equal', ...said(['name']) }] }
    ],
    [
      { filters: { 'born[gte]': { at: 'born', operator: 'at-least' }, only: '' } },
      {
        filters: [
          ...list.filters,
          { parameter: 'born', member: 'gte', operator: 'at-least', ...said(['born']) },
          { parameter: 'only', operator: 'search', ...said([]) }
        ]
      }
    ],
    [{ sort: false }, { sort: undefined }],
    [
      { sort: { parameter: 'sort', direction: 'dir', values: { age: 'born' } } },
      {
        sort: said({
          parameter: 'sort',
          direction: 'dir',
          values: { age: ['born'] },
          defaultDirection: 'ascending'
        })
      }
    ],
    [{ envelope: { more: false } }, { envelope: [] }],
    [{ envelope: { more: 'is-last' } }, { envelope: [{ at: ['more'], ...said('is-last') }] }],
    [
      { headers: { link: 'link-header' } },
      { envelope: [...list.envelope, { at: [], header: 'link', ...said('link-header') }] }
    ]
  ])('listDogs: %j', (override, change) => {
    const { binding, issues } = apply('listDogs', override)
    expect(issues).toEqual([])
    expect(binding).toEqual({ ...inferredBinding('listDogs'), list: { ...list, ...change } })
  })

  it('the place of the items moves the output with it', () => {
    const { binding } = apply('listDogs', { items: 'edges.*.node' })
    expect(binding).toEqual({
      ...inferredBinding('listDogs'),
      output: said({ kind: 'items', at: ['edges'] }),
      list: { ...list, items: said(['edges']), item: ['node'] }
    })
  })

  it('by its key or by its id; where both are used, the key wins', () => {
    const key = 'GET /kennels/{kennel}/dogs'
    expect(apply(key, { order: 'newest' }).binding.list!.order).toEqual(said('newest'))
    const { model } = applyOverrides(
      kennelModel,
      { operations: { [key]: { order: 'newest' }, listDogs: { order: 'oldest', expand: false } } },
      source.index.operations,
      'the pack'
    )
    expect(model.bindings[key]!.list!.order).toEqual(said('newest'))
    expect(model.bindings[key]).not.toHaveProperty('expand')
  })
})

describe('another classification', () => {
  it('takes away what it has no use for', () => {
    expect(apply('listDogs', { does: 'action' }).binding).not.toHaveProperty('list')
    expect(apply('adoptDog', { does: 'update' }).binding).not.toHaveProperty('action')
    expect(apply('getDog', { does: 'none' }).binding).toEqual({
      operation: keys.get('getDog'),
      does: said('none'),
      within: inferredBinding('getDog').within,
      output: inferredBinding('getDog').output
    })
  })

  it('a list is given the least, where its items are known to stand', () => {
    const { binding, issues } = apply('findVets', { does: 'list', resource: 'owners', items: 'hits' })
    expect(issues).toEqual([])
    expect(binding).toEqual({
      operation: 'POST /vets/search',
      does: said('list'),
      resource: said('owners'),
      within: [],
      output: said({ kind: 'items', at: ['hits'] }),
      list: {
        items: said(['hits']),
        item: [],
        paging: derived({ style: 'none', defaultSize: 20 }),
        envelope: [],
        filters: [],
        order: derived('oldest')
      }
    })
    const byOutput = apply('findVets', {
      does: 'list',
      resource: 'owners',
      output: { kind: 'items', at: 'hits' },
      paging: { style: 'after', in: 'body', parameter: 'after' }
    })
    expect(byOutput.issues).toEqual([])
    expect(byOutput.binding.list).toMatchObject({
      items: derived(['hits']),
      paging: said({ style: 'after', in: 'body', parameter: 'after', defaultSize: 20 })
    })
  })

  it('a read, an update and so on take their key from the path', () => {
    const { binding } = apply('adoptDog', { does: 'create' })
    expect(binding).not.toHaveProperty('key')
    expect(binding.input).toEqual(derived({ in: 'body', at: [] }))
    const created = applyOverrides(
      { ...kennelModel, bindings: { ...kennelModel.bindings, [binding.operation]: binding } },
      { operations: { adoptDog: { does: 'update' } } },
      source.index.operations,
      'the pack'
    )
    expect(created.model.bindings[binding.operation]!.key).toEqual(derived({ in: 'path', name: 'dog' }))
  })

  it('what was the key of another resource becomes a step of the path', () => {
    const { binding } = apply('adoptDog', { does: 'create', resource: 'owners' })
    expect(binding.within).toEqual([
      { resource: 'kennels', parameter: 'kennel' },
      { resource: 'dogs', parameter: 'dog' }
    ])
  })

  it('a step of the path becomes the key', () => {
    const { binding } = apply('addDog', { does: 'action', resource: 'kennels' })
    expect(binding).toMatchObject({ key: derived({ in: 'path', name: 'kennel' }), within: [] })
  })

  it.each<[id: string, OperationOverride, member: string, message: RegExp, hint: RegExp]>([
    ['findVets', { does: 'read' }, 'does', /about a resource/, /`resource`/],
    ['findVets', { resource: 'owners' }, 'resource', /about no resource/, /what it `does`/],
    ['getDog', { does: 'none', key: 'path.dog' }, 'key', /about no resource/, /Leave it out/],
    ['getDog', { does: 'list' }, 'does', /Where the response holds the items/, /`items`/],
    ['findVets', { does: 'read', resource: 'owners' }, 'does', /nothing in the path/, /`key`/],
    ['getDog', { paging: { defaultSize: 1 } }, 'paging', /about lists.*`read`/, /does: list/],
    ['getDog', { to: 'new' }, 'to', /about actions.*`read`/, /does: action/],
    ['listDogs', { paging: { style: 'after' } }, 'paging', /asked for with a parameter/, /`parameter`/]
  ])('%s: %j cannot be carried out', (id, override, member, message, hint) => {
    const { model, binding, issues } = apply(id, override)
    expect(issues).toEqual([
      {
        code: 'override-unusable',
        severity: 'warning',
        pointer: `/operations/${id}/${member}`,
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint)
      }
    ])
    if (override.does === 'none') expect(binding.does).toEqual(said('none'))
    else expect(model).toEqual(kennelModel)
  })

  it('an action on what has no states leads nowhere, unless the states are said too', () => {
    const override = { does: 'action', resource: 'owners', key: 'path.dog', to: 'moved' } as const
    expect(apply('adoptDog', override).issues).toMatchObject([
      { code: 'override-unusable', pointer: '/operations/adoptDog/to' }
    ])
    const states = { owners: { state: { at: 'status', values: ['here', 'moved'] } } }
    const { binding, issues } = apply('adoptDog', override, states)
    expect(issues).toEqual([])
    expect(binding.action).toEqual(said({ to: 'moved' }))
  })
})

describe('what is stale is said, and the rest applies', () => {
  it.each<[id: string, OperationOverride, member: string, message: RegExp, nearest: string]>([
    ['getDog', { key: 'path.dogId' }, 'key', /no path parameter `dogId`/, 'dog'],
    ['listDogs', { key: 'query.ownr' }, 'key', /no query parameter `ownr`/, 'owner'],
    ['addDog', { key: 'body.idd' }, 'key', /no member `idd`/, 'id'],
    ['addDog', { input: 'body.vett' }, 'input', /no member `vett`/, 'vet'],
    ['adoptDog', { input: 'query.woh' }, 'input', /no query parameter `woh`/, 'who'],
    ['getDog', { output: 'dgo' }, 'output', /no member `dgo`/, 'dog'],
    ['getDog', { within: [{ resource: 'kennel' }] }, 'within/0/resource', /no resource `kennel`/, 'kennels'],
    [
      'getDog',
      { within: [{ resource: 'kennels', parameter: 'kenel' }] },
      'within/0/parameter',
      /no path parameter `kenel`/,
      'kennel'
    ],
    ['listDogs', { expand: 'expnd' }, 'expand', /no query parameter/, 'expand'],
    ['listDogs', { items: 'dta' }, 'items', /no member `dta`/, 'data'],
    ['listDogs', { paging: { size: 'limt' } }, 'paging/size', /no query parameter `limt`/, 'limit'],
    ['listDogs', { filters: { ownr: 'owner' } }, 'filters/ownr', /no query parameter `ownr`/, 'owner'],
    ['listDogs', { filters: { owner: 'ownr' } }, 'filters/owner', /no member `ownr`/, 'owner'],
    ['listDogs', { sort: { parameter: 'srt' } }, 'sort/parameter', /no query parameter/, 'sort'],
    [
      'listDogs',
      { sort: { parameter: 'sort', values: { a: 'brn' } } },
      'sort/values/a',
      /no member `brn`/,
      'born'
    ],
    ['listDogs', { envelope: { mor: 'has-more' } }, 'envelope/mor', /no member `mor`/, 'more'],
    ['adoptDog', { to: 'adoptd' }, 'to', /no state of `dogs` `adoptd`/, 'adopted'],
    ['adoptDog', { from: ['nw'] }, 'from', /no state of `dogs` `nw`/, 'new'],
    ['adoptDog', { sets: { gon: true } }, 'sets/gon', /no member `gon`/, 'gone']
  ])('%s: %j', (id, override, member, message, nearest) => {
    const { model, issues } = apply(id, override)
    expect(issues).toEqual([
      {
        code: 'override-stale',
        severity: 'warning',
        pointer: `/operations/${id}/${member}`,
        message: expect.stringMatching(message),
        hint: `The nearest is \`${nearest}\`.`
      }
    ])
    expect(model).toEqual(kennelModel)
    expect(model.bindings).toBe(kennelModel.bindings)
  })

  it('an operation', () => {
    const { overrides } = readOverrides(
      { operations: { listDog: { does: 'list' }, listDogs: { order: 'newest' } } },
      ''
    )
    const { model, issues } = applyOverrides(kennelModel, overrides, source.index.operations, 'the pack')
    expect(issues).toMatchObject([
      { code: 'override-stale', pointer: '/operations/listDog', hint: 'The nearest is `listDogs`.' }
    ])
    expect(model.bindings[keys.get('listDogs')!]!.list!.order).toEqual(said('newest'))
  })
})

describe('a new resource', () => {
  const search = { does: 'list', resource: 'vets', items: 'hits' } as const

  it('is made with what the operation shows of it', () => {
    const { model, issues } = apply('findVets', search)
    expect(issues).toMatchObject([
      { code: 'override-resource-new', severity: 'info', pointer: '/operations/findVets/resource' }
    ])
    expect(Object.keys(model.resources)).toEqual(['dogs', 'kennels', 'owners', 'vets'])
    expect(model.resources['vets']).toMatchObject({
      name: 'vets',
      kind: derived('collection'),
      schema: derived({
        operation: 'POST /vets/search',
        direction: 'response',
        status: '200',
        at: ['hits', '*']
      }),
      id: { at: derived(['id']), shape: derived({ kind: 'schema' }) },
      creatable: derived(false),
      parents: []
    })
    expect(model.resources['dogs']).toBe(kennelModel.resources['dogs'])
  })

  it('is corrected by what is said of it under `resources`, and then nobody asks whether it is a slip', () => {
    const { model, issues } = apply('findVets', search, {
      vets: { shape: 'vet_{8}' },
      dogs: { references: { 'vet.id': 'vets' } }
    })
    expect(issues).toEqual([])
    expect(model.resources['vets']!.id!.shape).toEqual(said(expect.objectContaining({ prefix: 'vet_' })))
    expect(model.resources['dogs']!.references.at(-1)).toEqual({ at: ['vet', 'id'], ...said('vets') })
  })

  it('stands below what its path leads through, and can be made where an operation does', () => {
    const { model } = apply('addDog', { resource: 'puppies' })
    expect(model.resources['puppies']).toMatchObject({
      parents: [{ resource: 'kennels' }],
      creatable: derived(true)
    })
  })

  it('a name close to another may be a slip', () => {
    expect(apply('getDog', { resource: 'dog' }).issues).toMatchObject([
      { code: 'override-resource-new', hint: expect.stringContaining('Did you mean `dogs`?') }
    ])
  })

  it('is not made for an operation about nothing', () => {
    expect(apply('findVets', { resource: 'vets' }).model.resources).toBe(kennelModel.resources)
  })
})
