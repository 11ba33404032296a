// An API that asks for credentials in every way that a description can, with error bodies of its own.

const ok = {
  description: 'Fine',
  content: { 'application/json': { schema: { type: 'object' }, example: {} } }
}
const fault = {
  description: 'An error of the API',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        additionalProperties: false,
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message'],
            additionalProperties: false,
            properties: { code: { type: 'string' }, message: { type: 'string' } }
          }
        }
      }
    }
  }
}

/** A GET that some way of `security` lets in. */
function guarded(security: readonly object[] | undefined, responses: object = {}): object {
  return { get: { ...(security && { security }), responses: { '200': ok, ...responses } } }
}

/** The description. Its token endpoint is at `/v2/oauth/token`, as it says, and nowhere described as an operation. */
export const guardedApi = {
  openapi: '3.1.0',
  info: { title: 'Guarded', version: '1' },
  servers: [{ url: 'https://api.example.com/v2' }],
  security: [{ bearer: [] }],
  paths: {
    '/bearer': guarded(undefined),
    '/own-errors': guarded([{ oauth: ['pets:write'] }], { '401': fault, '403': fault, '400': fault }),
    '/basic': guarded([{ basic: [] }]),
    '/key': guarded([{ key: [] }]),
    '/query-key': guarded([{ queryKey: [] }]),
    '/cookie': guarded([{ cookie: [] }]),
    '/oauth': guarded([{ oauth: ['pets:read', 'pets:write'] }]),
    '/either': guarded([{ basic: [] }, { bearer: [] }, { key: [] }]),
    '/both': guarded([{ key: [], bearer: [] }]),
    '/optional': guarded([{ bearer: [] }, {}]),
    '/open': guarded([]),
    '/certificate': guarded([{ certificate: [] }]),
    '/pets': {
      get: { responses: { '200': ok } },
      post: {
        security: [{ oauth: ['pets:write'] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
            }
          }
        },
        responses: {
          '201': {
            description: 'Made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } }
          },
          '422': { description: 'Wrong' }
        }
      }
    },
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        security: [{ oauth: ['pets:read'] }],
        responses: {
          '200': {
            description: 'One',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } }
          },
          '404': { description: 'None' }
        }
      }
    }
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string' } }
      }
    },
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      basic: { type: 'http', scheme: 'basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      queryKey: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      certificate: { type: 'mutualTLS' },
      oauth: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://id.example.com/v2/oauth/token',
            scopes: { 'pets:read': 'See pets', 'pets:write': 'Change pets' }
          }
        }
      }
    }
  }
} as const
