// Orders and the stock that goes with them; what goes wrong on the way; a callback that is told of all of it.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { beforeEach, describe, expect, test } from 'vitest'

const copy = await createSandbox(new URL('orders.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('orders.pack.yaml', import.meta.url)
})

let sandbox: Sandbox

beforeEach(() => {
  sandbox = copy.fork()
})

async function call(method: string, path: string, body?: object) {
  const response = await sandbox.fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  const { status, headers } = response
  return { status, headers, body: (await response.json()) as Record<string, unknown> }
}

const stockOf = (sku: string) => sandbox.state.get('products', sku)?.value

describe('an order', () => {
  test('is placed, reserved, shipped, and arrives by itself', async () => {
    const placed = await call('POST', '/orders', { sku: 'kettle', quantity: 2 })
    expect(placed.body).toMatchObject({ id: 1, total: 9800, status: 'placed', tracking_code: null })
    expect((await call('POST', '/orders/1/reserve')).body['status']).toBe('reserved')
    expect(stockOf('kettle')).toMatchObject({ in_stock: 3, reserved: 2 })
    expect((await call('POST', '/orders/1/ship')).body).toMatchObject({
      status: 'shipped',
      tracking_code: 'PKG1',
      shipped_at: '2026-01-01T00:00:00Z'
    })
    sandbox.clock.advance('3d')
    expect((await call('GET', '/orders/1')).body['status']).toBe('delivered')
    expect((await call('POST', '/orders/1/refund')).body['status']).toBe('refunded')
  })

  test('that cannot be served is not reserved, and nothing is set aside', async () => {
    await call('POST', '/orders', { sku: 'toaster', quantity: 1 })
    const refused = await call('POST', '/orders/1/reserve')
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ error: { message: 'There is not enough of it in stock.' } })
    expect(stockOf('toaster')).toMatchObject({ reserved: 0 })

    sandbox.apply('delivery', { quantity: 5 })
    expect((await call('POST', '/orders/1/reserve')).status).toBe(200)
  })

  test('that is cancelled gives its stock back', async () => {
    await call('POST', '/orders', { sku: 'kettle', quantity: 3 })
    await call('POST', '/orders/1/reserve')
    expect(stockOf('kettle')).toMatchObject({ reserved: 3 })
    expect((await call('POST', '/orders/1/cancel')).body['status']).toBe('cancelled')
    expect(stockOf('kettle')).toMatchObject({ reserved: 0 })
    expect((await call('POST', '/orders/1/ship')).status).toBe(409)
  })

  test('that nobody reserves is cancelled after two days', async () => {
    await call('POST', '/orders', { sku: 'kettle', quantity: 1 })
    sandbox.clock.advance('2d')
    expect((await call('GET', '/orders/1')).body['status']).toBe('cancelled')
  })
})

describe('a callback', () => {
  test('is told of everything that happens to the order that named it', async () => {
    const sink = sandbox.webhooks.sink({ url: 'https://shop.example/told' })
    await call('POST', '/orders', { sku: 'kettle', quantity: 1, callback_url: 'https://shop.example/told' })
    await call('POST', '/orders', { sku: 'kettle', quantity: 2 })
    await call('POST', '/orders/1/reserve')
    await call('POST', '/orders/1/ship')
    const told = sink.all('orderChanged')
    expect(told.map(({ json }) => (json as { order: { status: string } }).order.status)).toEqual([
      'reserved',
      'shipped'
    ])
  })
})

describe('what goes wrong', () => {
  test('a strike, until it is cleared', async () => {
    await call('POST', '/orders', { sku: 'kettle', quantity: 1 })
    await call('POST', '/orders/1/reserve')
    sandbox.apply('strike')
    expect((await call('POST', '/orders/1/ship')).body).toMatchObject({
      error: { message: 'Nothing is shipped today.' }
    })
    sandbox.faults.clear()
    expect((await call('POST', '/orders/1/ship')).status).toBe(200)
  })

  test('a limit, on the clock of the sandbox', async () => {
    sandbox.faults.arm('busy')
    const order = { sku: 'kettle', quantity: 1 }
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await call('POST', '/orders', order)).status)
    expect(statuses).toEqual([201, 201, 429])
    const refused = await call('POST', '/orders', order)
    expect(refused.headers.get('retry-after')).toBe('60')
    sandbox.clock.advance('1m')
    expect((await call('POST', '/orders', order)).status).toBe(201)
  })

  test('failures drawn from the seed are the same each time', async () => {
    const statuses = async (): Promise<number[]> => {
      sandbox.reset()
      sandbox.faults.arm('flaky')
      const seen = []
      for (let i = 0; i < 20; i++) seen.push((await sandbox.fetch('/products')).status)
      return seen
    }
    const once = await statuses()
    expect(new Set(once)).toEqual(new Set([200, 503]))
    expect(await statuses()).toEqual(once)
  })

  test('slowness costs no time, and a body can be cut off', async () => {
    sandbox.faults.arm('slow')
    const before = sandbox.clock.now
    await call('GET', '/orders')
    expect(sandbox.clock.now - before).toBe(2000)

    await call('POST', '/orders', { sku: 'kettle', quantity: 1 })
    sandbox.faults.arm('torn')
    const torn = await sandbox.fetch('/orders/1')
    expect(torn.status).toBe(200)
    await expect(torn.json()).rejects.toThrow(SyntaxError)
    expect((await call('GET', '/orders/1')).status).toBe(200)
  })
})
