// The control plane, as an OpenAPI 3.1 document: what it serves at `/openapi.json`, and what it reads, matches and validates requests by.
import { deepFreeze } from '../internal/freeze.js'
import { accessPart } from './document/access.js'
import { branchesPart } from './document/branches.js'
import { cataloguesPart } from './document/catalogues.js'
import { clockPart } from './document/clock.js'
import { object, problemNames, type Piece } from './document/parts.js'
import { sandboxesPart } from './document/sandboxes.js'
import { snapshotsPart } from './document/snapshots.js'
import { statePart } from './document/state.js'
import { tracesPart } from './document/traces.js'
import { webhooksPart } from './document/webhooks.js'

const parts = [
  sandboxesPart,
  branchesPart,
  statePart,
  clockPart,
  snapshotsPart,
  tracesPart,
  accessPart,
  webhooksPart,
  cataloguesPart
]

const problems: { readonly [status: string]: readonly [description: string, code: string] } = {
  400: ['The request cannot be read, or a parameter of it is wrong.', 'invalid-request'],
  401: ['The control token is missing or wrong.', 'invalid-control-token'],
  403: ['The request comes from a place that the control plane does not answer.', 'origin-not-allowed'],
  404: ['There is no such thing.', 'unknown-sandbox'],
  409: ['It cannot be done as things stand.', 'clock-busy'],
  413: ['The body is too large.', 'body-too-large'],
  415: ['The body is not JSON.', 'unsupported-media-type'],
  422: ['The body does not say something that can be done.', 'invalid-request'],
  507: ['There are as many as this server keeps.', 'sandbox-full']
}

function problemResponse(status: string): Piece {
  const [description, code] = problems[status]!
  const example = {
    type: `https://sandbed.dev/problems/${code}`,
    title: description.slice(0, -1),
    status: Number(status),
    code
  }
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } }
  }
}

/** The document. Names of operations are the names of their handlers. */
export const controlDocument = deepFreeze({
  openapi: '3.1.0',
  info: {
    title: 'Sandbed control plane',
    version: '1',
    description:
      'What the people who run sandboxes do with them. It has a port of its own and a token of its own; neither is of any use at a simulated API.',
    license: { name: 'MIT', identifier: 'MIT' }
  },
  servers: [{ url: '/' }],
  security: [{ controlToken: [] }],
  tags: [
    { name: 'Sandboxes', description: 'Worlds of one release, each with a name.' },
    { name: 'State', description: 'What a sandbox keeps.' },
    { name: 'Time', description: 'The clock of a sandbox.' },
    { name: 'Snapshots', description: 'Moments to go back to.' },
    { name: 'Traces', description: 'What happened, why, and whether it would again.' },
    { name: 'Clients', description: 'Who may call the simulated API.' },
    { name: 'Policies', description: 'What they may do there.' },
    { name: 'Webhooks', description: 'Who is told what happens.' },
    { name: 'Catalogue', description: 'What the server has to make sandboxes of.' }
  ],
  paths: Object.assign({}, ...parts.map(({ paths }) => paths)) as { readonly [path: string]: Piece },
  components: {
    securitySchemes: {
      controlToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'The control token, which the server makes when it starts.'
      }
    },
    parameters: {
      Sandbox: {
        name: 'name',
        in: 'path',
        required: true,
        description: 'The name of a sandbox; `main` is the one that is served at the root of the API.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
        example: 'main'
      },
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'The same request with the same key is carried out once; its answer is given again.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
        example: '5f0c1a52'
      }
    },
    responses: Object.fromEntries(
      Object.entries(problemNames).map(([status, name]) => [name, problemResponse(status)])
    ),
    schemas: {
      ...(Object.assign({}, ...parts.map(({ schemas }) => schemas)) as { readonly [name: string]: Piece }),
      Problem: {
        ...object(
          {
            type: { type: 'string', format: 'uri-reference' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { type: 'string', description: 'What programs tell it by.' },
            errors: {
              type: 'array',
              items: { type: 'object' },
              description: 'The places of a request that are wrong.'
            },
            issues: {
              type: 'array',
              items: { type: 'object' },
              description: 'What is wrong with a pack or a policy, by place.'
            }
          },
          ['type', 'title', 'status', 'code']
        ),
        description: 'Problem details (RFC 9457).'
      }
    }
  }
})
