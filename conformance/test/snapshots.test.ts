// Law 4 through the public door: going back to a snapshot gives back the past, byte for byte, and the future that would have been; forks
// know nothing of each other; what was exported goes on elsewhere as it would have here. Prints its seed; SANDBED_SEED repeats it, and
// SANDBED_SNAPSHOTS=10 makes ten times as many random worlds.
import { fileURLToPath } from 'node:url'
import { compile, createSandbox, type Release, type Sandbox, type SandboxRequest } from '@sandbed/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WireRequest } from '../src/hosts/host.js'
import { oddMembers, printBody, type Body } from '../src/requests/odd-bodies.js'
import { createDice } from '../src/requests/dice.js'
import { writeStatefulLog } from '../src/requests/stateful-log.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const factor = Number(process.env['SANDBED_SNAPSHOTS'] ?? 1)
const names = ['tracker.yaml', 'shop.yaml', 'library.yaml', 'rpc.yaml']
const releases = new Map(await Promise.all(names.map(async (name) => [name, await releaseOf(name)] as const)))

async function releaseOf(name: string): Promise<Release> {
  const path = fileURLToPath(new URL(`../../descriptions/${name}`, import.meta.url))
  const { release } = compile(await readDescription(path))
  if (release === undefined) throw new Error(`${name} does not compile`)
  return release
}

function open(name: string): Sandbox {
  return createSandbox({ release: releases.get(name)!, mode: 'stateful', seed: 'snapshots' })
}

/** A response as one text: with the order of its headers and of the members of its body. */
function send(sandbox: Sandbox, { method, path, headers, body }: WireRequest): string {
  return JSON.stringify(sandbox.handle({ method, url: path, headers, body }))
}

/** Everything there is to compare of a moment. */
function moment(sandbox: Sandbox): readonly string[] {
  return [sandbox.exportSnapshot(), sandbox.stateHash('domain'), sandbox.stateHash('everything')]
}

describe.each(names)(`a long life in %s (seed ${seed})`, (name) => {
  test('restore after 1,000 random writes: the same bytes, and the future that would have been', async () => {
    const log = await writeStatefulLog(open(name), 2_400, seed)
    const [before, after] = [log.slice(0, 400), log.slice(400)]
    const detour = after.filter(({ method }) => method !== 'GET' && method !== 'HEAD').slice(0, 1_000)
    const [sandbox, twin] = [open(name), open(name)]
    for (const request of before) expect(send(sandbox, request)).toBe(send(twin, request))
    const snapshot = sandbox.snapshot()
    const past = moment(sandbox)
    for (const request of detour) send(sandbox, request)
    expect(detour.length).toBe(1_000)
    expect(sandbox.stateHash()).not.toBe(past[1])
    sandbox.restore(snapshot)
    expect(moment(sandbox)).toEqual(past)
    expect(sandbox.exportSnapshot(snapshot)).toBe(past[0])
    for (const request of after.slice(0, 600)) expect(send(sandbox, request)).toBe(send(twin, request))
    expect(moment(sandbox)).toEqual(moment(twin))
  })

  test('restore at any time to any moment, also through text: what follows is what followed then', async () => {
    const log = await writeStatefulLog(open(name), 500, seed + 1)
    const sandbox = open(name)
    const kept = [{ at: 0, snapshot: sandbox.snapshot(), hash: sandbox.stateHash('everything') }]
    const answers = log.map((request, index) => {
      const answer = send(sandbox, request)
      if (index % 10 === 0)
        kept.push({ at: index + 1, snapshot: sandbox.snapshot(), hash: sandbox.stateHash('everything') })
      return answer
    })
    const dice = createDice(seed)
    for (let round = 0; round < 100 * factor; round++) {
      const { at, snapshot, hash } = dice.pick(kept)
      sandbox.restore(dice.chance(30) ? sandbox.importSnapshot(sandbox.exportSnapshot(snapshot)) : snapshot)
      expect(sandbox.stateHash('everything')).toBe(hash)
      const until = at + dice.roll(12)
      for (const [index, request] of log.slice(at, until).entries())
        expect(send(sandbox, request), `${request.method} ${request.path} at ${at + index}`).toBe(
          answers[at + index]
        )
    }
    sandbox.reset()
    expect(sandbox.stateHash('everything')).toBe(kept[0]!.hash)
  })
})

const json = (method: string, url: string, body: unknown): SandboxRequest => ({
  method,
  url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body)
})
const author = (name: string) => json('POST', '/authors', { author: { name } })

