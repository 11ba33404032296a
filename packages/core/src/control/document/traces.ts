// The control document: what happened, and doing it again.
import { traceKinds } from '../../traces/record.js'
import {
  answers,
  bodyProblems,
  closed,
  done,
  name,
  object,
  path,
  query,
  refusals,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'

const tags = ['Traces']
const id = path('id', 'The id of a trace, as in the header `Sandbed-Trace`.', 'trc_0_1')
const report = { equal: true, replayed: 1, skipped: [], first: null, differences: [], records: [] }
const state = {
  enum: ['seen', 'now', 'start'],
  description: 'On the state that each saw then, on that of now, or on the beginning.'
}
const record = {
  version: 1,
  id: 'trc_0_1',
  seq: 1,
  kind: 'request',
  at: 1767225600000,
  method: 'GET',
  url: '/pets/7',
  operation: 'GET /pets/{id}',
  status: 404,
  steps: [{ step: 'mode', result: 'refused', detail: null }]
}

/** Traces and replay. */
export const tracesPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/traces': {
      parameters: [name],
      get: {
        operationId: 'listTraces',
        tags,
        summary: 'The records of what happened that are wanted, oldest first, or those to come.',
        parameters: [
          query('kind', 'What happened.', { enum: traceKinds }),
          query('operation', 'The key of an operation, or a part of it.', text('A key.', 1000), '/pets'),
          query(
            'status',
            'A status, or a class of them.',
            { type: 'string', pattern: '^[1-5](\\d\\d|[xX]{2})$' },
            '4xx'
          ),
          query('client', 'The id of a client.', text('An id.')),
          query(
            'since',
            "Those after this trace (its id), or from an instant on (epoch milliseconds of the sandbox's clock).",
            text('An id or an instant.')
          ),
          query('text', 'What stands anywhere in it.', text('A text.', 1000)),
          query(
            'limit',
            'The last so many. While following: so many of those that are kept come first.',
            { type: 'integer', minimum: 0, maximum: 100000 },
            100
          ),
          query('format', 'As JSON lines, HAR 1.2 or OTLP/JSON, in place of one JSON document.', {
            enum: ['json', 'jsonl', 'har', 'otlp'],
            default: 'json'
          }),
          query(
            'follow',
            'Goes on with what happens from now on, one JSON object a line, until the client hangs up.',
            {
              type: 'boolean',
              default: false
            }
          )
        ],
        responses: {
          '200': {
            description: 'The records.',
            content: {
              'application/json': {
                schema: schema('TraceList'),
                example: { items: [record], kept: 1, dropped: 0 }
              },
              'application/x-ndjson': {
                schema: { type: 'string', description: 'One record a line.' },
                example: '{"version":1,"id":"trc_0_1"}\n'
              },
              'application/har+json': {
                schema: object({ log: { type: 'object' } }, ['log']),
                example: { log: { version: '1.2', entries: [] } }
              },
              'application/otlp+json': {
                schema: object({ resourceSpans: { type: 'array' } }, ['resourceSpans']),
                example: { resourceSpans: [] }
              }
            }
          },
          ...refusals([404])
        }
      },
      delete: {
        operationId: 'clearTraces',
        tags,
        summary: 'Forgets the records.',
        responses: done('They are gone.', 404)
      }
    },
    '/sandboxes/{name}/traces/{id}': {
      parameters: [name, id],
      get: {
        operationId: 'getTrace',
        tags,
        summary: 'One record, or the same in words.',
        parameters: [
          query('format', 'As a record, or in words.', { enum: ['json', 'text'], default: 'json' })
        ],
        responses: {
          '200': {
            description: 'The record.',
            content: {
              'application/json': { schema: schema('TraceRecord'), example: record },
              'text/plain': { schema: { type: 'string' }, example: 'GET /pets/7 was answered 404.' }
            }
          },
          ...refusals([404])
        }
      }
    },
    '/sandboxes/{name}/traces/{id}:replay': {
      parameters: [name, id],
      post: {
        operationId: 'replayTrace',
        tags,
        summary:
          'Does what a trace tells of again, beside the sandbox, and says whether it comes to the same.',
        requestBody: takes(
          closed({ state, snapshot: text('The id of a snapshot to do it on.') }),
          { state: 'seen' },
          false
        ),
        responses: answers(200, 'What came of it.', schema('ReplayReport'), report, 404, 409, ...bodyProblems)
      }
    },
    '/sandboxes/{name}:replay': {
      parameters: [name],
      post: {
        operationId: 'replayTraces',
        tags,
        summary:
          'Does a list of records again, of this sandbox or of another; all that are kept where none are given.',
        requestBody: takes(
          closed({
            records: { type: 'array', maxItems: 10000, items: schema('TraceRecord') },
            lines: { type: 'string', description: 'An export as JSON lines, in place of `records`.' },
            state,
            snapshot: text('The id of a snapshot to do it on.'),
            carry: {
              type: 'boolean',
              description:
                'Whether the report is to have the state that it began from, so that it can be saved.'
            }
          }),
          { state: 'seen' },
          false
        ),
        responses: answers(200, 'What came of it.', schema('ReplayReport'), report, 404, 409, ...bodyProblems)
      }
    }
  },
  schemas: {
    TraceList: object(
      {
        items: { type: 'array', items: schema('TraceRecord') },
        kept: { type: 'integer', minimum: 0, description: 'How many are kept in all.' },
        dropped: { type: 'integer', minimum: 0, description: 'How many had to go to make room.' }
      },
      ['items', 'kept', 'dropped']
    ),
    TraceRecord: {
      ...object(
        {
          version: { const: 1 },
          id: { type: 'string' },
          seq: { type: 'integer', minimum: 1 },
          kind: { enum: traceKinds },
          at: { type: 'integer' },
          method: { type: ['string', 'null'] },
          url: { type: ['string', 'null'] },
          operation: { type: ['string', 'null'] },
          status: { type: ['integer', 'null'] },
          steps: { type: 'array', items: { type: 'object' } }
        },
        ['version', 'id', 'seq', 'kind', 'at']
      ),
      description: 'A record; `trace.schema.json` of @sandbed/core has every member.'
    },
    ReplayReport: object(
      {
        equal: { type: 'boolean' },
        replayed: { type: 'integer', minimum: 0 },
        skipped: {
          type: 'array',
          items: object({ trace: { type: 'string' }, reason: { type: 'string' } }, ['trace', 'reason'])
        },
        first: { anyOf: [schema('ReplayDifference'), { type: 'null' }] },
        differences: { type: 'array', items: schema('ReplayDifference') },
        records: { type: 'array', items: schema('TraceRecord') },
        state: { enum: ['seen', 'now', 'start', 'snapshot'] },
        start: {
          type: ['string', 'null'],
          description: 'That state without secrets, where it was asked for.'
        },
        options: { type: 'object' },
        notes: { type: 'array', items: { type: 'string' } }
      },
      ['equal', 'replayed', 'skipped', 'first', 'differences']
    ),
    ReplayDifference: object(
      {
        trace: { type: 'string' },
        seq: { type: 'integer' },
        operation: { type: ['string', 'null'] },
        path: { type: 'string', description: 'A JSON Pointer into the record.' },
        recorded: true,
        replayed: true,
        decision: { type: ['string', 'null'], description: 'The step that decided otherwise, in words.' }
      },
      ['trace', 'seq', 'operation', 'path', 'decision']
    )
  }
}
