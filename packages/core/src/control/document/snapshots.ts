// The control document: moments of a sandbox that are kept, to go back to.
import {
  answers,
  bodyProblems,
  closed,
  done,
  instant,
  listOf,
  name,
  object,
  parameter,
  path,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'

const summary = { id: 'snap_1', label: 'before checkout', at: 1767225600000 }
const snapshotId = path('id', 'The id of a snapshot.', 'snap_1')

/** Snapshots. */
export const snapshotsPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/snapshots': {
      parameters: [name],
      get: {
        operationId: 'listSnapshots',
        tags: ['Snapshots'],
        summary: 'The snapshots that are kept, oldest first.',
        responses: answers(200, 'The snapshots.', listOf('Snapshot'), { items: [summary] }, 404)
      },
      post: {
        operationId: 'takeSnapshot',
        tags: ['Snapshots'],
        summary: 'Keeps this moment, or one that was exported from a sandbox of the same release.',
        parameters: [parameter('IdempotencyKey')],
        requestBody: takes(
          closed({
            label: text('What it is for.'),
            snapshot: {
              type: 'object',
              description: 'An exported snapshot; this moment where it is not given.'
            }
          }),
          { label: 'before checkout' },
          false
        ),
        responses: answers(201, 'The snapshot.', schema('Snapshot'), summary, 404, 409, ...bodyProblems, 507)
      }
    },
    '/sandboxes/{name}/snapshots/{id}': {
      parameters: [name, snapshotId],
      get: {
        operationId: 'exportSnapshot',
        tags: ['Snapshots'],
        summary:
          'A snapshot as canonical JSON (`snapshot.schema.json`). It holds secrets of webhooks and the key that tokens are signed with.',
        responses: answers(200, 'The export.', { type: 'object' }, { format: 'sandbed-snapshot' }, 404)
      },
      delete: {
        operationId: 'deleteSnapshot',
        tags: ['Snapshots'],
        summary: 'Forgets a snapshot.',
        responses: done('It is gone.', 404)
      }
    },
    '/sandboxes/{name}:restore': {
      parameters: [name],
      post: {
        operationId: 'restoreSandbox',
        tags: ['Snapshots'],
        summary: 'Goes back to a snapshot. Clients and policies stay as they are.',
        requestBody: takes(
          closed({ snapshot: text('The id of a snapshot of this sandbox.') }, ['snapshot']),
          {
            snapshot: 'snap_1'
          }
        ),
        responses: done('It is at the moment of the snapshot.', 404, 409, ...bodyProblems)
      }
    }
  },
  schemas: {
    Snapshot: object({ id: { type: 'string' }, label: { type: 'string' }, at: instant }, [
      'id',
      'label',
      'at'
    ])
  }
}
