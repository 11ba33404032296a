import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isSandboxError, type OutgoingWebhook, type SandboxHost } from '@sandbed/core'
import { openShelter } from '../test/shelter.js'
import { nodeHost } from './host.js'
import { serve } from './serve.js'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A receiver on this machine, and when each webhook reached it. */
async function receiver(): Promise<{ readonly url: string; readonly arrivals: number[] }> {
  const arrivals: number[] = []
  const server = createServer((request, response) => {
    arrivals.push(performance.now())
    request.resume().on('end', () => response.end('thanks'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, arrivals }
}

const webhook = (url: string): OutgoingWebhook => ({ url, headers: { 'webhook-id': 'evt_1' }, body: '{}' })
const deliver = (host: SandboxHost, url: string) => host.deliver!(webhook(url))

describe('webhooks', () => {
  it('go to this machine only where that is allowed', async () => {
    const { url, arrivals } = await receiver()
    expect(nodeHost().checkDestination!(url)).toContain('The host is this machine')
    expect(await deliver(nodeHost(), url)).toEqual({ kind: 'no-response' })
    expect(arrivals).toEqual([])
    const host = nodeHost({ allowLoopback: true })
    expect(host.checkDestination!(url)).toBeUndefined()
    expect(await deliver(host, url)).toMatchObject({ kind: 'response', status: 200, body: 'thanks' })
    expect(arrivals).toHaveLength(1)
  })

  it('wait for their turn when many go to one destination, and none is lost', async () => {
    const { url, arrivals } = await receiver()
    const host = nodeHost({ allowLoopback: true, perSecond: 20 })
    const start = performance.now()
    const outcomes = await Promise.all(Array.from({ length: 105 }, () => deliver(host, url)))
    expect(outcomes.filter(({ kind }) => kind === 'response')).toHaveLength(105)
    expect(arrivals).toHaveLength(105)
    // 100 at once, and five more at 20 a second.
    expect(arrivals.at(-1)! - start).toBeGreaterThan(240)
  })

  it('that wait are given up when the host ends', async () => {
    const { url, arrivals } = await receiver()
    const ending = new AbortController()
    const host = nodeHost({ allowLoopback: true, perSecond: 0.2, signal: ending.signal })
    const sent = [deliver(host, url), deliver(host, url)]
    await sent[0]
    ending.abort()
    expect(await sent[1]).toEqual({ kind: 'no-response' })
    expect(arrivals).toHaveLength(1)
  })

  it('do not go to what a sandbox of this process listens on, nor to a name of it', async () => {
    const server = await serve(await openShelter(), { port: 0 })
    open.push(() => server.close(0))
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
    const rules = { allowLoopback: true, allowHttp: true, ports: [server.port], lookup }
    expect(nodeHost(rules).checkDestination!(server.url)).toBe(
      'The destination is a sandbox, which does not send to itself.'
    )
    const named = `http://copy.example.com:${server.port}/pets`
    expect(await deliver(nodeHost(rules), server.url)).toEqual({ kind: 'no-response' })
    expect(await deliver(nodeHost(rules), named)).toMatchObject({ kind: 'no-response' })
    for (const url of [`${server.url}/pets`, named])
      expect(await deliver(nodeHost({ ...rules, allowOwnServers: true }), url)).toMatchObject({
        kind: 'response'
      })
  })

  it.each([
    [{ perSecond: 0 }, 'perSecond'],
    [{ perSecond: Number.NaN }, 'perSecond'],
    [{ origins: ['hooks.example.com'] }, 'origins'],
    [{ origins: ['mailto:a@example.com'] }, 'origins']
  ])('%j is refused, naming the option', (options, name) => {
    const error: unknown = (() => {
      try {
        return nodeHost(options)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(isSandboxError(error) && error.code).toBe('invalid-option')
    expect((error as Error).message).toContain(`\`webhooks.${name}\``)
  })
})

describe('waking', () => {
  it('comes when the clock shows the time, never before', async () => {
    const host = nodeHost()
    for (const after of [0, 1, 5, 20]) {
      const due = host.now!() + after
      await new Promise<void>((resolve) => host.wake!(after, resolve))
      expect(host.now!()).toBeGreaterThanOrEqual(due)
    }
  })

  it('can be called off, and spans longer than timers take are waited for', async () => {
    const host = nodeHost()
    let calls = 0
    host.wake!(5, () => calls++)()
    const stop = host.wake!(2 ** 40, () => calls++)
    await new Promise((resolve) => setTimeout(resolve, 30))
    stop()
    expect(calls).toBe(0)
  })
})

it('random bytes are as many as asked for, and others each time', () => {
  const { random } = nodeHost()
  expect(random!(24)).toHaveLength(24)
  expect(random!(24)).not.toEqual(random!(24))
})
