// @msw/data behind plain node:http: the collection does the work, nothing is validated. Arguments: port, things to fill it with.

import { createServer } from 'node:http'
import { Collection } from '@msw/data'
import { petOf } from '../lib/stateful-descriptions.mjs'

const [port, size] = process.argv.slice(2)
// A Standard Schema that takes everything.
const schema = { '~standard': { version: 1, vendor: 'benchmarks', validate: (value) => ({ value }) } }
const pets = new Collection({ schema })
let last = Number(size)
for (let n = 0; n < last; n++) await pets.create({ id: n + 1, ...petOf(n) })

const byId = (id) => (q) => q.where({ id })
const handlers = {
  GET({ id, query }) {
    if (id !== undefined) return [200, pets.findFirst(byId(id))]
    const page = { skip: Number(query.get('offset') ?? 0), take: Number(query.get('limit') ?? 20) }
    return [200, pets.findMany(undefined, page)]
  },
  POST: async ({ body }) => [201, await pets.create({ id: ++last, ...body })],
  PATCH: async ({ id, body }) => [
    200,
    await pets.update(byId(id), { data: (pet) => void Object.assign(pet, body) })
  ],
  DELETE: ({ id }) => [204, pets.delete(byId(id)) && null]
}

createServer(async (request, response) => {
  const [path, search] = request.url.split('?')
  const id = path.split('/')[2]
  let text = ''
  for await (const chunk of request) text += chunk
  const body = text === '' ? undefined : JSON.parse(text)
  const asked = { id: id && Number(id), query: new URLSearchParams(search), body }
  const [status, value] = await handlers[request.method](asked)
  if (value === undefined) return response.writeHead(404).end()
  const answer = value === null ? '' : JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
}).listen(Number(port), '127.0.0.1')
