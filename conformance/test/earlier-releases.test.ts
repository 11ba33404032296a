// What earlier versions recorded is done again by this one: `fixtures/recording-<version>.json`, of descriptions/library.yaml. A version that answers otherwise on purpose
// says so in its change note, and renews the file: SANDBED_RECORD=1.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createSandbox, saveScenario, type SandboxOptions } from '@sandbed/core'
import { expect, it } from 'vitest'
import { drawFrom } from '../../packages/core/test/support/schema-aware-requests.js'
import manifest from '../../packages/core/package.json' with { type: 'json' }
import { readDescription } from '../src/verify/read-description.js'
import { liveAtRandom } from './support/live-at-random.js'

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url))
const description = await readDescription(
  fileURLToPath(new URL('../../descriptions/library.yaml', import.meta.url))
)
const options: SandboxOptions = { mode: 'stateful', seed: 'fixtures', auth: { mode: 'presence' } }

if (process.env['SANDBED_RECORD']) {
  const draw = drawFrom(1)
  const host = { deliver: async () => ({ kind: 'response', status: [200, 500][draw(2)]! }) as const }
  const sandbox = createSandbox({ description, ...options, host, tracing: { level: 'full', count: 10_000 } })
  await liveAtRandom(sandbox, draw, 40)
  const recording = saveScenario(sandbox.traces.list(), { name: `as of ${manifest.version}` })
  writeFileSync(`${folder}recording-${manifest.version}.json`, `${JSON.stringify(recording)}\n`)
}

it.each(readdirSync(folder))('%s comes out the same, and with another seed otherwise', (file) => {
  const text = readFileSync(folder + file, 'utf8')
  const report = createSandbox({ description, ...options }).replay(text)
  expect(report.first).toBeNull()
  expect(report.replayed).toBeGreaterThan(40)
  expect(createSandbox({ description, ...options, seed: 'another' }).replay(text).equal).toBe(false)
})
