// Policies from files, and over HTTP.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, isSandboxError, serve, type Issue } from '../index.js'

const petstore = fileURLToPath(new URL('../../../../descriptions/petstore.yaml', import.meta.url))
let folder = ''
const path = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-policy-')))
  await writeFile(
    path('fence.yaml'),
    [
      'name: fence',
      'rules:',
      '  - name: reads',
      '    match: { method: GET, operation: [listPets, getCat] }',
      '    allow: true',
      '  - name: a-minute',
      '    rateLimit: { limit: 2, window: 1m }',
      ''
    ].join('\n')
  )
  await writeFile(
    path('wrong.yaml'),
    'name: wrong\nrules:\n  - name: reads\n    match: { methd: GET }\n    allow: true\n'
  )
  await writeFile(path('nameless.json'), '{\n  "rules": []\n}\n')
})
afterAll(() => rm(folder, { recursive: true }))

const places = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, file, line, column }) => `${code} ${file?.replace(folder, '')}:${line}:${column}`)

test('a policy of a file fences clients in over HTTP, with the headers of its limits', async () => {
  const sandbox = await createSandbox(petstore, { policies: [pathToFileURL(path('fence.yaml'))] })
  const server = await serve(sandbox, { port: 0 })
  try {
    const pets = await fetch(`${server.url}/pets`)
    expect([pets.status, pets.headers.get('ratelimit-policy'), pets.headers.get('ratelimit')]).toEqual([
      200,
      '"fence/a-minute";q=2;w=60',
      '"fence/a-minute";r=1;t=60'
    ])
    const refused = await fetch(`${server.url}/pets`, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(403)
    await fetch(`${server.url}/pets`)
    const third = await fetch(`${server.url}/pets`)
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '60'])
    sandbox.clock.advance('1m')
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
  } finally {
    await server.close()
  }
})

test('warnings and errors have file, line and column', async () => {
  const { issues } = await createSandbox(petstore, { policies: [path('fence.yaml')] })
  expect(places(issues)).toEqual(['policy-unknown /fence.yaml:4:49'])
  for (const [name, place] of [
    ['wrong.yaml', 'policy-invalid /wrong.yaml:4:21'],
    ['nameless.json', 'policy-invalid /nameless.json:1:1']
  ] as const) {
    const error: unknown = await createSandbox(petstore, {
      policies: [path('fence.yaml'), path(name)]
    }).catch((reason: unknown) => reason)
    expect(isSandboxError(error) && [error.code, ...places(error.issues)]).toEqual(['invalid-policy', place])
    expect(String(error)).toMatch(/The policy cannot be used\. .* \(.*, line \d, column \d+\)$/)
  }
  await expect(createSandbox(petstore, { policies: [path('missing.yaml')] })).rejects.toThrow(
    /^The policy .*missing\.yaml cannot be read\. There is no such file\.$/
  )
})