test('1,200 forks are alive at once, forks of forks among them, and none sees what another does', () => {
  const root = open('library.yaml')
  for (const name of ['ann', 'bo', 'cy']) root.handle(author(name))
  const before = moment(root)
  const forks = [root.fork()]
  while (forks.length < 1_200) forks.push(forks[Math.floor(forks.length / 3)]!.fork())
  // They take turns, so that every one of them is in the middle of its life while the others go on.
  const live = (fork: Sandbox, own: number) => [
    () => fork.handle(author(`own ${own}`)),
    () => fork.handle({ method: 'DELETE', url: `/authors/${1 + (own % 3)}` }),
    () => fork.handle(json('PATCH', '/authors/4', { author: { born: own } })),
    () => fork.handle(author('last'))
  ]
  const lives = forks.map(live)
  for (const turn of [0, 1, 2, 3]) for (const steps of lives) steps[turn]!()
  expect(moment(root)).toEqual(before)
  const alone = open('library.yaml')
  for (const name of ['ann', 'bo', 'cy']) alone.handle(author(name))
  const start = alone.snapshot()
  for (const [own, fork] of forks.entries()) {
    const left = [1, 2, 3].filter((id) => id !== 1 + (own % 3)).map(String)
    expect(fork.state.list('authors').map(({ id }) => id)).toEqual([...left, '4', '5'])
    expect(fork.state.get('authors', '4')?.value).toMatchObject({ name: `own ${own}`, born: own })
    if (own % 40 > 0) continue
    alone.restore(start)
    for (const step of live(alone, own)) step()
    expect(moment(fork)).toEqual(moment(alone))
  }
})

test('a snapshot of any bodies, exported and imported elsewhere, has the same future', () => {
  const [here, there] = [open('library.yaml'), open('library.yaml')]
  const blank = here.snapshot()
  const list: SandboxRequest = { method: 'GET', url: '/notes', headers: {} }
  const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', '1', '10', '2', 'é', '\u{1f600}')
  const note = fc.record({ key, members: oddMembers })
  const step = fc.record({
    kind: fc.constantFrom('add', 'add', 'change', 'remove', 'read', 'list', 'page', 'again'),
    note,
    idempotency: fc.option(fc.constantFrom('k1', 'k2', 'constructor'), { nil: undefined })
  })
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
  const requestsOf = (steps: readonly Step[]): SandboxRequest[] => {
    const requests: SandboxRequest[] = []
    for (const one of steps) requests.push(one.kind === 'again' ? (requests.at(-1) ?? list) : requestOf(one))
    return requests
  }
  const requestOf = ({ kind, note: { key: own, members }, idempotency }: Step): SandboxRequest => {
    const url = `/notes/${encodeURIComponent(own)}`
    const headers = idempotency === undefined ? {} : { 'idempotency-key': idempotency }
    const withBody = (method: string, to: string, type: string, body: Body) => ({
      method,
      url: to,
      headers: { ...headers, 'content-type': type },
      body: printBody(body)
    })
    switch (kind) {
      case 'add':
        return withBody('POST', '/notes', 'application/json', [...members, ['key', own]])
      case 'change':
        return withBody('PATCH', url, 'application/merge-patch+json', members)
      case 'remove':
        return { method: 'DELETE', url, headers: {} }
      case 'read':
        return { method: 'GET', url, headers: {} }
      case 'page':
        return { method: 'GET', url: '/notes?limit=2&sort=-key', headers: {} }
      default:
        return list
    }
  }
  const kept = { added: 0, refused: 0, replayed: 0 }
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      (past, future) => {
        here.restore(blank)
        const requests = requestsOf([...past, ...future])
        for (const request of requests.slice(0, past.length)) {
          const { status, headers } = here.handle(request)
          if (status === 201) kept.added++
          if (status >= 400) kept.refused++
          if (headers['idempotency-replayed'] !== undefined) kept.replayed++
        }
        const text = here.exportSnapshot()
        there.restore(there.importSnapshot(text))
        expect(moment(there)).toEqual([text, here.stateHash('domain'), here.stateHash('everything')])
        for (const request of [list, ...requests.slice(past.length)])
          expect(JSON.stringify(there.handle(request))).toBe(JSON.stringify(here.handle(request)))
        expect(moment(there)).toEqual(moment(here))
      }
    ),
    { numRuns: 300 * factor, seed }
  )
  // Little is proved by worlds in which nothing happened.
  expect(kept.added).toBeGreaterThan(300)
  expect(kept.refused).toBeGreaterThan(50)
  expect(kept.replayed).toBeGreaterThan(5)
})

test('a long life, exported and imported in the middle, goes on as it would have', async () => {
  for (const name of names) {
    const log = await writeStatefulLog(open(name), 900, seed + 2)
    const [here, there] = [open(name), open(name)]
    for (const request of log.slice(0, 450)) send(here, request)
    there.restore(there.importSnapshot(here.exportSnapshot()))
    expect(moment(there)).toEqual(moment(here))
    for (const request of log.slice(450)) expect(send(there, request)).toBe(send(here, request))
    expect(moment(there)).toEqual(moment(here))
  }
})
