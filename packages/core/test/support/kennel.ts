// A small API and the model of it, written by hand: what corrections of a model are tried on.
import { inferred } from '../../src/release/resources/evidence.js'
import type { Binding, ResourceModel } from '../../src/release/resources/model.js'
import { readDescription } from '../../src/release/read-description.js'
import type { ReleaseSource } from '../../src/release/release-source.js'
import { openDescription, type Description } from '../../src/spec/description.js'
import { api, json, takes, type Document } from './descriptions.js'

const dog = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    tag: { type: 'string' },
    name: { type: 'string' },
    status: { type: 'string' },
    owner: { type: 'string' },
    vet: { type: 'object', properties: { id: { type: 'string' } } },
    born: { type: 'integer' },
    seen: { type: 'string' },
    gone: { type: 'boolean' },
    revision: { type: 'integer' }
  }
}
const page = {
  type: 'object',
  properties: {
    data: { type: 'array', items: dog },
    more: { type: 'boolean' },
    edges: { type: 'array', items: { type: 'object', properties: { node: dog } } }
  }
}
const query = (...names: string[]) => names.map((name) => ({ name, in: 'query', schema: {} }))

/** Dogs in kennels: a collection below one, with a list, an item, an action, and an operation that is about nothing. */
export const kennel: Document = api({
  '/kennels/{kennel}/dogs': {
    get: {
      operationId: 'listDogs',
      parameters: query('page', 'limit', 'owner', 'born', 'sort', 'dir', 'expand', 'only'),
      responses: { '200': json(page) }
    },
    post: {
      operationId: 'addDog',
      requestBody: takes('application/json', dog),
      responses: { '201': json(dog) }
    }
  },
  '/kennels/{kennel}/dogs/{dog}': {
    get: { operationId: 'getDog', responses: { '200': json({ properties: { dog } }) } },
    delete: { operationId: 'removeDog', responses: { '204': { description: 'gone' } } }
  },
  '/kennels/{kennel}/dogs/{dog}/adopt': {
    post: { operationId: 'adoptDog', parameters: query('who'), responses: { '200': json(dog) } }
  },
  '/owners/{owner}': { get: { operationId: 'getOwner', responses: { '200': json({ type: 'object' }) } } },
  '/vets/search': {
    post: {
      operationId: 'findVets',
      requestBody: takes('application/json', { properties: { text: {}, after: {} } }),
      responses: {
        '200': json({ properties: { hits: { type: 'array', items: { properties: { id: {} } } } } })
      }
    }
  }
})

/** A running form of a description. */
export function sourceOf(document: unknown): ReleaseSource {
  return readDescription(openDescription(document) as Description, () => {})
}

const guess = <T>(value: T) => inferred(value, 0.8, 'inferred')
const inKennel = [{ resource: 'kennels', parameter: 'kennel' }]
const bindings: readonly Binding[] = [
  {
    operation: 'GET /kennels/{kennel}/dogs',
    does: guess('list'),
    resource: guess('dogs'),
    within: inKennel,
    output: guess({ kind: 'items', at: ['data'] }),
    list: {
      items: guess(['data']),
      item: [],
      paging: guess({
        style: 'page',
        parameter: 'page',
        first: 1,
        size: 'limit',
        defaultSize: 20,
        maxSize: 50
      }),
      envelope: [{ at: ['more'], ...guess('has-more') }],
      filters: [{ parameter: 'owner', operator: 'equal', ...guess(['owner']) }],
      sort: guess({ parameter: 'sort', values: {}, defaultDirection: 'ascending' }),
      order: guess('oldest')
    },
    expand: 'expand',
    fields: 'only'
  },
  {
    operation: 'POST /kennels/{kennel}/dogs',
    does: guess('create'),
    resource: guess('dogs'),
    within: inKennel,
    input: guess({ in: 'body', at: [] }),
    output: guess({ kind: 'entity', at: [] })
  },
  {
    operation: 'GET /kennels/{kennel}/dogs/{dog}',
    does: guess('read'),
    resource: guess('dogs'),
    within: inKennel,
    key: guess({ in: 'path', name: 'dog' }),
    output: guess({ kind: 'entity', at: ['dog'] })
  },
  {
    operation: 'DELETE /kennels/{kennel}/dogs/{dog}',
    does: guess('delete'),
    resource: guess('dogs'),
    within: inKennel,
    key: guess({ in: 'path', name: 'dog' }),
    output: guess({ kind: 'none', at: [] })
  },
  {
    operation: 'POST /kennels/{kennel}/dogs/{dog}/adopt',
    does: guess('action'),
    resource: guess('dogs'),
    within: inKennel,
    key: guess({ in: 'path', name: 'dog' }),
    output: guess({ kind: 'entity', at: [] }),
    action: guess({ to: 'adopted' })
  },
  {
    operation: 'GET /owners/{owner}',
    does: guess('read'),
    resource: guess('owners'),
    within: [],
    key: guess({ in: 'path', name: 'owner' }),
    output: guess({ kind: 'entity', at: [] })
  },
  {
    operation: 'POST /vets/search',
    does: guess('none'),
    within: [],
    output: guess({ kind: 'other', at: [] })
  }
]

/** What inference might make of it. */
export const kennelModel: ResourceModel = {
  resources: {
    dogs: {
      name: 'dogs',
      kind: guess('collection'),
      schema: guess({
        operation: 'GET /kennels/{kennel}/dogs/{dog}',
        direction: 'response',
        status: '200',
        at: ['dog']
      }),
      id: {
        at: guess(['id']),
        alternates: [],
        shape: guess({ kind: 'uuid' }),
        chosenByClient: guess(false)
      },
      creatable: guess(true),
      parents: [{ resource: 'kennels' }],
      references: [{ at: ['owner'], expandable: true, ...guess('owners') }],
      timestamps: [{ at: ['seen'], format: 'date', ...guess('updated') }],
      version: guess({ at: ['revision'], kind: 'number' }),
      state: { at: ['status'], initial: guess('new'), ...guess(['new', 'adopted']) },
      tombstone: guess({ kind: 'flag', at: ['gone'] }),
      onDelete: guess('cascade')
    },
    kennels: {
      name: 'kennels',
      kind: guess('ambient'),
      creatable: guess(false),
      parents: [],
      references: [],
      timestamps: [],
      onDelete: guess('cascade')
    },
    owners: {
      name: 'owners',
      kind: guess('collection'),
      creatable: guess(false),
      parents: [],
      references: [],
      timestamps: [],
      onDelete: guess('cascade')
    }
  },
  bindings: Object.fromEntries(bindings.map((binding) => [binding.operation, binding]))
}
