import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchFiles, type FileWatch } from './watch.js'

let folder = ''
let watch: FileWatch | undefined
const calls: (readonly string[])[] = []
const inFolder = (name: string): string => join(folder, name)

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-watch-')))
  await mkdir(inFolder('sub'))
  for (const name of ['api.yaml', 'sub/pet.yaml', 'other.yaml']) await writeFile(inFolder(name), 'a: 1\n')
  calls.length = 0
  const files = ['api.yaml', 'sub/pet.yaml', 'sub/new.yaml', 'gone/x.yaml'].map(inFolder)
  watch = watchFiles(files, (changed) => calls.push(changed))
  // Some systems still tell of what happened just before the watch began.
  await new Promise((resolve) => setTimeout(resolve, 200))
  calls.length = 0
})
afterEach(async () => {
  watch?.close()
  await rm(folder, { recursive: true })
})

const change = () => vi.waitFor(() => expect(calls).not.toHaveLength(0), { timeout: 10_000 })

test('many writes close together are one change', async () => {
  for (let i = 0; i < 20; i++) await writeFile(inFolder('api.yaml'), `a: ${i}\n`)
  await writeFile(inFolder('sub/pet.yaml'), 'b: 1\n')
  await change()
  expect(calls).toEqual([[inFolder('api.yaml'), inFolder('sub/pet.yaml')]])
})

test('a file that an editor replaces keeps being watched', async () => {
  for (const round of [1, 2]) {
    await writeFile(inFolder('api.yaml~'), `a: ${round}\n`)
    await rename(inFolder('api.yaml~'), inFolder('api.yaml'))
    await change()
    expect(calls.splice(0)).toEqual([[inFolder('api.yaml')]])
  }
})

test('a file that was missing is noticed when it appears', async () => {
  await writeFile(inFolder('sub/new.yaml'), 'a: 1\n')
  await change()
  expect(calls).toEqual([[inFolder('sub/new.yaml')]])
})

test('other files, and anything after close, change nothing', async () => {
  await writeFile(inFolder('other.yaml'), 'a: 2\n')
  watch?.close()
  await writeFile(inFolder('api.yaml'), 'a: 2\n')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(calls).toEqual([])
})
