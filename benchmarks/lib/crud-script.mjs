// The mix of requests that a client of a stateful API sends, and what raw node:http answers to it.

import { keepFile } from './answers.mjs'
import { bytesOf } from './load.mjs'
import { requestOnce } from './processes.mjs'
import { petOf } from './stateful-descriptions.mjs'

const json = { 'content-type': 'application/json' }
/** In every 20: 12 reads, 4 pages of 20, 2 creates, an update, a delete. */
const order = 'RRLRCRRLRURRLRDRCRLR'

export const requests = {
  read: (id) => ({ method: 'GET', path: `/pets/${id}` }),
  page: (path) => ({ method: 'GET', path }),
  create: (n) => ({ method: 'POST', path: '/pets', headers: json, body: JSON.stringify(petOf(n)) }),
  update: (id, n) => ({ method: 'PATCH', path: `/pets/${id}`, headers: json, body: `{"name":"Bob ${n}"}` }),
  delete: (id) => ({ method: 'DELETE', path: `/pets/${id}` })
}

/** The id in the answer to a create, as it stands in a path. */
export const idIn = (text) => /"id":\s*"?([\w-]+)/.exec(text)?.[1]

/**
 * A script for the load client over the things with these ids, which become more and fewer as it runs. `pageAt(offset)` is the URL of 20
 * things. Where there is nothing yet, something is made first.
 */
export function crudScript(pageAt, ids) {
  const pool = [...ids]
  let n = 0
  const remember = (text) => {
    const id = idIn(text)
    if (id !== undefined) pool.push(id)
  }
  const kinds = {
    // 7919 is a prime: the requests go all over the pool.
    R: () => ({ bytes: bytesOf(requests.read(pool[(n * 7_919) % pool.length])) }),
    L: () => ({
      bytes: bytesOf(requests.page(pageAt(pool.length > 20 ? (n * 31) % (pool.length - 20) : 0)))
    }),
    C: () => ({ bytes: bytesOf(requests.create(n)), answered: remember }),
    U: () => ({ bytes: bytesOf(requests.update(pool[(n * 7_919) % pool.length], n)) }),
    D() {
      const at = (n * 7_919) % pool.length
      const id = pool[at]
      // Not asked for again, except by requests that are under way.
      pool[at] = pool.at(-1)
      pool.pop()
      return { bytes: bytesOf(requests.delete(id)) }
    }
  }
  return () => kinds[pool.length < 12 ? 'C' : order[n++ % order.length]]()
}

/** Reads one thing after another, all over the pool. */
export function readScript(_pageAt, ids) {
  let n = 0
  return () => ({ bytes: bytesOf(requests.read(ids[(n++ * 7_919) % ids.length])) })
}

/** Makes one thing after another. */
export function createScript() {
  let n = 0
  return () => ({ bytes: bytesOf(requests.create(n++)) })
}

/** One answer of each kind of a server that runs, kept for `servers/raw-crud.mjs`. Throws with what was not answered with 2xx. */
export async function keepAnswers(port, pageAt) {
  const answers = {}
  const ask = async (kind, request) => {
    const { status, headers, body } = await requestOnce(port, request)
    if (status >= 300) throw new Error(`answers a ${kind} with ${status}`)
    const type = headers['content-type']
    answers[kind] = { status, ...(type === undefined ? {} : { type }), body: body.toString('base64') }
    return body.toString()
  }
  const id = idIn(await ask('create', requests.create(1)))
  if (id === undefined) throw new Error('the answer to a create has no id')
  for (let n = 0; n < 20; n++) await requestOnce(port, requests.create(n))
  await ask('read', requests.read(id))
  await ask('page', requests.page(pageAt(0)))
  await ask('update', requests.update(id, 1))
  await ask('delete', requests.delete(id))
  return { file: keepFile('crud-answers.json', JSON.stringify(answers)), id }
}
