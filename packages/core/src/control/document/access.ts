// The control document: clients, and the policies that fence them.
import {
  answers,
  bodyProblems,
  closed,
  done,
  instant,
  key,
  listOf,
  name,
  object,
  path,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'

const id = path('id', 'The id of a client.', 'client_1')
const client = {
  id: 'client_1',
  label: 'Partner',
  status: 'active',
  scopes: ['payments:read'],
  redirectUris: [],
  public: false,
  created: 1767225600000
}
const secret = { ...client, secret: 'sandbed_...' }
const pack = { name: 'read-only', rules: [{ name: 'reads-only', readOnly: true }] }
const policy = {
  name: 'read-only',
  description: null,
  default: 'allow',
  rules: [{ name: 'reads-only', effect: 'readOnly' }],
  issues: []
}
const span = {
  type: ['integer', 'string'],
  minimum: 0,
  maxLength: 100,
  description:
    "Milliseconds, `'5m'`, `'P1M'` on the sandbox's clock, for which the secret before is good as well."
}

/** Who may call, and how far. */
export const accessPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/clients': {
      parameters: [name],
      get: {
        operationId: 'listClients',
        tags: ['Clients'],
        summary: 'The clients, newest first, without their secrets.',
        responses: answers(200, 'The clients.', listOf('Client'), { items: [client] }, 404)
      },
      post: {
        operationId: 'issueClient',
        tags: ['Clients'],
        summary: 'Lets a client in. Its secret is in this answer and nowhere else.',
        parameters: [key],
        requestBody: takes(schema('NewClient'), { label: 'Partner', scopes: ['payments:read'] }),
        responses: answers(
          201,
          'The client with its secret.',
          schema('ClientWithSecret'),
          secret,
          404,
          409,
          ...bodyProblems
        )
      }
    },
    '/sandboxes/{name}/clients/{id}:rotate': {
      parameters: [name, id],
      post: {
        operationId: 'rotateClient',
        tags: ['Clients'],
        summary: 'Gives a client another secret. Tokens stay good.',
        requestBody: takes(
          closed({ overlap: span, secretPrefix: text('What the secret begins with.', 20) }),
          { overlap: '1h' },
          false
        ),
        responses: answers(
          200,
          'The client with its secret.',
          schema('ClientWithSecret'),
          secret,
          404,
          409,
          ...bodyProblems
        )
      }
    },
    '/sandboxes/{name}/clients/{id}:revoke': {
      parameters: [name, id],
      post: {
        operationId: 'revokeClient',
        tags: ['Clients'],
        summary: 'Shuts a client out, with every token that it has: the next request is refused. For good.',
        responses: answers(
          200,
          'The client.',
          schema('Client'),
          { ...client, status: 'revoked', revoked: 1767225600000 },
          404
        )
      }
    },
    '/sandboxes/{name}/policies': {
      parameters: [name],
      get: {
        operationId: 'listPolicies',
        tags: ['Policies'],
        summary: 'The policy packs in force, in the order in which they are asked.',
        responses: answers(200, 'The policies.', listOf('Policy'), { items: [policy] }, 404)
      },
      post: {
        operationId: 'attachPolicy',
        tags: ['Policies'],
        summary: 'Puts a policy pack in force; one with the same name is replaced.',
        requestBody: takes(schema('PolicyPack'), pack),
        responses: answers(200, 'The policy.', schema('Policy'), policy, 404, 409, ...bodyProblems)
      }
    },
    '/sandboxes/{name}/policies/{policy}': {
      parameters: [name, path('policy', 'The name of a policy pack.', 'read-only')],
      delete: {
        operationId: 'detachPolicy',
        tags: ['Policies'],
        summary: 'Takes a policy pack out of force.',
        responses: done('It is out of force.', 404)
      }
    }
  },
  schemas: {
    NewClient: closed(
      {
        label: text('What it is for.'),
        scopes: {
          anyOf: [{ const: 'all' }, { type: 'array', maxItems: 1000, items: text('A scope.', 1000) }],
          description: 'What it may do at most.'
        },
        id: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' },
        expires: {
          type: ['integer', 'string'],
          maxLength: 100,
          description:
            "From when on it is refused: epoch milliseconds of the sandbox's clock, ISO 8601, or a span from now on such as `'7d'`."
        },
        secretPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]{0,20}$' },
        redirectUris: { type: 'array', maxItems: 20, items: text('An absolute URI.', 2000) },
        public: { type: 'boolean', description: 'Without a secret.' }
      },
      ['label', 'scopes']
    ),
    Client: object(
      {
        id: { type: 'string' },
        label: { type: 'string' },
        status: { enum: ['active', 'expired', 'revoked'] },
        scopes: { anyOf: [{ const: 'all' }, { type: 'array', items: { type: 'string' } }] },
        redirectUris: { type: 'array', items: { type: 'string' } },
        public: { type: 'boolean' },
        created: instant,
        expires: instant,
        revoked: instant,
        lastUsed: instant,
        rotatingUntil: instant
      },
      ['id', 'label', 'status', 'scopes', 'redirectUris', 'public', 'created']
    ),
    ClientWithSecret: {
      allOf: [
        schema('Client'),
        object({ secret: { type: 'string', description: 'Not shown again.' } }, ['secret'])
      ]
    },
    PolicyPack: {
      ...object({ name: text('Its name.'), rules: { type: 'array', items: { type: 'object' } } }, [
        'name',
        'rules'
      ]),
      description: 'A policy pack; `policy.schema.json` of @sandbed/core has every member.'
    },
    Policy: object(
      {
        name: { type: 'string' },
        description: { type: ['string', 'null'] },
        default: { enum: ['allow', 'deny'] },
        rules: {
          type: 'array',
          items: object({ name: { type: 'string' }, effect: { type: 'string' } }, ['name', 'effect'])
        },
        issues: { type: 'array', items: { type: 'object' } }
      },
      ['name', 'description', 'default', 'rules', 'issues']
    )
  }
}
