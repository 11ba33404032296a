import { beforeAll, describe, expect, test, vi } from 'vitest'
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { controls, sdb, sdbCommand, startSdb } from '../../../test/run.js'
import { examplePath, serving, text } from '../../../test/running.js'
import { exitCodes } from '../../exit-codes.js'

const description = examplePath('partner-access/accounts.yaml')
const server = serving(description, '--mode', 'stateful', '--auth', 'enforced')
const payment = { iban: 'DE89370400440532013000', amount: 5 }

let bearer = { authorization: '' }
beforeAll(async () => {
  const { id, secret } = await server.json([
    'auth',
    'issue',
    'Partner',
    '--id',
    'partner',
    '--scope',
    'accounts:read'
  ])
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' }
  const { body } = await server.ask('POST', '/oauth/token', 'grant_type=client_credentials', form)
  bearer = { authorization: `Bearer ${body.access_token}` }
})

describe('sdb trace get tells a newcomer why', () => {
  test('a 403: the credential lacks a scope', async () => {
    const { status, trace } = await server.ask('POST', '/payments', payment, bearer)
    expect(status).toBe(403)
    const printed = await text('trace', 'get', trace)
    expect(printed).toContain(
      '\n  why: The client partner may not do this: it needs the scope payments:write, and the credential that was sent carries only accounts:read.\n'
    )
    expect(printed).toMatch(/^POST \/payments -> 403\n/)
    expect(await text('trace', 'explain', trace)).toBe(
      'POST /payments -> 403\n' +
        'The client partner may not do this: it needs the scope payments:write, and the credential that was sent carries only accounts:read.\n' +
        '  Let a client do this with: sdb auth issue <label> --scope accounts:read --scope payments:write\n'
    )
  })

  test('a 403: a policy forbids it', async () => {
    const file = join(server.folder, 'closed.policy.yaml')
    writeFileSync(
      file,
      'name: closed\nrules:\n  - name: no-accounts\n    match: { path: /accounts }\n    deny: { reason: Accounts are closed for the night. }\n'
    )
    await text('policy', 'attach', file)
    const { status, trace } = await server.ask('GET', '/accounts', undefined, bearer)
    await text('policy', 'detach', 'closed')
    expect(status).toBe(403)
    expect(await text('trace', 'get', trace)).toContain(
      "\n  why: The rule 'no-accounts' of the policy 'closed' forbids it (deny): Accounts are closed for the night.\n"
    )
    expect(await text('trace', 'explain', trace)).toContain('sdb policy detach closed')
  })

  test('a 401: nothing was sent, or what was sent was not taken', async () => {
    const none = await server.ask('GET', '/accounts')
    expect(none.status).toBe(401)
    expect(await text('trace', 'get', none.trace)).toContain(
      '\n  why: No credential was sent that could be taken. This needs a credential: a bearer token (oauth).\n'
    )
    const wrong = await server.ask('GET', '/accounts', undefined, { authorization: 'Bearer nobody' })
    expect(wrong.status).toBe(401)
    expect(await text('trace', 'get', wrong.trace)).toContain(
      '\n  why: The credential that was sent for oauth was not taken: this sandbox did not issue it.\n'
    )
    expect(await text('trace', 'explain', wrong.trace)).toContain('sdb auth issue')
  })

  test('what was not refused says so; `last` is the last request', async () => {
    const { trace } = await server.ask('GET', '/accounts', undefined, bearer)
    expect(await text('trace', 'explain', 'last')).toBe('GET /accounts -> 200\nNothing was refused.\n')
    expect((await server.json(['trace', 'get', 'last'])).id).toBe(trace)
  })

  test.each(['get', 'explain', 'replay'])('%s of one that is not kept is refused', async (command) => {
    const { code, out, err } = await sdb('trace', command, 'tr_0_1')
    expect([code, out, err]).toEqual([exitCodes.usage, '', expect.stringContaining('sdb trace list shows')])
  })
})

describe('sdb trace list', () => {
  test('shows when, what, what came of it, who and why; filters choose', async () => {
    await server.ask('POST', '/payments', payment, bearer)
    expect(await text('trace', 'list', '--status', '403')).toMatch(
      /^tr_\w+ +2026-01-01T00:00:00Z +POST \/payments +403 +partner +authorise: The credential does not carry/m
    )
    const { items } = await server.json(['trace', 'list', '--operation', '/payments', '--limit', '1'])
    expect(items).toMatchObject([{ operation: 'POST /payments', status: 403 }])
    expect(
      (await server.json(['trace', 'list', '--client', 'partner', '--status', '2xx', '--text', 'accounts']))
        .items
    ).not.toEqual([])
    expect((await server.json(['trace', 'list', '--since', items[0].id])).items).toEqual([])
    expect(await text('trace', 'list', '--since', '2027-01-01T00:00:00Z')).toBe('No traces.\n')
    for (const command of ['list', 'tail'])
      expect(await sdb('trace', command, '--since', 'tr_nope')).toMatchObject({
        code: exitCodes.usage,
        err: expect.stringContaining("There is no trace 'tr_nope' in this sandbox")
      })
    for (const since of ['yesterday', '2027-01-01', '2027-01-01T00:00:00', '2027-13-01T00:00:00Z'])
      expect((await sdb('trace', 'list', '--since', since)).err).toContain('an instant with a zone')
    expect((await server.json(['trace', 'list', '--kind', 'control'])).items).not.toEqual([])
  })

  test.each([
    ['a status that is none', ['--status', 'odd']],
    ['a kind that there is not', ['--kind', 'odd']],
    ['a limit that is none', ['--limit', '0']]
  ])('%s is refused', async (_, options) => {
    expect((await sdb('trace', 'list', ...options)).code).toBe(exitCodes.usage)
  })
})

