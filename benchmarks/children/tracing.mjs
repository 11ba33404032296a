// What tracing costs: `handle()` with the dial at `decisions` and at `full` against `off`, side by side in one process, round by round.
// node children/tracing.mjs [seconds a cell]

import { descriptions, readDescription } from '../lib/descriptions.mjs'
import { median } from '../lib/pairs.mjs'
import { importSandbed } from '../lib/sandbed.mjs'

const { createSandbox } = await importSandbed('core')
const description = readDescription('petstore')
const { create } = descriptions.petstore
const seconds = Number(process.argv[2] ?? 2)
const dials = ['off', 'decisions', 'full']
const headers = { accept: 'application/json' }
const read = (n) => ({ method: 'GET', url: `/pets/${n + 1}`, headers })
const write = (body) => () => ({ method: 'POST', url: '/pets', headers: create.headers, body })

const work = {
  'static GET, the same request': ['static', () => read(0)],
  'static GET, every request another': ['static', read],
  'dynamic GET, every request another': ['dynamic', read],
  'static POST, refused': ['static', write(create.refused)],
  'stateful POST, created': ['stateful', write(create.accepted)],
  'stateful GET, found': ['stateful', (n) => read(n % 1_000)],
  'stateful GET, not found': ['stateful', (n) => read(n + 10_000_000)]
}

for (const [name, [mode, request]] of Object.entries(work)) {
  const sandboxes = dials.map((tracing) => createSandbox({ description, mode, tracing }))
  if (name.endsWith(', found'))
    for (const sandbox of sandboxes) for (let n = 0; n < 1_000; n++) sandbox.handle(write(create.accepted)())
  const counts = dials.map(() => 0)
  const size = 500
  const round = (at) => {
    const started = performance.now()
    for (let i = 0; i < size; i++) sandboxes[at].handle(request(counts[at]++))
    return ((performance.now() - started) * 1_000) / size
  }
  const times = dials.map(() => [])
  const ratios = dials.map(() => [])
  const until = performance.now() + seconds * 1_000
  for (let rounds = 0; performance.now() < until || rounds < 20; rounds++) {
    const order = rounds % 2 === 0 ? [0, 1, 2] : [2, 1, 0]
    const taken = []
    for (const at of order) taken[at] = round(at)
    if (rounds < 10) continue
    for (const at of order) {
      times[at].push(taken[at])
      ratios[at].push(taken[at] / taken[0])
    }
  }
  const cells = dials.map((dial, at) => {
    const more = at === 0 ? '' : ` (${((median(ratios[at]) - 1) * 100).toFixed(0)} %)`
    return `${dial} ${median(times[at]).toFixed(2)} µs${more}`
  })
  console.log(`${name.padEnd(36)} ${cells.join('  ')}`)
}
