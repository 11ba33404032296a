import { existsSync, realpathSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDescription } from './load-description.js'

let folder = ''
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-description-')))
  await writeFile(
    join(folder, 'api.yaml'),
    'openapi: 3.1.0\ncomponents: {schemas: {Pet: {$ref: pet.yaml}}}\n'
  )
  await writeFile(join(folder, 'pet.yaml'), 'type: object\n')
})
afterAll(() => rm(folder, { recursive: true }))

const expected = { openapi: '3.1.0', components: { schemas: { Pet: { type: 'object' } } } }

test('a description is loaded by path, by file URL and through a link', async () => {
  const path = join(folder, 'api.yaml')
  const elsewhere = await mkdtemp(join(tmpdir(), 'sandbed-link-'))
  await symlink(path, join(elsewhere, 'api.yaml'))
  for (const source of [path, pathToFileURL(path), pathToFileURL(path).href, join(elsewhere, 'api.yaml')]) {
    const { document, issues, files } = await loadDescription(source)
    expect(issues).toEqual([])
    expect(document).toEqual(expected)
    expect(files).toEqual([path, join(folder, 'pet.yaml')])
  }
  await rm(elsewhere, { recursive: true })
})

test.each([
  ['a file that is not there', () => join(folder, 'gone.yaml'), 'There is no such file.'],
  ['a folder', () => folder, 'It is a folder.'],
  ['a device', () => '/dev/null', 'It is not a regular file.'],
  ['a path with a NUL', () => 'a\u0000b', 'It could not be read (ERR_INVALID_ARG_VALUE).'],
  ['an empty path', () => '', 'It is a folder.'],
  ['a file of another host', () => new URL('file://host/api.yaml'), 'There is no such file.']
])('%s is an issue, not an exception', async (_name, source, message) => {
  const loaded = await loadDescription(source())
  expect(loaded.document).toBeUndefined()
  expect(loaded.issues).toMatchObject([{ code: 'unreadable', severity: 'error', pointer: '', message }])
  expect(loaded.locate('')).toBeUndefined()
})

test('a file over the limit is refused without being read', async () => {
  const { issues } = await loadDescription(join(folder, 'api.yaml'), { limits: { bytes: 10 } })
  expect(issues).toMatchObject([{ code: 'too-large', message: 'It is larger than 10 bytes.' }])
})

test('an origin to allow that is none throws', async () => {
  const options = { allow: { remote: ['example.com/x'] } }
  await expect(loadDescription('x', options)).rejects.toMatchObject({ code: 'invalid-option' })
})

async function withServer(listener: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a description is fetched because it was named; what it refers to only if its origin is allowed', async () => {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '')
    const description = { components: { schemas: { A: { $ref: 'pet.json#/A' } } } }
    response.end(
      JSON.stringify(request.url === '/v1/api.json?x=1' ? description : { A: { title: 'remote' } })
    )
  }
  await withServer(listener, async (origin) => {
    const closed = await loadDescription(`${origin}/v1/api.json?x=1#/info`)
    expect(closed.issues).toMatchObject([{ code: 'ref-refused', file: `${origin}/v1/api.json?x=1`, line: 1 }])
    expect(asked.splice(0)).toEqual(['/v1/api.json?x=1'])
    const open = await loadDescription(new URL(`${origin}/v1/api.json?x=1`), { allow: { remote: [origin] } })
    expect(open.issues).toEqual([])
    expect(open.document).toEqual({ components: { schemas: { A: { title: 'remote' } } } })
    expect(open.files).toEqual([])
    expect(asked).toEqual(['/v1/api.json?x=1', '/v1/pet.json'])
    await writeFile(
      join(folder, 'remote.json'),
      JSON.stringify({ components: { schemas: { B: { $ref: `${origin}/b#/A` } } } })
    )
    const local = await loadDescription(join(folder, 'remote.json'), { allow: { remote: [origin] } })
    expect(local.document).toEqual({ components: { schemas: { B: { title: 'remote' } } } })
  })
})

test('redirects, errors, endless and slow answers are issues', async () => {
  const listener: RequestListener = (request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/api.json' }).end()
    else if (request.url === '/gone') response.writeHead(404).end('{}')
    else if (request.url === '/large') response.end('x'.repeat(5000))
    else if (request.url === '/slow') response.write('{')
    else response.end('{"fine": true}')
  }
  await withServer(listener, async (origin) => {
    const limits = { bytes: 1000, timeout: 300 }
    const problemOf = async (path: string) => (await loadDescription(origin + path, { limits })).issues
    expect(await problemOf('/fine')).toEqual([])
    expect(await problemOf('/moved')).toMatchObject([
      {
        code: 'unreadable',
        message: 'The server answered 302 with a redirect to "/api.json".',
        hint: expect.any(String) as string
      }
    ])
    expect(await problemOf('/gone')).toMatchObject([
      { code: 'unreadable', message: 'The server answered 404.' }
    ])
    expect(await problemOf('/large')).toMatchObject([{ code: 'too-large' }])
    expect(await problemOf('/slow')).toMatchObject([
      { code: 'unreadable', message: 'No full answer within 300 ms.' }
    ])
  })
  expect((await loadDescription('http://127.0.0.1:1/')).issues).toMatchObject([{ code: 'unreadable' }])
})

const shared = resolve(fileURLToPath(new URL('../../../../../shared/specs/', import.meta.url)))
const specs = existsSync(shared) ? realpathSync(shared) : shared
test.skipIf(!existsSync(specs))(
  'real descriptions (skipped where there are none) load clean and can be located',
  async () => {
    for (const name of (await readdir(specs)).filter((name) => name !== 'manifest.json')) {
      const { document, issues, locate, files } = await loadDescription(join(specs, name))
      expect({ name, issues, files }).toEqual({ name, issues: [], files: [join(specs, name)] })
      if (name.endsWith('.json')) {
        const parsed: unknown = JSON.parse(await readFile(join(specs, name), 'utf8'))
        expect([name, JSON.stringify(document) === JSON.stringify(parsed)]).toEqual([name, true])
      }
      const paths = Object.keys((document as { paths: object }).paths)
      const lines = paths.map((path) => locate(`/paths/${path.replaceAll('/', '~1')}`)?.line ?? 0)
      expect(lines.toSorted((a, b) => a - b)).toEqual(lines)
    }
  }
)
