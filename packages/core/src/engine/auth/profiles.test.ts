// Auth profiles as parts of releases, what is wrong with one on an API, and what a sandbox tells of who may call.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import schema from '../../../schemas/release.schema.json' with { type: 'json' }
import type { AuthProfile } from '../../auth/profile/profile.js'
import { isSandboxError } from '../../errors.js'
import { digestRelease } from '../../release/digest-release.js'
import { loadRelease } from '../../release/load-release.js'
import { compile } from '../compile.js'
import { createSandbox } from '../sandbox/create-sandbox.js'
import { checkAuthProfile } from './check-auth-profile.js'

const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  security: [{ key: ['write'] }],
  paths: { '/pets': { get: { responses: { '204': { description: 'All' } } } } },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      login: { type: 'http', scheme: 'basic' },
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: '', write: '' } } }
      },
      certificate: { type: 'mutualTLS' }
    }
  }
}
// What the description calls a key is a bearer token.
const profile: AuthProfile = {
  name: 'partners',
  mode: 'simulated',
  schemes: { key: { kind: 'bearer', accepts: ['secret'] } },
  scopes: { close: 'Close.' }
}
const misspelt: AuthProfile = { mode: 'simulated', schemes: { kee: { accepts: ['secret'] } } }
const wrong = { mode: 'simulated', tokens: { lifetime: 'long' } } as unknown as AuthProfile

let given = 0
const host = {
  random: (bytes: number) => new Uint8Array(bytes).fill(++given),
  url: () => 'https://pets.example'
}

function statusWith(sandbox: ReturnType<typeof createSandbox>, name: string, prefix = ''): number {
  const { secret } = sandbox.clients.issue({ label: '', scopes: 'all' })
  return sandbox.handle({ method: 'GET', url: '/pets', headers: { [name]: prefix + secret } }).status
}

describe('a release with an auth profile', () => {
  const { release, issues } = compile(description, { authProfile: profile })

  it('holds it as text, and is one by the published schema', () => {
    expect(issues).toEqual([])
    expect(JSON.parse(release!.authProfile!)).toEqual(profile)
    const isRelease = new Ajv2020({ strict: false }).compile(schema)
    isRelease(release)
    expect(isRelease.errors).toBeNull()
    expect(isRelease({ ...release, authProfile: profile })).toBe(false)
  })

  it('has a digest of its own, with a pack and without', () => {
    const pack = { name: 'p' }
    const digests = [
      {},
      { authProfile: profile },
      { authProfile: misspelt },
      { pack },
      { pack, authProfile: profile }
    ].map((options) => compile(description, options).release!)
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(5)
    for (const one of digests) expect(digestRelease(one)).toBe(one.digest)
  })

  it('survives saving and loading, and is refused when it was damaged', () => {
    const text = JSON.stringify(release)
    expect(loadRelease(text, { verify: true })).toEqual(release)
    const damaged = (authProfile: unknown) => ({ ...(JSON.parse(text) as object), authProfile })
    expect(() => loadRelease(damaged('{"mode":"simulated"}'), { verify: true })).toThrow(/digest/)
    expect(() => loadRelease(damaged({}))).toThrow(/damaged/)
    expect(() => createSandbox({ release: damaged('{') })).toThrow(/'authProfile' cannot be read/)
    expect(() => createSandbox({ release: damaged('{}') })).toThrow(/auth profile cannot be used/)
  })

  it('makes sandboxes that use it, with the dial of the option', () => {
    const sandbox = createSandbox({ release: release!, auth: { mode: 'enforced' }, host })
    expect(statusWith(sandbox, 'authorization', 'Bearer ')).toBe(204)
    expect(statusWith(sandbox, 'x-key')).toBe(401)
    expect(createSandbox({ release: release! }).handle({ method: 'GET', url: '/pets' }).status).toBe(204)
  })

  it('gives way to the profile of the option', () => {
    const own = createSandbox({
      release: release!,
      auth: { mode: 'enforced', profile: { mode: 'simulated' } },
      host
    })
    expect([own.auth.profile, statusWith(own, 'x-key')]).toEqual(['(auth profile)', 204])
  })

  it('its snapshots are those of the description, whatever profile is used with it', () => {
    const text = createSandbox({ release: release! }).exportSnapshot()
    const plain = createSandbox({ description })
    expect(() => plain.restore(plain.importSnapshot(text))).not.toThrow()
  })
})

