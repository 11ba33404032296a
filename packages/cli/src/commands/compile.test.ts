import { afterAll, expect, test } from 'vitest'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, loadRelease } from '@sandbed/core'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-compile-'))
afterAll(() => rmSync(folder, { recursive: true }))
const petstore = descriptionPath('petstore.yaml')

test('the release goes to the file that is named, whose folder is made, and works', async () => {
  const file = join(folder, 'made', 'here', 'petstore.release.json')
  const { code, out, err } = await sdb('compile', petstore, '-o', file)
  expect([code, err]).toEqual([exitCodes.ok, ''])
  const release = loadRelease(readFileSync(file, 'utf8'))
  expect(out).toMatch(/^Wrote .*petstore\.release\.json: Pet shelter 1\.0\.0, \d+ operations, no issues\n/)
  expect(out).toContain(release.digest)
  expect(createSandbox({ release }).handle({ method: 'GET', url: '/pets' }).status).toBe(200)
  expect(readdirSync(join(folder, 'made', 'here'))).toEqual(['petstore.release.json'])
})

test('without a file it goes to standard output, and nothing else does', async () => {
  const { code, out } = await sdb('compile', petstore)
  expect(code).toBe(exitCodes.ok)
  expect(loadRelease(out).index.title).toBe('Pet shelter')
})

test('with --output json the report is one document', async () => {
  const { out } = await sdb('compile', petstore, '-o', join(folder, 'a.json'), '--output', 'json')
  expect(JSON.parse(out)).toMatchObject({
    title: 'Pet shelter',
    version: '1.0.0',
    operations: 9,
    issues: [],
    digest: expect.stringMatching(/^[0-9a-f]{64}$|^sha256[:-]/)
  })
})

test('a description with faults is compiled for the rest, reported with lines, and ends with 1', async () => {
  const file = join(folder, 'faulty.json')
  const { code, out, err } = await sdb('compile', descriptionPath('broken/bad-ref.yaml'), '-o', file)
  expect(code).toBe(exitCodes.faulty)
  expect(out).toMatch(/^Wrote .*, \d+ errors?/)
  expect(err).toMatch(/bad-ref\.yaml:\d+:\d+/)
  expect(err).toMatch(/^ {4}> +\d+ \| /m)
  expect(existsSync(file)).toBe(true)
})

test('a pack becomes part of the release, which is then served and inspected with it', async () => {
  const file = join(folder, 'packed.json')
  const pack = join(folder, 'petstore.pack.yaml')
  writeFileSync(
    pack,
    'name: shelter\nresources: { pets: { seed: [{ name: Rex }] } }\nscenarios: { later: { steps: [{ advance: 1d }] } }\n'
  )
  const { code } = await sdb('compile', petstore, '--pack', pack, '-o', file)
  expect(code).toBe(exitCodes.ok)
  const sandbox = createSandbox({ release: readFileSync(file, 'utf8'), mode: 'stateful' })
  expect(sandbox.state.list('pets').map(({ value }) => value.name)).toEqual(['Rex'])
  expect((await sdb('inspect', file)).out).toMatch(/^PACK shelter\n.*\nscenario +later +1 step$/m)
})

test('a pack with errors ends with 3, with their lines, and nothing is written', async () => {
  const file = join(folder, 'never.json')
  const pack = join(folder, 'faulty.pack.yaml')
  writeFileSync(pack, 'transitions:\n  go: { resource: nothings }\n')
  const { code, out, err } = await sdb('compile', petstore, '--pack', pack, '-o', file)
  expect([code, out]).toEqual([exitCodes.unusable, ''])
  expect(err).toMatch(/faulty\.pack\.yaml cannot be used/)
  expect(err).toMatch(/faulty\.pack\.yaml:2:\d+/)
  expect(existsSync(file)).toBe(false)
})

test('a place that cannot be written is an error that names it, and leaves nothing behind', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, err } = await sdb('compile', petstore, '-o', join(folder, 'file', 'release.json'))
  expect(code).not.toBe(exitCodes.ok)
  expect(err).toContain(join('file', 'release.json'))
})

test('a release can be inspected and served like a description', async () => {
  const file = join(folder, 'again.json')
  await sdb('compile', petstore, '-o', file)
  const { code, out } = await sdb('inspect', file)
  expect(code).toBe(exitCodes.ok)
  expect(out.replaceAll(file, petstore)).toBe((await sdb('inspect', petstore)).out)
})
