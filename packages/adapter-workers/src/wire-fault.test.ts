// Faults between a Worker and its clients, and the date of answers, in workerd.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '@sandbed/core'
import { loadDescription } from '@sandbed/node'
import { startWorkerd, type Workerd } from '../test/start-workerd.js'

const source = `
  import { createWorker } from '../src/index.ts'
  import release from './release.json'
  import options from './options.json'
  export default createWorker(release, options)`
const faults = {
  gone: { when: '=request.query.limit == 1', drop: 'before', armed: true },
  torn: { when: '=request.query.limit == 2', drop: 'during', armed: true },
  slow: { when: '=request.query.limit == 3', realDelay: 100, armed: true }
}
let workerd: Workerd
const pets = (limit: number): Promise<Response> => fetch(`${workerd.urls[0]}/pets?limit=${limit}`)

beforeAll(async () => {
  const path = fileURLToPath(new URL('../../../descriptions/petstore.yaml', import.meta.url))
  const { document } = await loadDescription(path)
  workerd = await startWorkerd(source, [
    {
      'release.json': JSON.stringify(compile(document).release!),
      'options.json': JSON.stringify({ pack: { faults } })
    }
  ])
})
afterAll(() => workerd?.stop())

test('a connection ends in the middle of the answer; before it, no Worker can end it: there is a head, and no body', async () => {
  for (const limit of [1, 2]) {
    const answer = await pets(limit)
      .then((response) => response.text())
      .then(String, (error: Error) => error)
    expect([limit, answer]).toEqual([limit, expect.any(TypeError)])
  }
  expect((await pets(4)).status).toBe(200)
})

test('a client waits in real time', async () => {
  const start = performance.now()
  expect((await pets(3)).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThan(90)
})

test('answers carry the date that the clock of the sandbox shows', async () => {
  expect((await pets(4)).headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
})