describe('sdb trace tail', () => {
  test('prints what happens while it happens, until SIGINT', async () => {
    const tail = startSdb('trace', 'tail', '--status', '4xx', '--limit', '1')
    await tail.until(/tr_\w+/)
    await server.ask('GET', '/accounts', undefined, bearer)
    const { trace } = await server.ask('GET', '/nowhere', undefined, bearer)
    const [printed] = await tail.until(
      new RegExp(`^[^]*^${trace} {2}GET /nowhere {2}404 {2}match: .*\\n`, 'm')
    )
    expect(printed).not.toContain('GET /accounts  200')
    expect(await tail.end('SIGINT')).toBe(exitCodes.ok)
  })

  test('as JSON each line is a record', async () => {
    const tail = startSdb('trace', 'tail', '--output', 'json', '--limit', '2')
    const [lines] = await tail.until(/^(\{.*\}\n){2}/)
    for (const line of lines.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ version: 1 })
    const { trace } = await server.ask('GET', '/nowhere')
    await tail.until(new RegExp(`^\\{"version":1,"id":"${trace}",.*\\}$`, 'm'))
    expect(await tail.end('SIGTERM')).toBe(exitCodes.ok)
  })

  test('ends where its reader does', async () => {
    const [node, ...args] = sdbCommand('trace', 'tail', '--limit', '5')
    const shown = [node!, ...args].map((word) => `'${word}'`).join(' ')
    const busy = again(() => server.ask('GET', '/nowhere'))
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', `${shown} | head -n 1`], {
      timeout: 30_000
    }).finally(() => clearInterval(busy))
    expect([stderr, stdout.trim().split('\n').length]).toEqual(['', 1])
  })

  test('of a server that ends it ends with 3 and says so', async () => {
    const other = startSdb('serve', description, '--port', '0')
    const [, url] = await other.until(/Listening on (http:\S+)/)
    await other.until(/Control plane on/)
    const tail = startSdb('trace', 'tail', '--server', url!)
    await fetch(`${url}/accounts`)
    await tail.until(/GET \/accounts/)
    await other.end('SIGTERM')
    await tail.until(/error The server at http:\S+ (has ended|cannot be reached)/)
    await vi.waitFor(() => expect(tail.process.exitCode).toBe(exitCodes.unusable), { timeout: 10_000 })
  })
})

/** Asks again and again: what writes to a pipe that nobody reads notices when it writes. */
function again(action: () => Promise<unknown>): NodeJS.Timeout {
  return setInterval(() => void action().catch(() => {}), 100)
}

test.each([
  ['without a terminal', {}, false],
  ['with NO_COLOR', { NO_COLOR: '1' }, false],
  ['where colours are asked for', { FORCE_COLOR: '1' }, true]
])('%s: colours', (_, env, coloured) => {
  const [node, ...args] = sdbCommand('status')
  const plain = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env }
  const { stdout } = spawnSync(node!, args, { encoding: 'utf8', env: plain })
  expect(stdout).toContain('Listening on')
  expect(stdout.includes('\u001b')).toBe(coloured)
  // Nothing but colours.
  // oxlint-disable-next-line no-control-regex
  expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(controls)
})

describe('sdb trace export', () => {
  test.each([
    [
      'jsonl',
      (out: string) =>
        out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).version)[0] === 1
    ],
    ['har', (out: string) => JSON.parse(out).log.version === '1.2'],
    ['otlp', (out: string) => JSON.parse(out).resourceSpans.length === 1]
  ])('%s, to standard output and to a file', async (format, isIt) => {
    expect(await text('trace', 'export', '--format', format)).toSatisfy(isIt)
    const file = join(server.folder, `x.${format}`)
    expect(await text('trace', 'export', '--format', format, '-o', file)).toBe(`Wrote traces to ${file}.\n`)
    expect(readFileSync(file, 'utf8')).toSatisfy(isIt)
  })

  test('a file that cannot be written ends with 3', async () => {
    const { code, err } = await sdb('trace', 'export', '-o', join(description, 'x.jsonl'))
    expect([code, err]).toEqual([exitCodes.unusable, expect.stringContaining('Cannot write')])
  })
})
