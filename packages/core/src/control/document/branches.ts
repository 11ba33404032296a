// The control document: making one sandbox of another, and putting one away.
import {
  answers,
  bodyProblems,
  closed,
  key,
  name,
  object,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'
import { sandbox } from './sandbox-example.js'

const tags = ['Sandboxes']

/** Forks, clones and archives. */
export const branchesPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}:fork': {
      parameters: [name],
      post: {
        operationId: 'forkSandbox',
        tags,
        summary:
          'Makes a sandbox that goes on from this moment, or from a snapshot: another branch of the same world, in which the same clients are known.',
        parameters: [key],
        requestBody: takes(
          closed({ name: schema('SandboxName'), snapshot: text('The id of a snapshot of this sandbox.') }, [
            'name'
          ]),
          { name: 'what-if' }
        ),
        responses: answers(
          201,
          'The fork.',
          schema('Sandbox'),
          { ...sandbox, name: 'what-if' },
          404,
          409,
          ...bodyProblems,
          507
        )
      }
    },
    '/sandboxes/{name}:clone': {
      parameters: [name],
      post: {
        operationId: 'cloneSandbox',
        tags,
        summary:
          'Makes a sandbox for somebody else: with what the API keeps at this moment, and without the clients, tokens and keys of this one.',
        parameters: [key],
        requestBody: takes(closed({ name: schema('SandboxName') }, ['name']), { name: 'partner-b' }),
        responses: answers(
          201,
          'The clone.',
          schema('Sandbox'),
          { ...sandbox, name: 'partner-b' },
          404,
          409,
          ...bodyProblems,
          507
        )
      }
    },
    '/sandboxes/{name}:archive': {
      parameters: [name],
      post: {
        operationId: 'archiveSandbox',
        tags,
        summary:
          'Gives all that a sandbox holds and takes it out of service: its name is free again. `POST /sandboxes` with the snapshot brings it back. `main` stays.',
        responses: answers(
          200,
          'All that it held. The snapshot holds secrets of webhooks and the key that tokens are signed with: keep it as such.',
          schema('Archive'),
          {
            format: 'sandbed-archive',
            version: 1,
            name: 'partner-a',
            title: 'Petstore',
            release: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
            snapshot: { format: 'sandbed-snapshot' },
            traces: []
          },
          404,
          409
        )
      }
    }
  },
  schemas: {
    Archive: object(
      {
        format: { const: 'sandbed-archive' },
        version: { const: 1 },
        name: schema('SandboxName'),
        title: { type: 'string' },
        release: { type: 'string', description: 'The digest of the release.' },
        snapshot: { type: 'object', description: 'An exported snapshot (`snapshot.schema.json`).' },
        traces: { type: 'array', items: schema('TraceRecord') }
      },
      ['format', 'version', 'name', 'title', 'release', 'snapshot', 'traces']
    )
  }
}
