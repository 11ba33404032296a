// What was recorded over HTTP on Node comes out the same wherever it is replayed: in core, in workerd, after a restart, in any place. A changed
// description comes out otherwise, at the same place everywhere. Logs print their seed; SANDBED_SEED repeats them, SANDBED_TRACES changes how many.
import { createSandbox, type ReplayReport } from '@sandbed/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { replayPath } from '../src/hosts/bundle-worker.js'
import { startWorkerd } from '../src/hosts/workerd-host.js'
import { guardedRelease, recordLog, type Recorded } from '../src/recordings/record-log.js'
import { places, spawnReplayLog } from '../src/recordings/spawn-replay-log.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const traceCount = Number(process.env['SANDBED_TRACES'] ?? 10_000)
const descriptions = ['tracker.yaml', 'shop.yaml', 'library.yaml', 'bank-payments.yaml'] as const

type Told = Omit<ReplayReport, 'records'>

/** Replays logs in one workerd, each on a release of its own. */
async function inWorkerd(logs: readonly Recorded[]): Promise<Told[]> {
  const { ports, stop } = await startWorkerd(logs.map(({ release, options }) => ({ release, options })))
  try {
    const told: Told[] = []
    for (const [i, { text }] of logs.entries()) {
      const answer = await fetch(`http://127.0.0.1:${ports[i]}${replayPath}`, { method: 'POST', body: text })
      told.push((await answer.json()) as Told)
    }
    return told
  } finally {
    await stop()
  }
}

function inCore({ release, options, text }: Recorded): Told {
  const { records, ...told } = createSandbox({ ...options, release }).replay(text)
  expect(records.length).toBeGreaterThan(0)
  return told
}

/** The answers of the authorization server are secrets, and some bodies are not kept: nothing else is left out. */
const reasons = /authorization server|body/

function expectSame(
  { skipped, ...told }: Pick<Told, 'equal' | 'first' | 'skipped' | 'replayed'>,
  { text }: Recorded
): void {
  expect(told, `seed ${seed}`).toMatchObject({ equal: true, first: null })
  expect(skipped.filter(({ reason }) => !reasons.test(reason))).toEqual([])
  expect(skipped.length).toBeLessThan(told.replayed / 20)
  expect(told.replayed + skipped.length).toBe(text.trimEnd().split('\n').length)
}

describe(`1,000 requests recorded on Node (seed ${seed})`, () => {
  let logs: Recorded[] = []
  beforeAll(async () => {
    logs = []
    for (const [i, name] of descriptions.entries())
      logs.push(await recordLog(await guardedRelease(name), 250, seed + i))
  })

  test('are of all kinds', () => {
    const statuses = new Set(logs.flatMap((log) => Object.keys(log.statuses)))
    expect([...statuses]).toEqual(
      expect.arrayContaining(['200', '201', '204', '400', '401', '403', '404', '422', '503'])
    )
    expect(
      logs.map(({ text }) => /[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{40,}/.test(text))
    ).not.toContain(true)
  })

  test('replay with no difference in core', () => {
    for (const log of logs) expectSame(inCore(log), log)
  })

  test('replay with no difference in workerd', { timeout: 60_000 }, async () => {
    for (const [i, told] of (await inWorkerd(logs)).entries()) expectSame(told, logs[i]!)
  })
})

describe('a changed description gives the right first difference on both hosts', () => {
  interface Tracker {
    readonly paths: { [path: string]: { [method: string]: Operation } }
    readonly components: { readonly schemas: { [name: string]: { properties: { [name: string]: object } } } }
  }
  interface Operation {
    security?: object[]
    requestBody: { content: { 'application/json': { schema: { properties: { title: object } } } } }
  }
  const issues = '/repos/{owner}/{repo}/issues'

  async function replayedOn(change: (document: Tracker) => void): Promise<Told> {
    const log = await recordLog(await guardedRelease('tracker.yaml'), 200, 7)
    const changed = { ...log, release: await guardedRelease('tracker.yaml', change as never) }
    const [told] = await inWorkerd([changed])
    expect(told).toEqual(inCore(changed))
    return told!
  }

  test('a rule that what was sent does not meet any more', async () => {
    const { equal, first } = await replayedOn(({ paths }) => {
      paths[issues]!['post']!.requestBody.content['application/json'].schema.properties.title = {
        type: 'string',
        pattern: '^ISSUE-'
      }
    })
    expect(equal).toBe(false)
    expect(first).toMatchObject({
      operation: `POST ${issues}`,
      path: '/status',
      replayed: 422,
      decision: 'validate: passed -> refused (the body at /title must match the pattern ^ISSUE-)'
    })
  })

  test('a scope that is needed now', async () => {
    const { first } = await replayedOn(({ paths }) => {
      paths['/user/repos']!['get']!.security = [{ oauth: ['admin'] }]
    })
    expect(first).toMatchObject({
      operation: 'GET /user/repos',
      path: '/status',
      decision: expect.stringMatching(/authori[sz]e|authenticate/)
    })
  })

  test('an operation that is gone', async () => {
    const { first } = await replayedOn(({ paths }) => {
      delete paths[issues]!['post']
    })
    expect(first).toMatchObject({ operation: `POST ${issues}`, path: '/status', replayed: 405 })
  })
})

describe(`${traceCount} recorded traces (seed ${seed})`, () => {
  test(
    `replay with no difference after a restart, in ${places.length} places, and in workerd`,
    { timeout: 400_000 },
    async () => {
      const each = Math.ceil(traceCount / places.length)
      const releases = await Promise.all(descriptions.map((name) => guardedRelease(name)))
      const seen: string[] = []
      let replayed = 0
      const logs: Recorded[] = []
      const one = async (i: number): Promise<void> => {
        const log = await recordLog(releases[i % releases.length]!, each, seed + 100 + i, 'process')
        const told = await spawnReplayLog(places[i]!, log)
        expectSame(told, log)
        seen.push(told.place)
        replayed += told.replayed
        if (i < releases.length) logs.push(log)
      }
      // Two at a time.
      const left = [...places.keys()]
      const worker = async (): Promise<void> => {
        for (let i = left.shift(); i !== undefined; i = left.shift()) await one(i)
      }
      await Promise.all([worker(), worker()])
      expect(replayed).toBeGreaterThanOrEqual(traceCount * 0.95)
      expect(new Set(seen).size).toBe(places.length)
      for (const [i, told] of (await inWorkerd(logs)).entries()) expectSame(told, logs[i]!)
    }
  )
})
