// Requests that arrive at the same time, at the Node host: what they leave behind is what they would have left one after another in some
// order. Prints its seed; SANDBED_SEED repeats it, SANDBED_SCHEDULES and SANDBED_KEYS make it longer (2,000 and 1,000 for a long run).
import { fileURLToPath } from 'node:url'
import { compile, createSandbox, type Sandbox, type SandboxRequest } from '@sandbed/core'
import { serve } from '@sandbed/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sender, WireRequest, WireResponse } from '../src/hosts/host.js'
import { printResponse } from '../src/hosts/host.js'
import { hostOf } from '../src/hosts/core-host.js'
import { httpHost } from '../src/hosts/http-client.js'
import { createDice, type Dice } from '../src/requests/dice.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const schedules = Number(process.env['SANDBED_SCHEDULES'] ?? 300)
const keys = Number(process.env['SANDBED_KEYS'] ?? 150)
const parallel = 32

let sandbox: Sandbox
let alone: Sandbox
let host: Sender
/** The requests in the order in which the sandbox got them, by their header `x-turn`. */
let carriedOut: number[] = []

beforeAll(async () => {
  const path = fileURLToPath(new URL('../../descriptions/shop.yaml', import.meta.url))
  const { release } = compile(await readDescription(path))
  const options = { release: release!, mode: 'stateful', seed: 'interleavings' } as const
  sandbox = createSandbox(options)
  alone = createSandbox(options)
  const exchange = (request: SandboxRequest) => {
    carriedOut.push(Number(new Headers(request.headers as Record<string, string>).get('x-turn')))
    return sandbox.exchange(request)
  }
  const server = await serve({ ...sandbox, exchange }, { port: 0, host: '127.0.0.1' })
  host = httpHost(Number(new URL(server.url).port), () => server.close(), { maxSockets: parallel, pause })
})
afterAll(() => host.close())

/** Bodies arrive in pieces, so that requests overtake each other. */
const pauses = createDice(seed + 1)
const pause = async (): Promise<void> => {
  if (pauses.chance(60)) await new Promise((resolve) => setTimeout(resolve, pauses.roll(4)))
}

const json = (method: string, path: string, body: unknown, headers = {}): WireRequest => ({
  method,
  path,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body))
})
const plain = (method: string, path: string): WireRequest => ({ method, path, headers: {}, body: null })
const bodyOf = ({ body }: WireResponse) => JSON.parse(Buffer.from(body).toString('utf8')) as { id: string }

/** A customer with an order, in the sandbox that is served and in the one that is not. */
async function begin(): Promise<{ customer: string; order: string; tag: string }> {
  for (const one of [sandbox, alone]) one.reset()
  const requestsTo = async (to: Sandbox) => {
    const direct = hostOf(to)
    const customer = bodyOf(await direct.send(json('POST', '/customers', { name: 'Ann' }))).id
    const made = await direct.send(json('POST', '/orders', { customer, total: 0 }))
    const tag = made.headers.find(([name]) => name === 'etag')![1]
    return { customer, order: bodyOf(made).id, tag }
  }
  const known = await requestsTo(sandbox)
  expect(await requestsTo(alone)).toEqual(known)
  return known
}

/** Eight requests that get in each other's way. */
function schedule(dice: Dice, { customer, order, tag }: Awaited<ReturnType<typeof begin>>): WireRequest[] {
  const requests = [
    () => json('PATCH', `/orders/${order}`, { total: dice.roll(100) }),
    () => json('PATCH', `/orders/${order}`, { note: `${dice.roll(100)}` }),
    () => json('PATCH', `/orders/${order}`, { gift: true }, { 'if-match': tag }),
    () => json('POST', `/customers/${customer}`, { metadata: { [`k${dice.roll(8)}`]: `${dice.roll(9)}` } }),
    () =>
      json('POST', '/orders', { customer, total: dice.roll(100) }, { 'idempotency-key': `k${dice.roll(3)}` }),
    () => json('POST', '/orders', { customer, total: 7 }, { 'idempotency-key': 'same' }),
    () => plain('POST', `/orders/${order}/${dice.pick(['pay', 'ship', 'cancel'])}`),
    () => json('PUT', `/products/p${dice.roll(2)}`, { sku: `p${dice.roll(2)}`, title: `${dice.roll(9)}` }),
    () => json('POST', '/products', [{ sku: `p${dice.roll(3)}`, title: 'x' }]),
    () => plain('DELETE', `/products/p${dice.roll(2)}`),
    () => plain('DELETE', `/customers/${customer}`),
    () => plain('GET', `/orders/${order}`),
    () => plain('GET', '/orders?sort=-total')
  ]
  return Array.from({ length: 8 }, () => dice.pick(requests)())
}

