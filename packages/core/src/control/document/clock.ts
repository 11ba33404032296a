// The control document: the clock of a sandbox.
import {
  answers,
  bodyProblems,
  closed,
  instant,
  name,
  object,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'

const clock = { now: 1767225600000, mode: 'manual', pending: { count: 1, nextDueAt: 1767830400000 } }

/** Time. */
export const clockPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/clock': {
      parameters: [name],
      get: {
        operationId: 'getClock',
        tags: ['Time'],
        summary: 'The clock of a sandbox.',
        responses: answers(200, 'The clock.', schema('Clock'), clock, 404)
      },
      patch: {
        operationId: 'setClock',
        tags: ['Time'],
        summary: "Lets the clock follow the host's, or stand still.",
        requestBody: takes(
          closed(
            {
              mode: { enum: ['manual', 'live'] },
              scale: {
                type: 'number',
                exclusiveMinimum: 0,
                maximum: 1000000,
                description: 'How many times as fast; 1 where it is not given.'
              }
            },
            ['mode']
          ),
          { mode: 'live', scale: 60 }
        ),
        responses: answers(
          200,
          'The clock.',
          schema('Clock'),
          { ...clock, mode: 'live' },
          404,
          409,
          ...bodyProblems
        )
      }
    },
    '/sandboxes/{name}:advance': {
      parameters: [name],
      post: {
        operationId: 'advanceClock',
        tags: ['Time'],
        summary:
          'Moves the clock on, and fires what becomes due on the way. Exactly one of `by`, `to`, `next` and `drain`.',
        description:
          'Waits for what is sent over the network, at most 30 seconds; what is then not answered yet goes on by itself, and the status is `waiting`.',
        requestBody: takes(schema('Advance'), { by: '7d' }),
        responses: answers(
          200,
          'How far it got, and what fired.',
          schema('AdvanceResult'),
          {
            status: 'done',
            from: 1767225600000,
            now: 1767830400000,
            fired: [],
            firedCount: 0,
            failures: [],
            failureCount: 0,
            pending: { count: 0, nextDueAt: null }
          },
          404,
          409,
          ...bodyProblems
        )
      }
    }
  },
  schemas: {
    Clock: object(
      {
        now: instant,
        mode: { enum: ['manual', 'live'] },
        pending: schema('Pending')
      },
      ['now', 'mode', 'pending']
    ),
    Pending: object(
      {
        count: { type: 'integer', minimum: 0 },
        nextDueAt: { type: ['integer', 'null'], description: 'Epoch milliseconds.' }
      },
      ['count', 'nextDueAt']
    ),
    Advance: {
      ...closed({
        by: {
          type: ['integer', 'string'],
          minimum: 0,
          maxLength: 100,
          description: "A span: milliseconds, `'5m'`, `'P1M'`."
        },
        to: {
          type: ['integer', 'string'],
          maxLength: 100,
          description: 'An instant: epoch milliseconds, or ISO 8601 with a zone.'
        },
        next: {
          type: 'integer',
          minimum: 1,
          maximum: 10000,
          description: 'To the next instant at which something is due, so many times.'
        },
        drain: { const: true, description: 'To the last pending timer that does not recur.' },
        id: text(
          'Names the move: asked for again under this name it gives its result again and does nothing.'
        )
      }),
      oneOf: ['by', 'to', 'next', 'drain'].map((member) => ({ required: [member] }))
    },
    AdvanceResult: object(
      {
        status: { enum: ['done', 'stopped', 'waiting'] },
        from: instant,
        now: instant,
        fired: { type: 'array', items: { type: 'object' } },
        firedCount: { type: 'integer', minimum: 0 },
        failures: { type: 'array', items: { type: 'object' } },
        failureCount: { type: 'integer', minimum: 0 },
        pending: schema('Pending'),
        reason: {
          type: 'string',
          description: 'Why it stopped: `maxTimers`, `maxSameInstant` or `maxSpan`.'
        },
        target: { ...instant, description: 'Where it is going, in epoch milliseconds.' }
      },
      ['status', 'from', 'now', 'fired', 'firedCount', 'failures', 'failureCount', 'pending']
    )
  }
}
