// What core adds to a page or a Worker, minified and gzipped. A guard against growth; the benchmarks hold the figures against their budget.
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bundleCore } from './support/bundle-core.js'

const size = async (door: string) => gzipSync(await bundleCore(door, true), { level: 9 }).length

it('the whole of core', async () => {
  expect(await size('../../src/index.ts')).toBeLessThan(335_000)
})

it('what only runs compiled releases', async () => {
  expect(await size('../../src/runtime.ts')).toBeLessThan(262_000)
})
