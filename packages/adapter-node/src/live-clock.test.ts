// A clock that follows the host's: real time passes in these tests, a little.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Sandbox, SimulationPack } from '@sandbed/core'
import { createSandbox } from './create-sandbox.js'
import { descriptionPath } from '../test/shelter.js'

const open: Sandbox[] = []
afterEach(() => {
  // A live clock that is let go of would go on waking up for as long as the process lives.
  for (const sandbox of open.splice(0)) sandbox.clock.manual()
})

async function shelter(timers: SimulationPack['timers']): Promise<Sandbox> {
  const sandbox = await createSandbox(descriptionPath('petstore.yaml'), {
    mode: 'stateful',
    pack: { timers }
  })
  open.push(sandbox)
  return sandbox
}

/** A pet is reserved some time after it came. */
const reserves = (span: number | string) => ({
  reserved: { resource: 'pets', in: span, do: { patch: { resource: 'pets', set: { status: 'reserved' } } } }
})

function takeIn(sandbox: Sandbox): number {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Rex', species: 'dog', status: 'available' })
  const response = sandbox.handle({ method: 'POST', url: '/pets', headers, body })
  return (JSON.parse(response.body as string) as { id: number }).id
}

const statusOf = (sandbox: Sandbox, id: number): unknown =>
  sandbox.state.get('pets', String(id))?.value['status']

const until = (condition: () => void): Promise<void> =>
  vi.waitFor(condition, { timeout: 10_000, interval: 5 })

describe('a live clock', () => {
  test('goes on by itself: a timer fires when it is due, though nobody asks', async () => {
    const sandbox = await shelter(reserves(50))
    sandbox.clock.live()
    const start = Date.now()
    const id = takeIn(sandbox)
    expect(statusOf(sandbox, id)).toBe('available')
    await until(() => expect(statusOf(sandbox, id)).toBe('reserved'))
    expect(Date.now() - start).toBeGreaterThanOrEqual(50)
    expect(sandbox.clock.pending).toEqual({ count: 0, nextDueAt: null })
  })

  test('has moved as far between two requests as the clock of the host', async () => {
    const sandbox = await shelter({})
    sandbox.clock.live()
    const look = () => {
      const before = Date.now()
      sandbox.handle({ method: 'GET', url: '/pets' })
      return { before, now: sandbox.clock.now, after: Date.now() }
    }
    const first = look()
    await sleep(30)
    const second = look()
    expect(second.now - first.now).toBeGreaterThanOrEqual(second.before - first.after)
    expect(second.now - first.now).toBeLessThanOrEqual(second.after - first.before)
  })

  test('starts where it stood, and can be faster than real time', async () => {
    const sandbox = await shelter(reserves('1d'))
    sandbox.clock.advance('7d')
    const { now } = sandbox.clock
    sandbox.clock.live(86_400_000 / 40)
    expect(sandbox.clock.mode).toBe('live')
    const id = takeIn(sandbox)
    expect(sandbox.clock.now).toBeGreaterThanOrEqual(now)
    await until(() => expect(statusOf(sandbox, id)).toBe('reserved'))
    expect(sandbox.clock.now).toBeGreaterThanOrEqual(now + 86_400_000)
  })

  test('stands still again once it is manual, until it is moved', async () => {
    const sandbox = await shelter(reserves(20))
    sandbox.clock.live()
    sandbox.handle({ method: 'GET', url: '/pets' })
    sandbox.clock.manual()
    const { now } = sandbox.clock
    const id = takeIn(sandbox)
    await sleep(60)
    sandbox.handle({ method: 'GET', url: '/pets' })
    expect([sandbox.clock.now, statusOf(sandbox, id)]).toEqual([now, 'available'])
    sandbox.clock.advance(20)
    expect([sandbox.clock.now, statusOf(sandbox, id)]).toEqual([now + 20, 'reserved'])
  })

  test('fires a series at its instants, and each once', async () => {
    const pets = { resource: 'pets', value: { name: 'Stray', species: 'cat' } }
    const sandbox = await shelter({ strays: { in: 10, every: 10, do: { insert: pets } } })
    const { now } = sandbox.clock
    sandbox.clock.live()
    const count = () => sandbox.state.count('pets')
    const before = count()
    await until(() => expect(count()).toBeGreaterThan(before + 4))
    sandbox.clock.manual()
    expect(count() - before).toBe(Math.floor((sandbox.clock.now - now) / 10))
  })

  test('is one sandbox alone: a fork stands where it stood', async () => {
    const sandbox = await shelter(reserves(20))
    const id = takeIn(sandbox)
    const fork = sandbox.fork()
    sandbox.clock.live()
    await until(() => expect(statusOf(sandbox, id)).toBe('reserved'))
    expect([fork.clock.mode, statusOf(fork, id)]).toEqual(['manual', 'available'])
  })

  test('keeps no process alive', async () => {
    const timeouts = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const sandbox = await shelter(reserves('1h'))
    const before = timeouts()
    sandbox.clock.live()
    takeIn(sandbox)
    expect(sandbox.clock.pending.count).toBe(1)
    expect(timeouts()).toBe(before)
  })
})
