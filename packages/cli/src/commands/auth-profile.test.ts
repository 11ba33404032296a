import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSandbox, loadRelease } from '@sandbed/core'
import { readControlFiles } from '@sandbed/node'
import { sdb, startSdb } from '../../test/run.js'
import { withHome } from '../../test/running.js'
import { exitCodes } from '../exit-codes.js'

const { folder } = withHome()
const at = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const pets = at(
  'pets.yaml',
  [
    "openapi: '3.1.0'",
    "info: { title: Pets, version: '1' }",
    'security: [{ key: [] }]',
    "paths: { /pets: { get: { responses: { '204': { description: All } } } } }",
    'components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }',
    ''
  ].join('\n')
)
const good = at('partner.auth.yaml', 'name: partner\nmode: simulated\nschemes:\n  key: { kind: bearer }\n')
const stale = at('stale.auth.yaml', 'mode: simulated\nschemes:\n  kee: { kind: bearer }\n')
const wrong = at('wrong.auth.yaml', 'mode: simulated\ntokens:\n  lifetime: long\n')

test('sdb auth check: one that is in order ends with 0', async () => {
  const { code, out, err } = await sdb('auth', 'check', pets, '--auth-profile', good, '--strict')
  expect([code, out, err]).toEqual([exitCodes.ok, `${good}: no issues\n`, ''])
})

test('sdb auth check: what is wrong has lines; errors end with 1, with --strict also warnings', async () => {
  const warned = await sdb('auth', 'check', pets, '--auth-profile', stale)
  expect([warned.code, warned.out]).toEqual([
    exitCodes.ok,
    expect.stringMatching(
      /stale\.auth\.yaml:3:3 auth-profile-unknown\n.*the nearest is key\.[^]*: 1 warning\n$/
    )
  ])
  expect((await sdb('auth', 'check', pets, '--auth-profile', stale, '--strict')).code).toBe(exitCodes.faulty)
  const { code, out } = await sdb('auth', 'check', pets, '--auth-profile', wrong, '--output', 'json')
  expect([code, JSON.parse(out)]).toEqual([
    exitCodes.faulty,
    {
      description: pets,
      authProfile: wrong,
      issues: [
        expect.objectContaining({
          code: 'auth-profile-invalid',
          severity: 'error',
          file: wrong,
          line: 3,
          pointer: '/tokens/lifetime'
        })
      ]
    }
  ])
  const missing = await sdb('auth', 'check', pets, '--auth-profile', join(folder, 'missing.yaml'))
  expect([missing.code, missing.err]).toEqual([
    exitCodes.unusable,
    expect.stringMatching(/The auth profile .*missing\.yaml cannot be read\. There is no such file\./)
  ])
})

test('sdb compile: a profile becomes part of the release, which can be checked and run', async () => {
  const file = join(folder, 'pets.release.json')
  const { code, err } = await sdb('compile', pets, '--auth-profile', good, '-o', file)
  expect([code, err]).toEqual([exitCodes.ok, ''])
  const release = loadRelease(readFileSync(file, 'utf8'), { verify: true })
  expect(createSandbox({ release }).auth).toMatchObject({ profile: 'partner', schemes: [{ kind: 'bearer' }] })
  expect((await sdb('auth', 'check', file, '--auth-profile', stale)).out).toContain('auth-profile-unknown')
})

test('sdb compile: a profile with errors ends with 3, with their lines, and nothing is written', async () => {
  const file = join(folder, 'never.json')
  const { code, out, err } = await sdb('compile', pets, '--auth-profile', wrong, '-o', file)
  expect([code, out, existsSync(file)]).toEqual([exitCodes.unusable, '', false])
  expect(err).toMatch(/The auth profile .*wrong\.auth\.yaml cannot be used[^]*wrong\.auth\.yaml:3:\d+/)
})

test('sdb serve: one that cannot be used ends it before it listens, with 3 and the lines', async () => {
  const { code, err } = await sdb('serve', pets, '--port', '0', '--auth-profile', wrong)
  expect([code, err]).toEqual([exitCodes.unusable, expect.stringMatching(/wrong\.auth\.yaml:3:\d+/)])
})

test('sdb serve: it is in force, warned of, watched, and of the sandboxes that are made later too', async () => {
  const file = at('live.auth.yaml', readFileSync(stale, 'utf8'))
  const server = startSdb('serve', pets, '--port', '0', '--auth-profile', file, '--watch')
  try {
    const url = (await server.until(/Listening on (\S+)/))[1]!
    await server.until(/live\.auth\.yaml:3:3 auth-profile-unknown/)
    const ask = (path: string, headers: Record<string, string>) =>
      fetch(url + path, { headers }).then(({ status }) => status)
    expect(await ask('/pets', { 'x-key': 'any' })).toBe(204)
    writeFileSync(file, readFileSync(good, 'utf8'))
    await server.until(/Loaded .* again/)
    expect([
      await ask('/pets', { 'x-key': 'any' }),
      await ask('/pets', { authorization: 'Bearer any' })
    ]).toEqual([401, 204])
    const [control] = await readControlFiles()
    const headers = { authorization: `Bearer ${control!.token}`, 'content-type': 'application/json' }
    const listed = await fetch(`${control!.url}/auth-profiles`, { headers })
    expect(await listed.json()).toEqual({ items: [{ name: 'partner', source: file }] })
    const body = JSON.stringify({ name: 'other', auth: 'presence' })
    const made = await fetch(`${control!.url}/sandboxes`, { method: 'POST', headers, body })
    expect(made.status).toBe(201)
    expect([
      await ask('/s/other/pets', { 'x-key': 'any' }),
      await ask('/s/other/pets', { authorization: 'Bearer any' })
    ]).toEqual([401, 204])
  } finally {
    await server.end('SIGTERM')
  }
})
