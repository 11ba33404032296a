// The control document: sandboxes themselves, from their making to their end.
import {
  answers,
  bodyProblems,
  closed,
  done,
  key,
  listOf,
  name,
  object,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'
import { sandbox } from './sandbox-example.js'

const tags = ['Sandboxes']

/** Everything below `/sandboxes` that is about a sandbox as a whole. */
export const sandboxesPart: DocumentPart = {
  paths: {
    '/sandboxes': {
      get: {
        operationId: 'listSandboxes',
        tags,
        summary: 'The sandboxes that there are, `main` first.',
        responses: answers(200, 'The sandboxes.', listOf('Sandbox'), { items: [sandbox] })
      },
      post: {
        operationId: 'createSandbox',
        tags,
        summary:
          'Makes a sandbox of the served release, at its beginning or at the moment of an exported snapshot.',
        parameters: [key],
        requestBody: takes(schema('NewSandbox'), { name: 'partner-a', seed: 'partner-a' }),
        responses: answers(201, 'The sandbox.', schema('Sandbox'), sandbox, 409, ...bodyProblems, 507)
      }
    },
    '/sandboxes/{name}': {
      parameters: [name],
      get: {
        operationId: 'getSandbox',
        tags,
        summary: 'One sandbox.',
        responses: answers(200, 'The sandbox.', schema('Sandbox'), sandbox, 404)
      },
      delete: {
        operationId: 'deleteSandbox',
        tags,
        summary: 'Removes a sandbox with all that it holds. `main` stays.',
        responses: done('It is gone.', 404, 409)
      }
    },
    '/sandboxes/{name}:reset': {
      parameters: [name],
      post: {
        operationId: 'resetSandbox',
        tags,
        summary: 'Back to the beginning: seed data only. Clients and policies stay as they are.',
        responses: done('It is at its beginning.', 404)
      }
    },
    '/sandboxes/{name}:apply': {
      parameters: [name],
      post: {
        operationId: 'applyScenario',
        tags,
        summary: 'Carries out a scenario of the simulation pack, and moves the clock where its steps say so.',
        requestBody: takes(
          closed(
            {
              scenario: text('The name of a scenario.'),
              parameters: { type: 'object', description: 'What the scenario takes, by name.' }
            },
            ['scenario']
          ),
          { scenario: 'late payment', parameters: { amount: 500 } }
        ),
        responses: answers(
          200,
          'What came of it.',
          schema('Applied'),
          { things: {}, advanced: null },
          404,
          409,
          ...bodyProblems
        )
      }
    }
  },
  schemas: {
    SandboxName: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9-]{1,62}$',
      description: 'Lower case letters, digits and hyphens, 2 to 63 of them.',
      examples: ['partner-a']
    },
    Sandbox: object(
      {
        name: schema('SandboxName'),
        main: {
          type: 'boolean',
          description: 'Whether it is the one that is served at the root of the API.'
        },
        title: { type: 'string' },
        version: { type: 'string' },
        operations: { type: 'integer', minimum: 0 },
        path: {
          type: 'string',
          description: 'Where it is on the port of the API; `main` is at the root too.'
        },
        url: {
          type: ['string', 'null'],
          description: 'The same as a URL; null where the API is not served.'
        },
        clock: schema('Clock'),
        snapshots: { type: 'integer', minimum: 0, description: 'How many are kept.' },
        settings: {
          type: 'object',
          description: 'How it was made, where that is not as the server was started.'
        },
        scenarios: {
          type: 'array',
          items: { type: 'string' },
          description: 'The scenarios of its pack, for `:apply`.'
        }
      },
      [
        'name',
        'main',
        'title',
        'version',
        'operations',
        'path',
        'url',
        'clock',
        'snapshots',
        'settings',
        'scenarios'
      ]
    ),
    NewSandbox: closed(
      {
        name: schema('SandboxName'),
        mode: { enum: ['static', 'dynamic', 'stateful'], description: 'As served where it is not given.' },
        seed: text('Changes every generated value.'),
        now: { type: 'integer', description: 'Where its clock starts, in epoch milliseconds.' },
        validation: { enum: ['reject', 'warn', 'off'] },
        references: { enum: ['check', 'off'] },
        auth: { enum: ['off', 'presence', 'enforced'] },
        tracing: { enum: ['full', 'decisions', 'off'] },
        snapshot: { type: 'object', description: 'An exported snapshot of the same release, to begin with.' }
      },
      ['name']
    ),
    Applied: object(
      {
        things: {
          type: 'object',
          description: 'What the steps named with `as`, as it is now.',
          additionalProperties: schema('Entity')
        },
        advanced: {
          anyOf: [schema('AdvanceResult'), { type: 'null' }],
          description: 'What happened while it let time pass; null where it did not.'
        }
      },
      ['things', 'advanced']
    )
  }
}
