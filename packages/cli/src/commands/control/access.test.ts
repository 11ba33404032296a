import { describe, expect, test } from 'vitest'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sdb, sdbCommand } from '../../../test/run.js'
import { examplePath, serving, text, type KnownJson } from '../../../test/running.js'
import { exitCodes } from '../../exit-codes.js'

const server = serving(
  examplePath('partner-access/accounts.yaml'),
  '--mode',
  'stateful',
  '--auth',
  'enforced',
  '--allow-loopback'
)

const token = async (id: string, secret: string): Promise<KnownJson> => {
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' }
  return (await server.ask('POST', '/oauth/token', 'grant_type=client_credentials', form)).body
}
const accounts = async (bearer: string): Promise<number> =>
  (await server.ask('GET', '/accounts', undefined, { authorization: `Bearer ${bearer}` })).status

describe('sdb auth', () => {
  test('a client is let in with what it may do, gets another secret, and is shut out', async () => {
    const printed = await text('auth', 'issue', 'Partner', '--scope', 'accounts:read')
    const [, id, secret] =
      /^Client (\S+) \(Partner\) may do: accounts:read\nSecret (\S+) {2}\(it is not shown again\)\n$/.exec(
        printed
      )!
    const { access_token: first } = await token(id!, secret!)
    expect(await accounts(first)).toBe(200)

    const rotated = await server.json(['auth', 'rotate', id!])
    expect(await token(id!, secret!)).toMatchObject({ error: 'invalid_client' })
    expect((await token(id!, rotated.secret)).access_token).toBeTypeOf('string')
    expect(await text('auth', 'rotate', id!, '--overlap', '1h')).toContain(
      'is taken until 2026-01-01T01:00:00Z'
    )

    const list = await text('auth', 'list')
    expect(list).toMatch(new RegExp(`^${id} +active +Partner +accounts:read`, 'm'))
    expect(list + JSON.stringify(await server.json(['auth', 'list']))).not.toMatch(/sandbed_\w/)

    expect(await text('auth', 'revoke', id!)).toContain('is shut out')
    expect(await accounts(first)).toBe(401)
    expect(await text('auth', 'list')).toMatch(new RegExp(`^${id} +revoked`, 'm'))
  })

  test('one may do everything, until some time', async () => {
    const issued = await server.json([
      'auth',
      'issue',
      'All',
      '--all-scopes',
      '--expires',
      '7d',
      '--id',
      'all'
    ])
    expect(issued).toMatchObject({ id: 'all', scopes: 'all', expires: Date.UTC(2026, 0, 8) })
    const until = await server.json([
      'auth',
      'issue',
      'B',
      '--all-scopes',
      '--expires',
      '2026-02-01T00:00:00Z'
    ])
    expect(until.expires).toBe(Date.UTC(2026, 1, 1))
    const app = await text(
      'auth',
      'issue',
      'App',
      '--scope',
      'x',
      '--public',
      '--redirect-uri',
      'https://app.example/back'
    )
    expect(app).toContain('It has no secret.')
  })

  test.each([
    ['no scope', ['auth', 'issue', 'Partner'], /Say what it may do/],
    ['both', ['auth', 'issue', 'Partner', '--scope', 'x', '--all-scopes'], /Say what it may do/],
    ['an id that is taken', ['auth', 'issue', 'All', '--all-scopes', '--id', 'all'], /all/],
    ['a time that is none', ['auth', 'issue', 'X', '--all-scopes', '--expires', 'soon'], /soon|expires/],
    ['an unknown client', ['auth', 'revoke', 'nobody'], /no client 'nobody'\. sdb auth list shows/],
    ['another unknown client', ['auth', 'rotate', 'nobody'], /sdb auth list shows/]
  ])('%s is refused', async (_, command, message) => {
    const { code, out, err } = await sdb(...command)
    expect([code, out, err]).toEqual([exitCodes.usage, '', expect.stringMatching(message)])
  })
})

