// Law 1 in stateful mode: one long log of requests gives the same bytes and leaves the same state on every host, in two places. The log
// prints its seed; SANDBED_SEED repeats it, SANDBED_REQUESTS changes its length.
import { fileURLToPath } from 'node:url'
import { compile, createSandbox } from '@sandbed/core'
import { beforeAll, expect, test } from 'vitest'
import type { HostName, WireRequest, World } from '../src/hosts/host.js'
import type { ReplayOutput } from '../src/replay/replay.js'
import { spawnReplay, type PlaceName } from '../src/replay/spawn-replay.js'
import { createDice } from '../src/requests/dice.js'
import { writeStatefulLog } from '../src/requests/stateful-log.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const requestCount = Number(process.env['SANDBED_REQUESTS'] ?? 10_000)
const descriptions = ['tracker.yaml', 'shop.yaml', 'library.yaml']
const hosts: { readonly [place in PlaceName]: readonly HostName[] } = {
  'Utrecht, in English': ['core', 'node', 'workerd'],
  'Kathmandu, in Turkish': ['msw']
}

let worlds: World[] = []
let requests: { world: number; request: WireRequest }[] = []

beforeAll(async () => {
  worlds = await Promise.all(
    descriptions.map(async (name): Promise<World> => {
      const path = fileURLToPath(new URL(`../../descriptions/${name}`, import.meta.url))
      const { release } = compile(await readDescription(path))
      if (release === undefined) throw new Error(`${name} does not compile`)
      return { release, options: { mode: 'stateful', seed: 'equal' } }
    })
  )
  // The worlds take turns by chance.
  const dice = createDice(seed)
  const turns = Array.from({ length: requestCount }, () => dice.roll(worlds.length))
  const logs = await Promise.all(
    worlds.map(async ({ release, options }, index) => {
      const length = turns.filter((turn) => turn === index).length
      const log = await writeStatefulLog(createSandbox({ ...options, release }), length, seed + index)
      return log.values()
    })
  )
  requests = turns.map((world) => ({ world, request: logs[world]!.next().value! }))
})

test(
  `${requestCount} requests give the same bytes and the same state on every host, in two places (seed ${seed})`,
  { timeout: 240_000 },
  async () => {
    const names = Object.keys(hosts) as PlaceName[]
    const outputs = await Promise.all(
      names.map((place) => spawnReplay(place, { worlds, requests, hosts: hosts[place], hashEvery: 500 }))
    )
    const reference = outputs[0]!.core!
    for (const [index, place] of names.entries()) {
      for (const host of hosts[place]) {
        const answers = outputs[index]![host]!
        expect(differences(answers, reference), `${host} in ${place}; seed ${seed}`).toEqual([])
        expect(answers.hashes, `${host} in ${place}; seed ${seed}`).toEqual(reference.hashes)
      }
    }
    expect(new Set(reference.hashes).size).toBe(reference.hashes.length)
    // A log of nothing but refusals would prove little.
    const statuses = Map.groupBy(reference.responses, (text) => text.slice(0, 3))
    const share = (status: string) => (statuses.get(status)?.length ?? 0) / requests.length
    expect(share('200')).toBeGreaterThan(0.3)
    expect(share('201')).toBeGreaterThan(0.1)
    expect([...statuses.keys()]).toEqual(
      expect.arrayContaining(['200', '201', '204', '304', '400', '404', '409', '422'])
    )
    expect([...statuses.keys()].filter((status) => !/^[234]/.test(status))).toEqual([])
  }
)

type Answers = NonNullable<ReplayOutput[HostName]>

function differences(answers: Answers, reference: Answers): string[] {
  if (answers.digest === reference.digest) return []
  return requests
    .flatMap(({ world, request }, position) => {
      const [one, other] = [reference.responses[position], answers.responses[position]]
      const asked = `${request.method} ${request.path} ${Buffer.from(request.body ?? [])
        .toString()
        .slice(0, 200)}`
      return one === other ? [] : [`world ${world}: ${asked}\n${one?.slice(0, 500)}\n${other?.slice(0, 500)}`]
    })
    .slice(0, 5)
}
