// Auth profiles from files, and over HTTP.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, isSandboxError, loadAuthProfile, serve, type Issue } from '../index.js'

let folder = ''
const path = (name: string): string => join(folder, name)
const description = (): string => path('pets.json')
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbed-auth-profile-')))
  const document = {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    security: [{ oauth: ['read'] }],
    paths: { '/pets': { get: { responses: { '204': { description: 'All' } } } } },
    components: {
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { read: '' } } }
        }
      }
    }
  }
  await writeFile(description(), JSON.stringify(document))
  const yaml =
    'name: partner\nmode: simulated\nschemes:\n  oauth: { accepts: [secret] }\ntokens: { lifetime: 60 }\n'
  await writeFile(path('partner.auth.yaml'), yaml)
  await writeFile(path('stale.yaml'), 'mode: simulated\nschemes:\n  outh: { accepts: [secret] }\n')
  await writeFile(path('wrong.json'), '{\n  "mode": "simulated",\n  "tokens": { "lifetime": "long" }\n}\n')
  await writeFile(path('syntax.yaml'), 'mode: [\n')
})
afterAll(() => rm(folder, { recursive: true }))

const places = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, file, line, column }) => `${code} ${file?.replace(folder, '')}:${line}:${column}`)

const failure = (profile: string | object): Promise<unknown> =>
  createSandbox(description(), { auth: { mode: 'enforced', profile } }).catch((error: unknown) => error)

test('a profile of a file says how schemes are simulated, over HTTP', async () => {
  const sandbox = await createSandbox(description(), {
    auth: { mode: 'enforced', profile: path('partner.auth.yaml') }
  })
  const server = await serve(sandbox, { port: 0 })
  try {
    expect(sandbox.auth).toEqual({
      mode: 'enforced',
      profile: 'partner',
      schemes: [{ name: 'oauth', kind: 'oauth2', accepts: ['secret'] }],
      scopes: ['read'],
      issuer: server.url,
      tokenEndpoint: `${server.url}/.sandbed/oauth/token`
    })
    const { id, secret } = sandbox.clients.issue({ label: '', scopes: 'all' })
    const authorization = `Bearer ${secret}`
    expect((await fetch(`${server.url}/pets`, { headers: { authorization } })).status).toBe(204)
    const granted = await fetch(sandbox.auth.tokenEndpoint!, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' })
    })
    expect(await granted.json()).toMatchObject({ expires_in: 60 })
  } finally {
    await server.close()
  }
})

test('it may be a URL, or an object, and goes with any dial', async () => {
  const url = await createSandbox(description(), {
    auth: { mode: 'presence', profile: pathToFileURL(path('partner.auth.yaml')) }
  })
  const object = await createSandbox(description(), {
    auth: { mode: 'off', profile: { name: 'own', mode: 'simulated' } }
  })
  expect([url.auth.mode, url.auth.profile, object.auth.mode, object.auth.profile]).toEqual([
    'presence',
    'partner',
    'off',
    'own'
  ])
  expect(url.issues).toEqual([])
})

test('warnings and errors have file, line and column', async () => {
  const { issues } = await createSandbox(description(), {
    auth: { mode: 'presence', profile: path('stale.yaml') }
  })
  expect(places(issues)).toEqual(['auth-profile-unknown /stale.yaml:3:3'])
  const wrong = await failure(path('wrong.json'))
  expect(isSandboxError(wrong) && [wrong.code, ...places(wrong.issues)]).toEqual([
    'invalid-auth-profile',
    'auth-profile-invalid /wrong.json:3:27'
  ])
  expect(String(wrong)).toMatch(/The auth profile cannot be used: .* \(.*wrong\.json, line 3, column 27\)$/)
  const object = await failure({ mode: 'simulated', tokens: 1 })
  expect(isSandboxError(object) && places(object.issues)).toEqual([
    'auth-profile-invalid (auth profile):undefined:undefined'
  ])
})

test('a file that cannot be read says which, and where', async () => {
  const syntax = await failure(path('syntax.yaml'))
  expect(isSandboxError(syntax) && [syntax.code, syntax.issues[0]?.file, syntax.issues[0]?.line]).toEqual([
    'invalid-auth-profile',
    path('syntax.yaml'),
    2
  ])
  await expect(loadAuthProfile(path('missing.yaml'))).rejects.toThrow(
    /^The auth profile .*missing\.yaml cannot be read\. There is no such file\.$/
  )
})

test('a mode that is none is refused as it is without a profile', async () => {
  const auth = { mode: 'maybe', profile: path('partner.auth.yaml') } as never
  await expect(createSandbox(description(), { auth })).rejects.toThrow(/The option `auth` must be an object/)
  await expect(createSandbox(description(), { auth: 'enforced' as never })).rejects.toThrow(
    /The option `auth`/
  )
})
