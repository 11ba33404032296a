import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox, loadDescription, loadPack, SandboxError, sandboxOf, type Issue } from '../index.js'

const petstore = fileURLToPath(new URL('../../../../descriptions/petstore.yaml', import.meta.url))
let folder = ''
const path = (name: string): string => join(folder, name)
const write = (name: string, lines: readonly string[]): Promise<void> =>
  writeFile(path(name), `${lines.join('\n')}\n`)
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-pack-')))
})
afterAll(() => rm(folder, { recursive: true }))

const places = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, file, line, column }) => `${code} ${file?.replace(folder, '')}:${line}:${column}`)

/** What a sandbox with the pack fails with. */
async function refusal(pack: string | URL | object): Promise<SandboxError> {
  const error: unknown = await createSandbox(petstore, { pack }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SandboxError)
  return error as SandboxError
}

describe('a pack of a file', () => {
  test('is YAML or JSON, named by path or URL, or an object', async () => {
    await write('shelter.yaml', [
      'resources:',
      '  pets:',
      '    seed:',
      '      - { id: 7, name: Rex, species: dog }'
    ])
    const pack = { resources: { pets: { seed: [{ id: 7, name: 'Rex', species: 'dog' }] } } }
    await write('shelter.json', [JSON.stringify(pack)])
    for (const source of [path('shelter.yaml'), pathToFileURL(path('shelter.json')), pack]) {
      const sandbox = await createSandbox(petstore, { mode: 'stateful', pack: source })
      expect(JSON.parse(String(sandbox.handle({ method: 'GET', url: '/pets/7' }).body))).toMatchObject({
        name: 'Rex'
      })
      expect(sandbox.issues).toEqual([])
    }
  })

  test('that cannot be used is refused with file, line and column', async () => {
    await write('wrong.yaml', [
      'resources:',
      '  pets:',
      '    kind: heap',
      'operations:',
      '  getPet:',
      '    does: [read]'
    ])
    const error = await refusal(path('wrong.yaml'))
    expect(error.code).toBe('invalid-pack')
    expect(error.message).toMatch(
      /^The pack cannot be used\. \/resources\/pets\/kind: .* \(.*wrong\.yaml, line 3, column 11\)$/
    )
    expect(places(error.issues)).toEqual([
      'override-invalid /wrong.yaml:3:11',
      'override-invalid /wrong.yaml:6:5'
    ])
  })

  test('and so is one whose seeds cannot be there', async () => {
    await write('seeds.json', [
      '{ "resources": { "pets": { "seed": [',
      '  { "name": "Rex", "species": "dragon" }',
      '] } } }'
    ])
    expect(places((await refusal(path('seeds.json'))).issues)).toEqual(['seed-invalid /seeds.json:2:31'])
  })

  test('warnings are among the issues of the sandbox, with their lines, beside those of the description', async () => {
    await write('stale.yaml', ['operations:', '  getCat:', '    does: read', 'oprations: {}'])
    await write('api.yaml', ['openapi: 3.1.0', 'info: { title: A }', 'paths: {}'])
    const { issues } = await createSandbox(path('api.yaml'), { pack: path('stale.yaml') })
    expect(places(issues).toSorted()).toEqual([
      'info-incomplete /api.yaml:2:1',
      'override-stale /stale.yaml:2:3',
      'override-unknown /stale.yaml:4:1'
    ])
  })

  test.each([
    ['missing', undefined, /^The pack .*missing\.yaml cannot be read\. There is no such file\.$/, []],
    ['syntax', ['a: ['], /syntax\.yaml cannot be read\. /, ['syntax /syntax.yaml:2:1']],
    [
      'twice',
      ['{ "name": "a", "name": "b" }'],
      /The key "name" appears twice/,
      ['duplicate-key /twice.yaml:1:16']
    ],
    ['empty', [''], /The text is empty/, ['empty /empty.yaml:1:1']]
  ])('that cannot be read is refused: %s', async (name, lines, message, expected) => {
    if (lines) await write(`${name}.yaml`, lines)
    const { code, message: said, issues } = await refusal(path(`${name}.yaml`))
    expect(code).toBe('invalid-pack')
    expect(said).toMatch(message)
    if (expected.length > 0) expect(places(issues)).toEqual(expected)
  })

  test('is bounded like a description', async () => {
    await write('long.yaml', [`name: ${'x'.repeat(1000)}`])
    await expect(loadPack(path('long.yaml'), { limits: { bytes: 100 } })).rejects.toThrow(
      'larger than 100 bytes'
    )
  })
})

test('a pack given as an object has no places, and nothing is placed in the description instead', async () => {
  const pack = { operations: { getCat: { does: 'read' } } }
  const { issues } = await createSandbox(petstore, { pack })
  expect(places(issues)).toEqual(['override-stale (pack):undefined:undefined'])
  expect(places((await refusal({ version: 2 })).issues)).toEqual([
    'override-invalid (pack):undefined:undefined'
  ])
})

test('what was loaded makes as many sandboxes as are wanted, of a description or of its release', async () => {
  const loaded = await loadDescription(petstore)
  const pack = await loadPack({ resources: { pets: { seed: [{ name: 'Rex', species: 'dog' }] } } })
  const [one, other] = [0, 1].map(() => sandboxOf(loaded, { mode: 'stateful' }, pack))
  one!.handle({ method: 'DELETE', url: '/pets/1', headers: { authorization: 'Bearer x' } })
  expect([one!.state.count('pets'), other!.state.count('pets')]).toEqual([0, 1])
})
