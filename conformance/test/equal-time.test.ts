// Time passes alike everywhere: requests and moves of the clock, in turns by chance, give the same answers, the same timers and the same
// state on every host, and on one that is evicted between any two steps. The seed is printed; SANDBED_SEED repeats it.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compile, createSandbox, type AdvanceResult, type SimulationPack } from '@sandbed/core'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { hostOf } from '../src/hosts/core-host.js'
import { hostNames, printResponse, type Host, type World } from '../src/hosts/host.js'
import { startHosts } from '../src/hosts/start-hosts.js'
import { createDice } from '../src/requests/dice.js'
import { readDescription } from '../src/verify/read-description.js'

/** Traces are of a running sandbox: hosts that saw other requests before number them otherwise. */
function untraced(result: AdvanceResult): AdvanceResult {
  return { ...result, fired: result.fired.map((one) => ({ ...one, traceId: null })) }
}

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../examples/orders/${name}`, import.meta.url))

/** One step: a request, or a span by which the clock moves on. */
type Step =
  { readonly by: string } | { readonly method: string; readonly path: string; readonly json?: object }

/** Orders are placed, taken on and left alone, while days go by. */
function writeSteps(count: number): Step[] {
  const dice = createDice(seed)
  return Array.from({ length: count }, (): Step => {
    const roll = dice.roll(10)
    if (roll < 3) return { by: dice.pick(['0s', '1s', '90m', '1d', 'P2D', '3d12h', 'P1W']) }
    if (roll < 6) {
      const json = { sku: dice.pick(['kettle', 'toaster']), quantity: 1 + dice.roll(2) }
      return { method: 'POST', path: '/orders', json }
    }
    const id = 1 + dice.roll(12)
    const action = dice.pick(['reserve', 'ship', 'cancel', 'refund', ''])
    return action === ''
      ? { method: 'GET', path: `/orders/${id}` }
      : { method: 'POST', path: `/orders/${id}/${action}` }
  })
}

async function take(host: Host, step: Step): Promise<unknown> {
  const done =
    'by' in step
      ? untraced(await host.advance(step.by))
      : printResponse(
          await host.send({
            method: step.method,
            path: step.path,
            headers: step.json === undefined ? {} : { 'content-type': 'application/json' },
            body: step.json === undefined ? null : Buffer.from(JSON.stringify(step.json))
          })
        )
  return { step, done, hashes: [await host.stateHash('domain'), await host.stateHash('everything')] }
}

test(`200 steps through time are the same on every host (seed ${seed})`, { timeout: 120_000 }, async () => {
  const { release } = compile(await readDescription(pathOf('orders.yaml')))
  const pack = load(await readFile(pathOf('orders.pack.yaml'), 'utf8')) as SimulationPack
  const world: World = { release: release!, options: { mode: 'stateful', pack } }
  const steps = writeSteps(200)

  let evicted = createSandbox({ ...world.options, release: world.release })
  const expected: unknown[] = []
  for (const step of steps) {
    const text = evicted.exportSnapshot()
    evicted = createSandbox({ ...world.options, release: world.release })
    evicted.restore(evicted.importSnapshot(text))
    expected.push(await take(hostOf(evicted), step))
  }
  // Nothing but refusals and days on which nothing happens would prove little.
  const text = JSON.stringify(expected)
  expect(text.match(/"outcome":"done"/g)?.length ?? 0).toBeGreaterThan(10)

  for (const name of hostNames) {
    const [host] = await startHosts(name, [world])
    try {
      const played: unknown[] = []
      for (const step of steps) played.push(await take(host!, step))
      expect(played, `${name}; seed ${seed}`).toEqual(expected)
    } finally {
      await host!.close()
    }
  }
})
