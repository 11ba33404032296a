// Stateful mode in one process, no socket: microseconds a request of each kind at several sizes, each size in a process of its own; what
// whole worlds cost; and memory.

import { runChild } from '../lib/child.mjs'
import { number } from '../lib/table.mjs'

const kinds = ['create', 'read', 'update', 'page', 'filtered', 'delete', 'refused', 'missing']
const worlds = ['snapshot', 'fork', 'restore', 'reset', 'diff', 'hash', 'firstHash']

async function measure(run, sizes) {
  if (!run.isTaking('sandbed')) return
  const rows = []
  const wholes = []
  for (const [name, size] of sizes) {
    if (name !== 'shelter' && !run.descriptions.some(([one]) => one === name)) continue
    const label = `${name}, ${size.toLocaleString('en-US')}`
    const seconds = run.seconds
    // Fifteen measurements, and the filling.
    const limitMs = 30_000 + seconds * 40_000 + size / 5
    const nodeArgs = ['--expose-gc', '--max-old-space-size=8000']
    const result = await runChild('stateful.mjs', [name, String(size), String(seconds)], limitMs, nodeArgs)
    if (result.reason !== undefined) {
      rows.push([label, `no: ${result.reason}`])
      continue
    }
    for (const [kind, value] of Object.entries(result)) run.figure(`stateful/${name}/${size}/${kind}`, value)
    rows.push([label, ...kinds.map((kind) => number(result[kind]))])
    const sized = [result.bytesPerEntity, result.idleBytes].map(number)
    wholes.push([label, ...worlds.map((world) => number(result[world])), ...sized])
  }
  run.table(
    'Stateful mode in process: µs a request, no two alike (page: 20 from the middle; filtered: 20 by an index)',
    ['things', ...kinds],
    rows
  )
  run.table(
    'Whole worlds: µs; bytes',
    [
      'things',
      'snapshot',
      'fork',
      'restore',
      'reset',
      'diff of 10',
      'write + hash',
      'first hash',
      'bytes a thing',
      'bytes a fork'
    ],
    wholes
  )
}

/** Figures `stateful/<description>/<things>/<kind>` in microseconds and bytes. */
export const stateful = (run) =>
  measure(run, [
    ['shelter', 100],
    ['shelter', 10_000],
    ['stripe', 10_000]
  ])

/** The same with a million things: some 2 GB, and a minute to fill. */
export async function statefulMillion(run) {
  await measure(run, [['shelter', 1_000_000]])
  const create = (size) => run.figures.get(`stateful/shelter/${size}/create`)
  run.figure('stateful/growth', create(1_000_000) / create(100))
}
