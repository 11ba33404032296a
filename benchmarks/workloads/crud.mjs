// A client's mix of requests over HTTP against what keeps state, in alternating pairs with a raw node:http server that answers
// the very bytes the contestant answered.

import { rawCrudServer } from '../lib/contestants.mjs'
import { crudContestants } from '../lib/crud-contestants.mjs'
import { createScript, crudScript, idIn, keepAnswers, readScript, requests } from '../lib/crud-script.mjs'
import { measurePairs } from '../lib/pairs.mjs'
import { freePort, requestOnce, startServer } from '../lib/processes.mjs'
import { isBuilt } from '../lib/sandbed.mjs'
import { number, ratio } from '../lib/table.mjs'

const columns = ['contestant', '÷ raw', 'cpu ×raw', 'cpu µs', 'req/s', 'raw req/s', 'p50 ms', 'p99 ms']
// Five kinds of requests need more of them until all the code they run is compiled.
const warmup = 1.5
const nothing = { method: 'GET', path: '/pets?limit=20', anyStatus: true }

/** Makes things until there are so many; their ids. Throws when that takes too long. */
async function fill(port, size, limitMs) {
  const end = performance.now() + limitMs
  const ids = []
  const worker = async () => {
    while (ids.length < size) {
      const { body } = await requestOnce(port, requests.create(ids.length))
      ids.push(idIn(body.toString()))
      if (performance.now() > end) throw new Error(`holds ${ids.length} after ${limitMs / 1_000} s`)
    }
  }
  await Promise.all(Array.from({ length: 10 }, worker))
  return ids
}

/** A row of the table; the ratio goes to the figure `<key>/<contestant>`. */
async function measure(run, { contestant, size, script, key }) {
  const { name, start, pageAt, isFilledByPost } = contestant
  // Ours is filled request by request, some 50 µs each; the others read a file.
  const limitMs = 20_000 + size / 5
  const servers = []
  try {
    const port = await freePort()
    servers.push(await startServer(start(String(port), size), port, nothing, limitMs))
    const { file } = await keepAnswers(port, pageAt)
    const ids = isFilledByPost
      ? await fill(port, size, limitMs)
      : Array.from({ length: size }, (_, n) => n + 1)
    const rawPort = await freePort()
    servers.push(await startServer(rawCrudServer(String(rawPort), file), rawPort, nothing, 10_000))
    const [server, raw] = servers
    const pairs = name === 'sandbed' ? run.pairs * 2 : run.pairs
    const result = await measurePairs(
      { ...server, request: script(pageAt, ids), warmup },
      { ...raw, request: script(pageAt, ids), warmup },
      undefined,
      { seconds: run.seconds, pairs }
    )
    const statuses = Object.entries(result.statuses)
    const good = statuses.filter(([status]) => status < '300').reduce((sum, [, n]) => sum + n, 0)
    // What was deleted while a request for it was under way is a rightful 404.
    if (good < 0.99 * statuses.reduce((sum, [, n]) => sum + n, 0))
      throw new Error(`answers ${JSON.stringify(result.statuses)} under load`)
    run.figure(`${key}/${name}`, result.ratio)
    run.otherCores(result.otherCores)
    const { cpuMicros, requestsPerSecond, rawPerSecond, p50, p99 } = result
    const numbers = [cpuMicros, requestsPerSecond, rawPerSecond, p50, p99].map(number)
    return [name, ratio(result.ratio), `${ratio(result.cpuRatio)}×`, ...numbers]
  } catch (error) {
    return [name, `no: ${error.message}`]
  } finally {
    for (const server of servers) await server.stop()
  }
}

/** A table for one script on servers that hold so many things. */
async function compare(run, { size, isOursAlone = false, script = crudScript, title = 'Mix', key = 'crud' }) {
  const taking = crudContestants.filter(
    ({ name }) =>
      (run.who.length === 0 || run.who.includes(name)) && (name === 'sandbed' ? isBuilt() : !isOursAlone)
  )
  const rows = []
  for (const contestant of taking)
    rows.push(await measure(run, { contestant, size, script, key: `${key}/${size}` }))
  const things = size.toLocaleString('en-US')
  if (rows.length > 0) run.table(`${title}, stateful over HTTP, ${things} things at the start`, columns, rows)
}

/** Figures `crud|read|create/<things>/<contestant>`: ratios to raw. */
export async function crudMix(run) {
  await compare(run, { size: 0 })
  await compare(run, { size: 10_000 })
  await compare(run, { size: 100_000, isOursAlone: true })
  const ours = { size: 10_000, isOursAlone: true }
  await compare(run, { ...ours, script: readScript, title: 'Reads only', key: 'read' })
  await compare(run, { ...ours, script: createScript, title: 'Creates only', key: 'create' })
}

/** The same with a million things: some 2 GB, and a minute to fill. */
export const crudMillion = (run) => compare(run, { size: 1_000_000, isOursAlone: true })
