// Stateful mode in one process: a sandbox is filled, then every kind of request is timed on it, no two requests alike.
// Prints microseconds a call by kind, and bytes an entity. Arguments: description name, entities, seconds for each kind.

import { statefulDescriptions } from '../lib/stateful-descriptions.mjs'
import { readDescriptionFile } from '../lib/descriptions.mjs'
import { importSandbed } from '../lib/sandbed.mjs'
import { microsPerCall } from '../lib/timing.mjs'

const [name, sizeText, secondsText] = process.argv.slice(2)
const size = Number(sizeText)
const seconds = Number(secondsText)
const { file, collection, headers, bodyOf, change, pageAt, filterFor, refused, statuses } =
  statefulDescriptions[name]
const { createSandbox } = await importSandbed('core')
const description = readDescriptionFile(file)
const sandbox = createSandbox({ description, mode: 'stateful', seed: 'benchmarks' })

/** `status` may be a class: 4 for any 4xx. */
function ask(method, path, status, body) {
  const answer = sandbox.handle({ method, url: path, headers: body === undefined ? fresh() : headers, body })
  if (answer.status !== status && Math.floor(answer.status / 100) !== status)
    throw new Error(`${method} ${path} answers ${answer.status}: ${answer.body}`)
  return answer
}

// A header that differs has every GET answered anew, as if another client had asked.
let count = 0
const fresh = () => ({ ...headers, 'x-request-id': String(count++) })
const create = (n) => ask('POST', collection, statuses.created, bodyOf(n))

const heap = () => {
  for (let pass = 0; pass < 3; pass++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

create(0)
sandbox.reset()
const empty = heap()
const ids = []
const fillStarted = performance.now()
for (let n = 0; n < size; n++) ids.push(JSON.parse(create(n).body).id)
const fill = ((performance.now() - fillStarted) * 1_000) / size
const idBytes = 16 * size
const bytesPerEntity = (heap() - empty - idBytes) / size

// 7919 is a prime: every entity comes before one comes twice.
const idAt = (n) => ids[(n * 7_919) % size]
const full = sandbox.snapshot()
const kinds = {
  create: (n) => create(size + n),
  read: (n) => ask('GET', `${collection}/${idAt(n)}`, 200),
  update: (n) => ask(statuses.changeBy, `${collection}/${idAt(n)}`, 200, change(n)),
  page: (n) => ask('GET', pageAt((n * 31) % Math.max(1, size >> 2), ids, size), 200),
  filtered: (n) => ask('GET', filterFor(n % size), 200),
  delete(n) {
    if (n % size === 0) sandbox.restore(full)
    ask('DELETE', `${collection}/${ids[n % size]}`, statuses.deleted)
  },
  refused: (n) => ask('POST', collection, 4, refused(n)),
  missing: (n) => ask('GET', `${collection}/${statuses.unknown(n)}`, 404)
}

const result = { fill, bytesPerEntity }
for (const [kind, call] of Object.entries(kinds)) {
  sandbox.restore(full)
  // The first use of an index builds it.
  call(0)
  result[kind] = await microsPerCall(call, { seconds })
}

sandbox.restore(full)
result.snapshot = await microsPerCall(() => sandbox.snapshot(), { seconds })
result.fork = await microsPerCall(() => sandbox.fork(), { seconds })
create(size)
const other = sandbox.snapshot()
result.restore = await microsPerCall((n) => sandbox.restore(n % 2 === 0 ? full : other), { seconds })
const both = await microsPerCall(() => (sandbox.reset(), sandbox.restore(full)), { seconds })
result.reset = both / 2
const hashStarted = performance.now()
sandbox.stateHash()
result.firstHash = (performance.now() - hashStarted) * 1_000
result.hash = await microsPerCall((n) => (create(size + n), sandbox.stateHash()), { seconds })
sandbox.restore(full)
for (let n = 0; n < 10; n++) create(size + n)
result.diff = await microsPerCall(() => sandbox.diff(full), { seconds })

const forks = []
sandbox.restore(full)
const before = heap()
for (let n = 0; n < 2_000; n++) forks.push(sandbox.fork())
result.idleBytes = (heap() - before) / forks.length

console.log(JSON.stringify(result))
