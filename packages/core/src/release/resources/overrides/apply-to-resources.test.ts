// What users say about resources: each member of an override changes its finding and nothing else.
import { describe, expect, it } from 'vitest'
import { kennel, kennelModel, sourceOf } from '../../../../test/support/kennel.js'
import type { Resource } from '../model.js'
import { applyOverrides } from './apply-overrides.js'
import type { ResourceOverride } from './overrides.js'
import { readOverrides } from '../../pack/read-overrides.js'

const source = sourceOf(kennel)
const { dogs } = kennelModel.resources as { dogs: Resource }
const said = <T>(value: T) => ({ value, confidence: 1, reason: 'set by the pack' })
const derived = <T>(value: T) => ({
  value,
  confidence: 0.5,
  reason: expect.stringMatching(/; the pack does not say$/)
})

function apply(override: ResourceOverride, name = 'dogs') {
  const { overrides, issues } = readOverrides({ resources: { [name]: override } }, '')
  expect(issues).toEqual([])
  return applyOverrides(kennelModel, overrides, source.index.operations, 'the pack', { source })
}

describe('each member changes its finding and nothing else', () => {
  it.each<[ResourceOverride, Partial<Resource>]>([
    [{ kind: 'singleton' }, { kind: said('singleton') }],
    [
      { schema: { operation: 'listDogs', status: '200', at: 'data.*' } },
      {
        schema: said({
          operation: 'GET /kennels/{kennel}/dogs',
          direction: 'response',
          status: '200',
          at: ['data', '*']
        })
      }
    ],
    [
      { schema: { operation: 'POST /kennels/{kennel}/dogs' } },
      { schema: said({ operation: 'POST /kennels/{kennel}/dogs', direction: 'request', at: [] }) }
    ],
    [{ id: 'vet.id' }, { id: { ...dogs.id!, at: said(['vet', 'id']) } }],
    [{ id: ['tag'] }, { id: { ...dogs.id!, at: said(['tag']) } }],
    [{ alternates: ['tag', 'name'] }, { id: { ...dogs.id!, alternates: [said(['tag']), said(['name'])] } }],
    [{ shape: 'ulid' }, { id: { ...dogs.id!, shape: said({ kind: 'ulid' }) } }],
    [{ chosenByClient: true }, { id: { ...dogs.id!, chosenByClient: said(true) } }],
    [{ creatable: false }, { creatable: said(false) }],
    [{ state: false }, { state: undefined }],
    [{ state: { initial: 'adopted' } }, { state: { ...dogs.state!, initial: said('adopted') } }],
    [
      { state: { values: ['new', 'old'] } },
      { state: { at: ['status'], initial: dogs.state!.initial, ...said(['new', 'old']) } }
    ],
    [
      { state: { at: 'name', values: ['a', 'b'] } },
      { state: { at: ['name'], initial: derived('a'), ...said(['a', 'b']) } }
    ],
    [
      { timestamps: { seen: 'deleted' } },
      { timestamps: [{ at: ['seen'], format: 'date', ...said('deleted') }] }
    ],
    [{ timestamps: { seen: false } }, { timestamps: [] }],
    [
      { timestamps: { name: { is: 'updated', format: 'http-date' }, born: 'created' } },
      {
        timestamps: [
          ...dogs.timestamps,
          { at: ['born'], format: 'seconds', ...said('created') },
          { at: ['name'], format: 'http-date', ...said('updated') }
        ]
      }
    ],
    [
      { derived: { name: '/dogs/{id}{{?x}}' } },
      { derived: said([{ at: ['name'], template: '/dogs/{id}{{?x}}' }]) }
    ],
    [{ derived: { name: false } }, {}],
    [{ counts: { born: 'owners' } }, { counts: [{ at: ['born'], ...said('owners') }] }],
    [
      { counts: { born: { of: 'owners', state: 'new' } } },
      { counts: [{ at: ['born'], state: 'new', ...said('owners') }] }
    ],
    [{ version: false }, { version: undefined }],
    [{ version: { at: 'tag', kind: 'text' } }, { version: said({ at: ['tag'], kind: 'text' }) }],
    [{ tombstone: false }, { tombstone: undefined }],
    [{ tombstone: { at: 'gone' } }, { tombstone: said({ kind: 'flag', at: ['gone'] }) }],
    [
      { tombstone: { at: 'status', state: 'adopted' } },
      { tombstone: said({ kind: 'state', at: ['status'], state: 'adopted' }) }
    ],
    [{ onDelete: 'restrict' }, { onDelete: said('restrict') }],
    [{ references: { owner: false } }, { references: [] }],
    [
      { references: { owner: 'dogs' } },
      { references: [{ at: ['owner'], expandable: true, ...said('dogs') }] }
    ],
    [
      { references: { 'vet.id': 'owners' } },
      { references: [...dogs.references, { at: ['vet', 'id'], ...said('owners') }] }
    ],
    [{ parents: { kennels: 'tag' } }, { parents: [{ resource: 'kennels', at: said(['tag']) }] }],
    [{ parents: { kennels: false, owners: true } }, { parents: [{ resource: 'owners' }] }],
    [{ strict: true }, { strict: true }],
    [{ known: ['rex'] }, { known: ['rex'] }]
  ])('%j', (override, change) => {
    const { model, issues } = apply(override)
    expect(issues).toEqual([])
    expect(model.resources['dogs']).toEqual({ ...dogs, ...change })
    expect(model.resources['owners']).toBe(kennelModel.resources['owners'])
    expect(model.bindings).toBe(kennelModel.bindings)
  })

  it.each<[string, object]>([
    ['uuid', { kind: 'uuid' }],
    ['integer', { kind: 'sequence', start: 1 }],
    ['slug', { kind: 'slug' }],
    ['schema', { kind: 'schema' }],
    ['{24:hex}', { kind: 'text', prefix: '', alphabet: '0123456789abcdef', length: 24 }],
    ['no #{3:digits}', { kind: 'text', prefix: 'no #', alphabet: '0123456789', length: 3 }],
    ['cus_{14}', expect.objectContaining({ kind: 'text', prefix: 'cus_', length: 14 })],
    ['{1:upper}', expect.objectContaining({ alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ' })]
  ])('the shape %s', (shape, value) => {
    expect(apply({ shape }).model.resources['dogs']!.id!.shape.value).toEqual(value)
  })

  it('shapes in full', () => {
    const sequence = { kind: 'sequence', start: 100, asText: true, prefix: 'D-', width: 5 } as const
    expect(apply({ shape: sequence }).model.resources['dogs']!.id!.shape).toEqual(said(sequence))
    expect(apply({ shape: { kind: 'slug', from: 'vet.id' } }).model.resources['dogs']!.id!.shape).toEqual(
      said({ kind: 'slug', from: ['vet', 'id'] })
    )
  })

  it('seed entities are no part of the model', () => {
    expect(apply({ seed: [{ id: 'a' }] }).model).toEqual(kennelModel)
    expect(apply({ seed: [{ id: 'a' }] }).model.resources).toBe(kennelModel.resources)
  })

  it('names on the way can be made to exist', () => {
    const { model } = apply({ strict: true, known: ['north'] }, 'kennels')
    expect(model.resources['kennels']).toEqual({
      ...kennelModel.resources['kennels'],
      strict: true,
      known: ['north']
    })
    expect(apply({ strict: false }, 'kennels').model.resources).toBe(kennelModel.resources)
  })

  it('what had no identity gets one, as far as it is said', () => {
    const { model } = apply({ id: 'id' }, 'owners')
    expect(model.resources['owners']!.id).toEqual({
      at: said(['id']),
      alternates: [],
      shape: derived({ kind: 'schema' }),
      chosenByClient: derived(false)
    })
  })
})

describe('what is stale is said, and the rest applies', () => {
  it.each<[ResourceOverride, pointer: string, message: RegExp, nearest?: string]>([
    [{ id: 'idd' }, 'id', /no member `idd`/, 'id'],
    [{ id: 'vet.idd' }, 'id', /no member `vet.idd`/, 'vet.id'],
    [{ alternates: ['nam'] }, 'alternates/0', /no member `nam`/, 'name'],
    [{ state: { at: 'stauts' } }, 'state/at', /no member `stauts`/, 'status'],
    [{ state: { initial: 'adoptd' } }, 'state/initial', /no state `adoptd`/, 'adopted'],
    [{ timestamps: { sen: 'created' } }, 'timestamps/sen', /no member `sen`/, 'seen'],
    [{ version: { at: 'revison' } }, 'version/at', /no member `revison`/, 'revision'],
    [{ tombstone: { at: 'gon' } }, 'tombstone/at', /no member `gon`/, 'gone'],
    [{ tombstone: { at: 'status', state: 'adoptd' } }, 'tombstone/state', /no state/, 'adopted'],
    [{ derived: { nme: '{id}' } }, 'derived/nme', /no member `nme`/, 'name'],
    [{ derived: { name: '/{ide}' } }, 'derived/name', /no member `ide`/, 'id'],
    [{ derived: { name: '{/owner}' } }, 'derived/name', /no resource `owner`/, 'owners'],
    [{ counts: { brn: 'owners' } }, 'counts/brn', /no member `brn`/, 'born'],
    [{ counts: { born: 'owner' } }, 'counts/born', /no resource `owner`/, 'owners'],
    [{ references: { ownr: 'owners' } }, 'references/ownr', /no member `ownr`/, 'owner'],
    [{ references: { tag: 'owner' } }, 'references/tag', /no resource `owner`/, 'owners'],
    [{ parents: { kennel: true } }, 'parents/kennel', /no resource `kennel`/, 'kennels'],
    [{ parents: { kennels: 'tagg' } }, 'parents/kennels', /no member `tagg`/, 'tag'],
    [{ schema: { operation: 'getDogs' } }, 'schema/operation', /no operation `getDogs`/, 'getDog'],
    [{ schema: { operation: 'getDog', status: '201' } }, 'schema/status', /no response `201`/, '200']
  ])('%j', (override, pointer, message, nearest) => {
    const { model, issues } = apply({ ...override, onDelete: 'restrict' })
    expect(issues).toEqual([
      {
        code: 'override-stale',
        severity: 'warning',
        pointer: `/resources/dogs/${pointer}`,
        message: expect.stringMatching(message),
        hint: `The nearest is \`${nearest}\`.`
      }
    ])
    expect(model.resources['dogs']).toEqual({ ...dogs, onDelete: said('restrict') })
  })

  it('a resource', () => {
    const { model, issues } = apply({ creatable: true }, 'dog')
    expect(issues).toMatchObject([
      { code: 'override-stale', pointer: '/resources/dog', hint: 'The nearest is `dogs`.' }
    ])
    expect(model.resources).toBe(kennelModel.resources)
  })

  it('states of what has none need both a place and values', () => {
    const { model, issues } = apply({ state: { initial: 'new' } }, 'owners')
    expect(issues).toMatchObject([
      { code: 'override-unusable', pointer: '/resources/owners/state', hint: 'Say `at` as well.' }
    ])
    expect(model.resources).toBe(kennelModel.resources)
  })

  it('members of what no schema describes are taken at their word', () => {
    const { model, issues } = apply({ references: { friend: 'dogs' } }, 'owners')
    expect(issues).toEqual([])
    expect(model.resources['owners']!.references).toEqual([{ at: ['friend'], ...said('dogs') }])
  })

  it('without the description members go unchecked', () => {
    const { issues } = applyOverrides(
      kennelModel,
      { resources: { dogs: { id: 'idd', references: { x: 'ownrs' } } } },
      source.index.operations,
      'the pack'
    )
    expect(issues).toMatchObject([{ pointer: '/resources/dogs/references/x' }])
  })
})