describe('sdb policy', () => {
  const file = join(server.folder, 'frozen.policy.yaml')
  writeFileSync(file, 'name: frozen\nrules:\n  - name: reads-only\n    readOnly: true\n')

  test('one is put in force from a file, listed, and taken out of force', async () => {
    expect(await text('policy', 'list')).toContain('No policies.')
    expect(await text('policy', 'attach', file)).toMatch(/^Policy frozen is in force: 1 rule, else allow\.\n/)
    expect(await text('policy', 'list')).toMatch(/^frozen +allow +reads-only \(readOnly\)/m)
    expect(await text('policy', 'detach', 'frozen')).toBe('frozen is out of force.\n')
    const { code, err } = await sdb('policy', 'detach', 'frozen')
    expect([code, err]).toEqual([exitCodes.usage, expect.stringContaining('sdb policy list shows')])
  })

  test('one that is wrong is refused, with what is wrong', async () => {
    const wrong = join(server.folder, 'wrong.policy.yaml')
    writeFileSync(wrong, 'name: wrong\nrules:\n  - name: a\n    forbid: true\n')
    const { code, err } = await sdb('policy', 'attach', wrong)
    expect([code, err]).toEqual([
      exitCodes.unusable,
      expect.stringMatching(/wrong\.policy\.yaml:4:13[^]*forbid/)
    ])
    expect((await sdb('policy', 'attach', 'nowhere.yaml')).code).toBe(exitCodes.unusable)
  })
})

describe('sdb webhook', () => {
  test('an endpoint is added with a secret from a file, listed without it, rotated, and removed', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    writeFileSync(join(server.folder, 'whsec.txt'), `${secret}\n`, { mode: 0o600 })
    const printed = await text(
      'webhook',
      'add',
      'http://127.0.0.1:1/hook',
      '--event',
      'account.*',
      '--description',
      'Partner',
      '--secret-file',
      join(server.folder, 'whsec.txt')
    )
    expect(printed).toContain(`Secret ${secret}`)
    const [, id] = /^(we_\w+) is told account\.\* at http:\/\/127\.0\.0\.1:1\/hook$/m.exec(printed)!
    const list = await text('webhook', 'list')
    expect(list).toMatch(
      new RegExp(`^${id} +http://127\\.0\\.0\\.1:1/hook +account\\.\\* +told +standard +Partner$`, 'm')
    )
    expect(list + JSON.stringify(await server.json(['webhook', 'list']))).not.toContain('whsec_')
    const rotated = await text('webhook', 'rotate', id!, '--overlap', '1h')
    expect(rotated).toMatch(/the one before signs as well until 2026-01-01T01:00:00Z\.\nSecret whsec_/)
    expect(await text('webhook', 'remove', id!)).toBe(`${id} is told nothing more.\n`)
  })

  test('a secret comes through standard input', () => {
    const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
    const [node, ...args] = sdbCommand(
      'webhook',
      'add',
      'http://127.0.0.1:1/stdin',
      '--secret-file',
      '-',
      '--output',
      'json'
    )
    const { status, stdout } = spawnSync(node!, args, { input: `${secret}\n`, encoding: 'utf8' })
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { url: 'http://127.0.0.1:1/stdin', secret }])
  })

  test.each([
    ['no URL', ['webhook', 'add', 'nowhere'], exitCodes.usage, /`url`/],
    [
      'a style that there is not',
      ['webhook', 'add', 'https://a.example', '--style', 'odd'],
      exitCodes.usage,
      /style/
    ],
    [
      'a secret file that is not there',
      ['webhook', 'add', 'https://a.example', '--secret-file', 'nowhere'],
      exitCodes.unusable,
      /There is no file/
    ],
    ['an unknown endpoint', ['webhook', 'remove', 'we_0'], exitCodes.usage, /sdb webhook list shows/],
    [
      'an unknown endpoint to rotate',
      ['webhook', 'rotate', 'we_0'],
      exitCodes.usage,
      /sdb webhook list shows/
    ],
    [
      'an unknown delivery',
      ['webhook', 'redeliver', 'dlv_0'],
      exitCodes.usage,
      /sdb webhook deliveries shows/
    ],
    [
      'a status that there is not',
      ['webhook', 'deliveries', '--status', 'odd'],
      exitCodes.usage,
      /Allowed choices/
    ]
  ])('%s is refused', async (_, command, code, message) => {
    const outcome = await sdb(...command)
    expect([outcome.code, outcome.out, outcome.err]).toEqual([code, '', expect.stringMatching(message)])
  })
})
