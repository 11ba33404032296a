// Who takes part in the stateful mix, and how each is started on so many things. Every one is given the form it does best: its own
// data file, its own parameters for pages.

import { fileURLToPath } from 'node:url'
import { keepFile } from './answers.mjs'
import { mockoonServer, node, versionOf } from './contestants.mjs'
import { readDescriptionFile } from './descriptions.mjs'
import { version } from './sandbed.mjs'
import { petOf, statefulDescriptions } from './stateful-descriptions.mjs'

const server = (name) => fileURLToPath(new URL(`../servers/${name}.mjs`, import.meta.url))
const offset = (at) => `/pets?limit=20&offset=${at}`

/** Scalar keeps things only where the description says how, in code: `x-handler`. */
function scalarDescription() {
  const description = readDescriptionFile(statefulDescriptions.shelter.file)
  const { '/pets': many, '/pets/{petId}': one } = description.paths
  many.get['x-handler'] =
    "const at = Number(req.query.offset ?? 0); return { data: store.list('Pet').slice(at, at + 20), total: 0 }"
  many.post['x-handler'] = "return store.create('Pet', { ...req.body, created_at: '2026-01-01T00:00:00Z' })"
  one.get['x-handler'] = "return store.get('Pet', req.params.petId)"
  one.patch['x-handler'] = "return store.update('Pet', req.params.petId, req.body)"
  one.delete['x-handler'] = "return store.delete('Pet', req.params.petId)"
  // The ids that it makes are UUIDs.
  one.parameters[0].schema = { type: 'string' }
  return keepFile('scalar.json', JSON.stringify(description))
}

/** A data bucket and one route of the kind that Mockoon calls CRUD. */
function mockoonEnvironment(size) {
  const pets = Array.from({ length: size }, (_, n) => ({ id: String(n + 1), ...petOf(n) }))
  const bucket = { uuid: 'b1', id: 'pets', name: 'pets', documentation: '', value: JSON.stringify(pets) }
  const response = {
    uuid: 'r1',
    body: '',
    bodyType: 'DATABUCKET',
    databucketID: 'pets',
    statusCode: 200,
    crudKey: 'id',
    default: true,
    headers: [],
    rules: [],
    callbacks: []
  }
  const route = { uuid: 'c1', type: 'crud', endpoint: 'pets', method: '', responses: [response] }
  const environment = {
    uuid: 'e1',
    lastMigration: 33,
    name: 'Shelter',
    routes: [route],
    rootChildren: [{ type: 'route', uuid: 'c1' }],
    data: [bucket]
  }
  return keepFile('mockoon.json', JSON.stringify(environment))
}

/**
 * `start(port, size)` is the process; `pageAt(at)` the URL of 20 things. `isFilledByPost`: it starts empty and is sent what it shall
 * hold. `ids(size)` are those of what it holds at its start.
 */
export const crudContestants = [
  {
    name: 'sandbed',
    version: version(),
    start: (port, size) => ({
      ...node(
        '--max-old-space-size=8000',
        server('sandbed-stateful'),
        port,
        statefulDescriptions.shelter.file,
        String(size)
      )
    }),
    pageAt: offset
  },
  {
    name: 'mockoon',
    version: versionOf('@mockoon/cli'),
    start: (port, size) => mockoonServer(mockoonEnvironment(size), port),
    pageAt: (at) => `/pets?limit=20&page=${Math.floor(at / 20) + 1}`
  },
  {
    name: 'scalar',
    version: versionOf('@scalar/mock-server'),
    start: (port) => node(server('scalar'), port, scalarDescription()),
    pageAt: offset,
    isFilledByPost: true
  },
  {
    name: 'json-server',
    version: versionOf('json-server'),
    start: (port, size) => node(server('json-server'), port, String(size)),
    pageAt: (at) => `/pets?_limit=20&_start=${at}`
  },
  {
    name: '@msw/data',
    version: versionOf('@msw/data'),
    start: (port, size) => node(server('msw-data'), port, String(size)),
    pageAt: offset
  }
]
