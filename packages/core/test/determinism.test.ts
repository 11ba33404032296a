// Law 1: the same release, seed and inputs give the same bytes, wherever and whenever. Each case runs core in a process of its own.
import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSandbox } from '../src/index.js'
import { bundleCore, temporaryFolder } from './support/bundle-core.js'
import { description, ownDescriptions } from './support/descriptions.js'

const inputs = JSON.stringify(ownDescriptions.map((name) => ({ description: description(name), seed: 'ci' })))
let folder: string
let expected: string

function run(flags: readonly string[], env: { [name: string]: string } = {}, mode = ''): string {
  const script = join(folder, 'answer-everything.mjs')
  return execFileSync(process.execPath, [...flags, script, mode], {
    input: inputs,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe']
  })
}

beforeAll(async () => {
  folder = temporaryFolder({ 'core.mjs': await bundleCore() })
  copyFileSync(
    fileURLToPath(new URL('support/answer-everything.mjs', import.meta.url)),
    join(folder, 'answer-everything.mjs')
  )
  expected = run([])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('every operation was answered', () => {
  expect(Number(expected.split(' ')[0])).toBeGreaterThan(1_000)
})

it('a second run gives the same bytes', () => {
  expect(run([])).toBe(expected)
})

it('nothing is used that is not a function of the inputs: clocks, chance, languages, platform', () => {
  expect(run([], {}, 'poison')).toBe(expected)
})

it.each([
  '--disallow-code-generation-from-strings',
  '--disable-proto=throw',
  '--disable-proto=delete',
  '--frozen-intrinsics',
  '--jitless',
  '--stack-size=500'
])('under %s', (flag) => {
  expect(run([flag])).toBe(expected)
})

it.each([
  ['Asia/Kathmandu', 'tr_TR.UTF-8'],
  ['America/St_Johns', 'de_DE.UTF-8'],
  ['Pacific/Apia', 'ar_EG.UTF-8'],
  ['UTC', 'C']
])('in the time zone %s and the locale %s', (TZ, LANG) => {
  expect(run([], { TZ, LANG, LC_ALL: LANG })).toBe(expected)
})

it('answers do not depend on what was asked before', () => {
  for (const name of ownDescriptions) {
    const ask = (order: (keys: string[]) => string[]) => {
      const sandbox = createSandbox({ description: description(name), mode: 'dynamic' })
      const keys = order(sandbox.operations.map(({ key }) => key))
      return new Map(keys.map((key) => [key, JSON.stringify(sandbox.handle(sandbox.sampleRequest(key)))]))
    }
    const forwards = ask((keys) => keys)
    for (const [key, answer] of ask((keys) => keys.toReversed())) expect(answer).toBe(forwards.get(key))
  }
})
