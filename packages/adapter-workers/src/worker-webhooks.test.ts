// Webhooks of a sandbox in real workerd: they leave after the response, and what comes of them is in the sandbox.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compile } from '@sandbed/core'
import { loadDescription } from '@sandbed/node'
import { startWorkerd, type Workerd } from '../test/start-workerd.js'

const key = Buffer.from('a key of 24 bytes, about')
const petstore = fileURLToPath(new URL('../../../descriptions/petstore.yaml', import.meta.url))
const arrivals: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = []
  request
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('end', () => {
      arrivals.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      setTimeout(() => response.writeHead(204).end(), 50)
    })
})
let workerd: Workerd

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const { release } = compile((await loadDescription(petstore)).document)
  const options = {
    mode: 'stateful',
    webhooks: { allowLoopback: true },
    pack: { webhooks: { endpoints: [{ url, secret: `whsec_${key.toString('base64')}` }] } }
  }
  const source = `
    import { createWorker } from '../src/index.ts'
    import release from './release.json'
    import options from './options.json'
    export default createWorker(release, options)`
  const modules = { 'release.json': JSON.stringify(release), 'options.json': JSON.stringify(options) }
  workerd = await startWorkerd(source, [modules], 'private')
})
afterAll(async () => {
  await workerd?.stop()
  receiver.closeAllConnections()
  receiver.close()
})

test('what requests lead to is sent, one after the other, signed for real time', async () => {
  const post = (name: string) =>
    fetch(`${workerd.urls[0]}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, species: 'dog' })
    })
  const names = ['Rex', 'Max', 'Bob', 'Tom', 'Kim']
  const responses = await Promise.all(names.map(post))
  expect(responses.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  await vi.waitFor(() => expect(arrivals).toHaveLength(5), { timeout: 10_000 })
  for (const { headers, body } of arrivals) {
    const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']]
    const signature = createHmac('sha256', key)
      .update(`${String(id)}.${String(timestamp)}.${body}`)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(300)
  }
  const told = arrivals.map(({ body }) => (JSON.parse(body) as { data: { name: string } }).data.name)
  expect(told.toSorted()).toEqual(names.toSorted())
  expect(new Set(arrivals.map(({ headers }) => headers['webhook-id'])).size).toBe(5)
})

test('the Worker goes on afterwards', async () => {
  expect((await fetch(`${workerd.urls[0]}/pets`)).status).toBe(200)
  expect(workerd.running()).toBe(true)
})
