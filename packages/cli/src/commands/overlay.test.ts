import { afterAll, expect, test } from 'vitest'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadRelease } from '@sandbed/core'
import { descriptionPath, sdb, startSdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-cli-overlay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const petstore = descriptionPath('petstore.yaml')

function write(name: string, ...actions: string[]): string {
  const path = join(folder, name)
  writeFileSync(
    path,
    `overlay: 1.0.0\ninfo: { title: Corrections, version: 1.0.0 }\nactions:\n${actions.join('\n')}\n`
  )
  return path
}

const retitle = write('retitle.yaml', '  - target: $.info', '    update: { title: Corrected pets }')
const annotate = write(
  'annotate.yaml',
  "  - target: $.paths['/pets'].get",
  '    update: { x-sandbed: { does: list } }'
)
const stale = write('stale.yaml', "  - target: $.paths['/cats'].get", '    remove: true')
const lizard = write(
  'lizard.yaml',
  '  - target: $.components.schemas.Person.properties',
  '    update: { name: { type: lizard } }'
)

test('sdb inspect shows the description as overlays make it, several in order', async () => {
  const again = write('again.yaml', "  - target: $.info[?@ == 'Corrected pets']", '    remove: true')
  const { code, out } = await sdb('inspect', petstore, '--overlay', retitle)
  expect([code, out.split('\n')[0]]).toEqual([exitCodes.ok, 'Corrected pets 1.0.0'])
  const both = await sdb('inspect', petstore, '--overlay', retitle, '--overlay', again)
  expect(both.out.split('\n')[0]).toBe('Untitled API 1.0.0')
})

test('sdb compile writes what overlays add into the release', async () => {
  const file = join(folder, 'petstore.release.json')
  const { code } = await sdb('compile', petstore, '--overlay', annotate, '-o', file)
  expect(code).toBe(exitCodes.ok)
  const release = loadRelease(readFileSync(file, 'utf8'))
  expect(JSON.parse(release.operations['GET /pets']!)).toMatchObject({
    extensions: { 'x-sandbed': { does: 'list' } }
  })
})

test('sdb check says which action matches nothing any more, with its lines', async () => {
  const { code, out } = await sdb('check', petstore, '--overlay', stale)
  expect(code).toBe(exitCodes.ok)
  expect(out).toMatch(
    /^warning .*stale\.yaml:4:13 overlay-stale\n {2}The target "\$\.paths\['\/cats'\]\.get" matches nothing any more\.\n/
  )
  expect(out).toMatch(/^ {4}> 4 \| {3}- target: \$\.paths\['\/cats'\]\.get$/m)
  const strict = await sdb('check', petstore, '--overlay', stale, '--strict', '--output', 'json')
  expect(strict.code).toBe(exitCodes.faulty)
  expect(JSON.parse(strict.out)).toMatchObject({
    issues: [{ code: 'overlay-stale', pointer: '/actions/0/target', file: stale, line: 4 }]
  })
})

test('a fault that an overlay puts in is placed in the overlay', async () => {
  const { code, out } = await sdb('check', petstore, '--overlay', lizard)
  expect(code).toBe(exitCodes.faulty)
  expect(out).toMatch(/^error .*lizard\.yaml:5:29 /m)
})

test.each(['serve', 'check', 'compile', 'inspect'])(
  'sdb %s ends with 3 when an overlay cannot be read, and names it',
  async (command) => {
    const { code, err } = await sdb(command, petstore, '--overlay', join(folder, 'gone.yaml'))
    expect(code).toBe(exitCodes.unusable)
    expect(err).toMatch(/There is no file .*gone\.yaml/)
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, 'overlay: [')
    const syntax = await sdb(command, petstore, '--overlay', broken)
    expect(syntax.code).toBe(exitCodes.unusable)
    expect(syntax.err).toMatch(/broken\.yaml cannot be read\.\n.*broken\.yaml:\d+:\d+ syntax/)
  }
)

test('a release takes no overlay', async () => {
  const file = join(folder, 'plain.release.json')
  await sdb('compile', petstore, '-o', file)
  const { code, err } = await sdb('inspect', file, '--overlay', retitle)
  expect(code).toBe(exitCodes.unusable)
  expect(err).toMatch(/cannot take an overlay\.\n.*overlay-on-release\n/)
})

test('sdb serve answers as overlays say, tells of issues, and with --watch reads them again', async () => {
  const overlay = write('served.yaml', '  - target: $.info', '    update: { title: First }')
  const server = startSdb(
    'serve',
    '--port',
    '0',
    petstore,
    '--overlay',
    overlay,
    '--overlay',
    stale,
    '--watch'
  )
  await server.until(/^First 1\.0\.0: /m)
  await server.until(
    /1 issue in the description so far; see them with: sdb check --overlay \S+served\.yaml --overlay \S+stale\.yaml \S+petstore\.yaml/
  )
  const [, url] = await server.until(/Listening on (http:\S+)/)
  expect((await fetch(`${url}/pets/2`)).status).toBe(200)
  write('served.yaml', "  - target: $.paths['/pets/{petId}']", '    remove: true')
  await server.until(/Loaded \S+ again\./)
  expect((await fetch(`${url}/pets/2`)).status).toBe(404)
  expect(await server.end('SIGTERM')).toBe(exitCodes.ok)
})
