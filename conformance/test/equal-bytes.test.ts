// Law 1: the same release, seed and requests give the same bytes in core, on Node, behind MSW and in workerd, in any time zone and locale.
import { fileURLToPath } from 'node:url'
import { compile, createSandbox } from '@sandbed/core'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { hostNames, type WireRequest, type World } from '../src/hosts/host.js'
import { places, spawnReplay, type PlaceName } from '../src/replay/spawn-replay.js'
import { arbitraryRequest } from '../src/requests/arbitrary-request.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const requestCount = Number(process.env['SANDBED_REQUESTS'] ?? 2_000)
const descriptions = [
  'bank-payments.yaml',
  'petstore.yaml',
  'every-feature-3.0.yaml',
  'every-feature-3.1.yaml'
]
let worlds: World[] = []
let requests: { world: number; request: WireRequest }[] = []

beforeAll(async () => {
  worlds = await Promise.all(
    descriptions.flatMap((name) =>
      (['static', 'dynamic'] as const).map(async (mode): Promise<World> => {
        const path = fileURLToPath(new URL(`../../descriptions/${name}`, import.meta.url))
        const { release } = compile(await readDescription(path))
        if (release === undefined) throw new Error(`${name} does not compile`)
        return { release, options: { mode, seed: 'equal', cors: mode === 'dynamic' } }
      })
    )
  )
  const share = Math.ceil(requestCount / worlds.length)
  requests = worlds.flatMap((world, index) =>
    fc
      .sample(arbitraryRequest(createSandbox({ ...world.options, release: world.release })), {
        numRuns: share,
        seed: seed + index
      })
      .map((request) => ({ world: index, request }))
  )
})

test(
  `${requestCount} requests, half of them spoiled, give the same bytes on every host in two places (seed ${seed})`,
  { timeout: 180_000 },
  async () => {
    const names = Object.keys(places) as PlaceName[]
    const outputs = await Promise.all(
      names.map((place) => spawnReplay(place, { worlds, requests, hosts: hostNames }))
    )
    const reference = outputs[0]?.core
    expect(reference?.responses).toHaveLength(requests.length)
    const differences: string[] = []
    for (const [index, place] of names.entries()) {
      for (const host of hostNames) {
        const answers = outputs[index]?.[host]
        if (answers?.digest === reference?.digest) continue
        for (const [position, { world, request }] of requests.entries()) {
          if (answers?.responses[position] === reference?.responses[position]) continue
          differences.push(
            `${host} in ${place}, world ${world}: ${request.method} ${request.path} ${JSON.stringify(request.headers)} ${Buffer.from(
              request.body ?? []
            )
              .toString()
              .slice(0, 200)}\n` +
              `core: ${reference?.responses[position]?.slice(0, 500)}\n${host}: ${answers?.responses[position]?.slice(0, 500)}`
          )
        }
      }
    }
    expect(differences.slice(0, 10), `${differences.length} differences; seed ${seed}`).toEqual([])
    const statuses = Map.groupBy(reference?.responses ?? [], (text) => text.slice(0, 1))
    // A corpus of nothing but refusals, or of nothing but successes, would prove little.
    expect(statuses.get('2')?.length).toBeGreaterThan(requests.length / 4)
    expect(statuses.get('4')?.length).toBeGreaterThan(requests.length / 10)
    expect(statuses.get('5') ?? []).toEqual([])
  }
)