test(`${schedules} schedules of 8 requests at once: each is as good as one after another (seed ${seed})`, async () => {
  const dice = createDice(seed)
  const direct = hostOf(alone)
  let reordered = 0
  for (let round = 0; round < schedules; round++) {
    const requests = schedule(dice, await begin()).map((request, turn) => ({
      ...request,
      headers: { ...request.headers, 'x-turn': String(turn) }
    }))
    carriedOut = []
    const answers = await Promise.all(requests.map((request) => host.send(request).then(printResponse)))
    expect(carriedOut.toSorted((a, b) => a - b)).toEqual(requests.map((_, turn) => turn))
    for (const turn of carriedOut)
      expect(printResponse(await direct.send(requests[turn]!)), `schedule ${round}`).toBe(answers[turn])
    expect(sandbox.stateHash('everything')).toBe(alone.stateHash('everything'))
    if (carriedOut.some((turn, index) => turn !== index)) reordered++
  }
  // Little is proved where they come one after another anyway.
  expect(reordered).toBeGreaterThan(schedules / 20)
})

test('no update is lost: 320 changes to different members of one thing, 32 at a time, are all there', async () => {
  const { customer } = await begin()
  for (let round = 0; round < 10; round++) {
    const changes = Array.from({ length: parallel }, (_, index) =>
      host.send(json('POST', `/customers/${customer}`, { metadata: { [`k${round}-${index}`]: 'x' } }))
    )
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(Array(parallel).fill(200))
  }
  const kept = sandbox.state.get('customers', customer)!.value['metadata'] as object
  expect(Object.keys(kept).length).toBe(10 * parallel)
})

test('of changes that all name the same version, one goes through', async () => {
  for (let round = 0; round < 20; round++) {
    const { order, tag } = await begin()
    const changes = Array.from({ length: parallel }, (_, total) =>
      host.send(json('PATCH', `/orders/${order}`, { total: total + 1 }, { 'if-match': tag }))
    )
    const answers = await Promise.all(changes)
    const done = answers.filter(({ status }) => status === 200)
    expect(done.length).toBe(1)
    expect(answers.filter(({ status }) => status === 412).length).toBe(parallel - 1)
    expect(sandbox.state.get('orders', order)?.value).toMatchObject(bodyOf(done[0]!))
  }
})

test(
  `${keys} idempotency keys, each sent ${parallel} times at once, have ${keys} effects`,
  { timeout: 240_000 },
  async () => {
    const { customer } = await begin()
    const made = new Set<string>()
    for (let key = 0; key < keys; key++) {
      const request = json('POST', '/orders', { customer, total: key }, { 'idempotency-key': `key ${key}` })
      const answers = await Promise.all(Array.from({ length: parallel }, () => host.send(request)))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
      const ids = new Set(answers.map((answer) => bodyOf(answer).id))
      expect(ids.size).toBe(1)
      for (const id of ids) made.add(id)
      const again = answers.filter(({ headers }) => headers.some(([name]) => name === 'idempotency-replayed'))
      expect(again.length).toBe(parallel - 1)
    }
    expect(made.size).toBe(keys)
    // And the one that was there from the start.
    expect(sandbox.state.count('orders')).toBe(keys + 1)
  }
)
