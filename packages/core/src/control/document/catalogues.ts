// The control document: the document itself, and what the server can make sandboxes of.
import { answers, listOf, object, schema, type DocumentPart, type Piece } from './parts.js'

const release = {
  digest: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
  title: 'Petstore',
  version: '1.0.0',
  operations: 19,
  sandboxes: ['main']
}

/** A list of what the host says it has. */
function catalogue(operationId: string, what: string, example: Piece): Piece {
  return {
    get: {
      operationId,
      tags: ['Catalogue'],
      summary: `The ${what} of this server.`,
      responses: answers(200, `The ${what}.`, listOf('CatalogueEntry'), { items: [example] })
    }
  }
}

/** What is there before any sandbox. */
export const cataloguesPart: DocumentPart = {
  paths: {
    '/openapi.json': {
      get: {
        operationId: 'getDocument',
        tags: ['Catalogue'],
        summary: 'This document.',
        responses: answers(200, 'An OpenAPI 3.1 document.', { type: 'object' }, { openapi: '3.1.0' })
      }
    },
    '/releases': {
      get: {
        operationId: 'listReleases',
        tags: ['Catalogue'],
        summary: 'The compiled descriptions that sandboxes run.',
        responses: answers(200, 'The releases.', listOf('Release'), { items: [release] })
      }
    },
    '/auth-profiles': catalogue('listAuthProfiles', 'auth profiles', { name: 'partners' }),
    '/policy-packs': catalogue('listPolicyPacks', 'policy packs', { name: 'read-only' }),
    '/simulation-packs': catalogue('listSimulationPacks', 'simulation packs', {
      name: 'shelter',
      source: 'shelter.pack.yaml'
    }),
    '/specs': catalogue('listSpecs', 'descriptions', { name: 'Petstore 1.0.0', source: 'petstore.yaml' })
  },
  schemas: {
    Release: object(
      {
        digest: { type: 'string', description: 'SHA-256 of what it means.' },
        title: { type: 'string' },
        version: { type: 'string' },
        operations: { type: 'integer', minimum: 0 },
        sandboxes: { type: 'array', items: schema('SandboxName') }
      },
      ['digest', 'title', 'version', 'operations', 'sandboxes']
    ),
    CatalogueEntry: object(
      {
        name: { type: 'string' },
        description: { type: 'string' },
        source: { type: 'string', description: 'The file or URL that it came from.' }
      },
      ['name']
    )
  }
}
