// What tracing costs, in CPU time of the thread: `handle()` with the dial at `decisions` and at `full` against `off`, side by side in one process, round by round.
// node children/tracing.mjs [seconds a row] [part of the names of the rows]

import {
  descriptions,
  presentDescriptions,
  readDescription,
  readDescriptionFile
} from '../lib/descriptions.mjs'
import { importSandbed } from '../lib/sandbed.mjs'
import { statefulDescriptions } from '../lib/stateful-descriptions.mjs'

const { createSandbox } = await importSandbed('core')
const seconds = Number(process.argv[2] ?? 2)
const wanted = process.argv[3] ?? ''
const dials = ['off', 'decisions', 'full']
const size = 500
const filled = 1_000
/** Other work on the machine does not show in it. */
const spent = () => {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

/** Mode and request of each row; the stateful ones begin with a thousand things, but for creates. */
function rowsOf(name) {
  const { item, varying, create } = descriptions[name]
  const get =
    ({ path, headers = {} }) =>
    (n) => ({ method: 'GET', url: path.replace('{n}', String(n + 1)), headers })
  const post = (body) => () => ({ method: 'POST', url: create.path, headers: create.headers, body })
  return {
    'static GET, the same': ['static', get(item)],
    'static GET, varying': ['static', get(varying)],
    'dynamic GET, varying': ['dynamic', get(varying)],
    'static POST, refused': ['static', post(create.refused)]
  }
}

function statefulRows(name) {
  const { collection, headers, bodyOf, refused } = statefulDescriptions[name]
  const url = (n, ids) => `${collection}/${ids[n % filled]}`
  const one = (method, make) => ['stateful', (n, ids) => ({ method, url: make(n, ids), headers })]
  const post = (make) => ['stateful', (n) => ({ method: 'POST', url: collection, headers, body: make(n) })]
  return {
    'stateful POST, created': post(bodyOf),
    'stateful POST, refused': post(refused),
    'stateful GET, found': one('GET', url),
    'stateful GET, not found': one('GET', (n) => `${collection}/${10_000_000 + n}`),
    'stateful GET, list': one('GET', (n) => `${collection}?limit=${1 + (n % 20)}`)
  }
}

function measure(description, name, [mode, requestOf], fillWith) {
  const sandboxes = dials.map((tracing) => createSandbox({ description, mode, tracing }))
  const ids = sandboxes.map((sandbox) =>
    Array.from({ length: fillWith ? filled : 0 }, (_, n) => JSON.parse(sandbox.handle(fillWith(n)).body).id)
  )
  const counts = dials.map(() => 0)
  const round = (at) => {
    const started = spent()
    for (let i = 0; i < size; i++) sandboxes[at].handle(requestOf(counts[at]++, ids[at]))
    return (spent() - started) / size
  }
  // The clock of a thread ticks in milliseconds: only sums over many rounds tell.
  const sums = dials.map(() => 0)
  let summed = 0
  const until = performance.now() + seconds * 1_000
  for (let rounds = 0; performance.now() < until || rounds < 30; rounds++) {
    const order = rounds % 2 === 0 ? [0, 1, 2] : [2, 1, 0]
    const taken = []
    for (const at of order) taken[at] = round(at)
    if (rounds < 10) continue
    for (const at of order) sums[at] += taken[at]
    summed++
  }
  const cells = dials.map((dial, at) => {
    const more = at === 0 ? '' : ` (${((sums[at] / sums[0] - 1) * 100).toFixed(0)} %)`
    return `${dial} ${(sums[at] / summed).toFixed(2)} µs${more}`.padEnd(at === 0 ? 16 : 28)
  })
  console.log(`${name.padEnd(34)} ${cells.join(' ')}`)
}

for (const name of presentDescriptions().filter((one) => descriptions[one].create)) {
  for (const [row, work] of Object.entries(rowsOf(name)))
    if (`${name} ${row}`.includes(wanted)) measure(readDescription(name), `${name} ${row}`, work)
}
for (const [name, { file, collection, headers, bodyOf }] of Object.entries(statefulDescriptions)) {
  const fill = (n) => ({ method: 'POST', url: collection, headers, body: bodyOf(n) })
  for (const [row, work] of Object.entries(statefulRows(name)))
    if (`${name} ${row}`.includes(wanted))
      measure(readDescriptionFile(file), `${name} ${row}`, work, row.includes('GET') ? fill : undefined)
}