describe('a profile that does not fit', () => {
  it('is a warning for a scheme that there is not: in the release, beside it and in its sandboxes', () => {
    const warning = {
      code: 'auth-profile-unknown',
      severity: 'warning',
      pointer: '/schemes/kee',
      file: '(auth profile)',
      message: 'The description has no security scheme "kee"; the nearest is key.'
    }
    const { release, issues } = compile(description, { authProfile: misspelt })
    expect(issues).toEqual([warning])
    expect(checkAuthProfile({ description }, misspelt)).toEqual([warning])
    expect(checkAuthProfile({ release: release! }, misspelt)).toEqual([warning])
    expect(createSandbox({ release: release! }).issues).toEqual([warning])
  })

  it('makes no release when it is not of the right form', () => {
    const { release, issues } = compile(description, { authProfile: wrong, pack: { name: 'p' } })
    expect(release).toBeUndefined()
    expect(issues).toMatchObject([
      { code: 'auth-profile-invalid', severity: 'error', pointer: '/tokens/lifetime', file: '(auth profile)' }
    ])
    expect(checkAuthProfile({ description }, wrong)).toEqual(issues)
  })

  it.each([
    ['a text', 'partners'],
    ['nothing', null],
    ['a date inside', { mode: 'simulated', tokens: { claims: { at: new Date(0) } } }],
    ['a function inside', { mode: 'simulated', tokens: { claims: { at: () => 1 } } }],
    [
      'a member that throws',
      Object.defineProperty({ mode: 'simulated' }, 'name', {
        enumerable: true,
        get() {
          throw new Error('no')
        }
      })
    ]
  ])('%s is reported, and nothing is thrown', (_, value) => {
    const { release, issues } = compile(description, { authProfile: value as AuthProfile })
    expect([release, issues[0]?.code, issues[0]?.file]).toEqual([
      undefined,
      'auth-profile-invalid',
      '(auth profile)'
    ])
    expect(checkAuthProfile({ description }, value)).toEqual(issues)
  })

  it('on no API the API is what is reported', () => {
    expect(checkAuthProfile({ description: {} }, profile).map(({ file }) => file)).toEqual([undefined])
    expect(checkAuthProfile({ release: {} }, profile)).toMatchObject([{ code: 'release-unreadable' }])
    expect(compile({}, { authProfile: profile }).release).toBeUndefined()
  })

  it('is refused by a sandbox with all that is wrong', () => {
    try {
      createSandbox({ description, auth: { mode: 'off', profile: wrong } })
      expect.unreachable()
    } catch (error) {
      expect(isSandboxError(error) && [error.code, error.issues.length]).toEqual(['invalid-auth-profile', 1])
    }
  })

  it('what happens to the object later changes nothing', () => {
    const claims: { [name: string]: unknown } = { tenant: 'one' }
    const sandbox = createSandbox({
      description,
      auth: { mode: 'enforced', profile: { mode: 'simulated', tokens: { claims } } },
      host
    })
    claims['tenant'] = 'two'
    const { id, secret } = sandbox.clients.issue({ label: '', scopes: 'all' })
    const { body } = sandbox.handle({
      method: 'POST',
      url: '/token',
      headers: {
        authorization: `Basic ${btoa(`${id}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded'
      },
      body: 'grant_type=client_credentials'
    })
    const { access_token: token } = JSON.parse(String(body)) as { access_token: string }
    expect(JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')))).toMatchObject({
      tenant: 'one'
    })
  })
})

describe('sandbox.auth', () => {
  it('tells what is asked of clients, and where tokens are', () => {
    expect(createSandbox({ description, auth: { mode: 'enforced', profile }, host }).auth).toEqual({
      mode: 'enforced',
      profile: 'partners',
      schemes: [
        { name: 'certificate', kind: 'mutualTLS', accepts: [] },
        { name: 'key', kind: 'bearer', accepts: ['secret'] },
        { name: 'login', kind: 'basic', accepts: ['secret'] },
        { name: 'oauth', kind: 'oauth2', accepts: ['token'] }
      ],
      scopes: ['read', 'write', 'close'],
      issuer: 'https://pets.example',
      tokenEndpoint: 'https://pets.example/.sandbed/oauth/token'
    })
  })

  it('where auth is off nobody issues tokens; what the schemes are can be seen all the same', () => {
    const { auth } = createSandbox({ description })
    expect(auth).toMatchObject({ mode: 'off', profile: null, issuer: null, tokenEndpoint: null })
    expect(auth.schemes[1]).toEqual({ name: 'key', kind: 'apiKey', accepts: ['secret'] })
    const none = createSandbox({ description: { ...description, components: {} } })
    expect([none.auth.schemes, none.auth.scopes]).toEqual([[], []])
  })

  it('is the same in a fork, and names no keys of a profile', () => {
    const keys = [{ kty: 'oct', alg: 'HS256', k: 'c2VjcmV0LW9mLXRlc3RzLTMyLWJ5dGVzLWxvbmctISE' }] as const
    const sandbox = createSandbox({
      description,
      auth: { mode: 'presence', profile: { ...profile, schemes: { oauth: { keys } } } },
      host
    })
    expect(sandbox.fork().auth).toEqual(sandbox.auth)
    expect(JSON.stringify(sandbox.auth)).not.toContain(keys[0].k)
  })
})
