// The control document: what a sandbox keeps.
import { answers, name, object, path, query, schema, text, type DocumentPart } from './parts.js'

/** What names a thing in a diff. */
const named = {
  id: { type: 'string' },
  seq: { type: 'integer', minimum: 0 },
  parents: { type: 'object', additionalProperties: { type: 'string' } },
  traces: { type: 'array', items: { type: 'string' } }
}

/** State. */
export const statePart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/state': {
      parameters: [name],
      get: {
        operationId: 'getState',
        tags: ['State'],
        summary: 'What the API keeps, in numbers, and the hash of it.',
        responses: answers(
          200,
          'The resources that have things.',
          schema('State'),
          {
            resources: [{ resource: 'pets', count: 2 }],
            hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'
          },
          404
        )
      }
    },
    '/sandboxes/{name}/state/{resource}': {
      parameters: [name, path('resource', 'The name of a resource.', 'pets')],
      get: {
        operationId: 'listEntities',
        tags: ['State'],
        summary: 'The things of a resource, oldest first.',
        parameters: [
          query('id', 'Only the thing with this id.', { type: 'string', maxLength: 1000 }),
          query('limit', 'At most so many.', { type: 'integer', minimum: 1, maximum: 10000, default: 1000 }),
          query('offset', 'After so many.', { type: 'integer', minimum: 0, default: 0 })
        ],
        responses: answers(
          200,
          'The things.',
          {
            ...object({ items: { type: 'array', items: schema('Entity') }, total: { type: 'integer' } }, [
              'items',
              'total'
            ])
          },
          { items: [{ resource: 'pets', id: '7', value: { id: 7, name: 'Rex' } }], total: 1 },
          404
        )
      }
    },
    '/sandboxes/{name}/diff': {
      parameters: [name],
      get: {
        operationId: 'getDiff',
        tags: ['State'],
        summary:
          'What was added, changed and removed since a snapshot; since the beginning where none is named.',
        parameters: [
          query('since', 'The id of a snapshot.', text('An id.')),
          query('until', 'The id of a snapshot; this moment where it is not given.', text('An id.')),
          query('traces', 'Whether each thing names the traces of what did it.', {
            type: 'boolean',
            default: false
          })
        ],
        responses: answers(
          200,
          'Resource -> what differs.',
          schema('Diff'),
          {
            pets: {
              added: [{ id: '7', seq: 0, value: { id: 7, name: 'Rex' }, record: {} }],
              changed: [],
              removed: []
            }
          },
          404,
          409
        )
      }
    }
  },
  schemas: {
    State: object(
      {
        resources: {
          type: 'array',
          items: object({ resource: { type: 'string' }, count: { type: 'integer', minimum: 0 } }, [
            'resource',
            'count'
          ])
        },
        hash: { type: 'string', description: 'SHA-256 of what the API keeps: equal content, equal hash.' }
      },
      ['resources', 'hash']
    ),
    Entity: object({ resource: { type: 'string' }, id: { type: 'string' }, value: { type: 'object' } }, [
      'resource',
      'id',
      'value'
    ]),
    Diff: {
      type: 'object',
      additionalProperties: object(
        {
          added: { type: 'array', items: schema('DiffThing') },
          changed: { type: 'array', items: schema('DiffChange') },
          removed: { type: 'array', items: schema('DiffThing') }
        },
        ['added', 'changed', 'removed']
      )
    },
    DiffThing: object({ ...named, value: { type: 'object' }, record: { type: 'object' } }, [
      'id',
      'seq',
      'value'
    ]),
    DiffChange: object(
      {
        ...named,
        value: { type: 'object', description: 'Its members as they are afterwards.' },
        fields: { type: 'array', items: schema('Change') },
        before: { type: 'object' },
        after: { type: 'object' },
        patch: { type: 'array', items: schema('Change') }
      },
      ['id', 'seq', 'value', 'fields']
    ),
    Change: object({ pointer: { type: 'string' }, before: true, after: true, stamp: { const: true } }, [
      'pointer'
    ])
  }
}
