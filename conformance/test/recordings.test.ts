// What happens at random in a sandbox is done again from its log alone, and comes out the same. Prints its seed; SANDBED_SEED repeats it,
// SANDBED_REQUESTS makes it longer.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile, createSandbox, type SandboxOptions } from '@sandbed/core'
import { describe, expect, it } from 'vitest'
import { paymentsPack } from '../../packages/core/test/support/payments-pack.js'
import { drawFrom } from '../../packages/core/test/support/schema-aware-requests.js'
import { liveAtRandom, type Life } from './support/live-at-random.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const requests = Number(process.env['SANDBED_REQUESTS'] ?? 250)
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const scopes = ['accounts:read', 'accounts:write', 'payments:read', 'payments:write', 'refunds:write']
const worlds: readonly (readonly [name: string, path: string, options: SandboxOptions, life: Life])[] = [
  [
    'payments that expire, auth enforced',
    '../../descriptions/bank-payments.yaml',
    { pack: paymentsPack, auth: { mode: 'enforced' } },
    { scopes, scenarios: { 'authorized-payment': { amount: 7 }, 'expired-payment': { amount: 9 } } }
  ],
  ['a shop', '../../descriptions/shop.yaml', {}, {}],
  ['a library, with presence', '../../descriptions/library.yaml', { auth: { mode: 'presence' } }, {}],
  ['a tracker that lets through', '../../descriptions/tracker.yaml', { validation: 'warn' }, {}],
  ['Svix', '../../../shared/specs/svix.json', { auth: { mode: 'enforced' } }, { scopes: [] }]
]

describe(`with seed ${seed}`, () => {
  for (const [index, [name, path, options, life]] of worlds.entries())
    it.skipIf(!existsSync(here(path)))(
      `${requests} requests and what happens beside them: ${name}${existsSync(here(path)) ? '' : ' (skipped: the description is not here)'}`,
      async () => {
        const release = compile(await readDescription(here(path))).release!
        const draw = drawFrom(seed + index)
        const host = {
          random: (bytes: number) => Uint8Array.from({ length: bytes }, () => draw(256)),
          deliver: async () =>
            draw(3) === 0
              ? ({ kind: 'no-response', elapsed: 3 } as const)
              : ({ kind: 'response', status: [200, 500, 410, 429][draw(4)]!, retryAfter: '60' } as const)
        }
        const same = { release, mode: 'stateful', seed: 'recordings', ...options } as const
        const sandbox = createSandbox({
          ...same,
          host,
          tracing: { level: 'full', count: 20_000, bytes: 5e8 }
        })
        await liveAtRandom(sandbox, draw, requests, life)
        const log = sandbox.traces.export('jsonl')
        const records = sandbox.traces.list()
        expect(sandbox.traces.size.dropped).toBe(0)
        const report = createSandbox(same).replay(log)
        // All of it was there: what the log holds is what is proven.
        const kinds = new Set(records.map(({ kind }) => kind))
        for (const kind of ['request', 'clock', 'control', 'restore'] as const) expect(kinds).toContain(kind)
        expect(report.first).toBeNull()
        expect(records.filter(({ kind }) => kind === 'request').length).toBeGreaterThanOrEqual(requests)
        // Tokens are secrets, and not all bodies are kept: nothing else was left out, and what the others did was taken as it was recorded.
        for (const { reason } of report.skipped)
          expect(reason).toMatch(
            /authorization server|taken as it was recorded\.$|^One of its headers is none/
          )
        expect(report.replayed + report.skipped.length).toBe(records.length)
      },
      240_000
    )
})
