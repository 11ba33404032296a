import { afterEach, describe, expect, test } from 'vitest'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sdb } from '../../../test/run.js'
import { examplePath, serving, text } from '../../../test/running.js'
import { exitCodes } from '../../exit-codes.js'

const server = serving(
  examplePath('payments/payments.yaml'),
  '--pack',
  examplePath('payments/payments.pack.yaml'),
  '--mode',
  'stateful'
)
const pay = (amount = 5000) =>
  server.ask('POST', '/payments', { amount, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' })
const count = async (): Promise<number> => (await server.ask('GET', '/payments')).body.data.length

afterEach(() => text('reset'))

describe('sdb status', () => {
  test('tells what is served, where, and what is kept', async () => {
    await pay()
    const printed = await text('status')
    expect(printed).toMatch(
      /^Payments 1\.0\.0: 13 operations\nListening on http:\/\/127\.0\.0\.1:\d+, process \d+;/
    )
    expect(printed).toMatch(/^main +http:\/\/127\.0\.0\.1:\d+ +2026-01-01T00:00:00Z +stands still +1 /m)
    expect(printed).toContain('Sandbox main keeps 2 customers, 1 payments.')
    expect(printed).toContain('Scenarios: nsf, expired-card, credit-ladder, disputed')
  })

  test('the server can be named, by its port or its URL', async () => {
    for (const named of [server.url, new URL(server.url).port]) {
      const { server: found } = await server.json(['status', '--server', named])
      expect(found.api).toBe(server.url)
    }
  })
})

describe('sdb snapshot, sdb restore, sdb reset', () => {
  test('what is saved is gone back to, by id and by label', async () => {
    await pay()
    expect(await text('snapshot', 'save', '--label', 'one payment')).toMatch(
      /^Snapshot snap_\d+ of 2026-01-01T00:00:00Z; .*sdb restore snap_\d+\n$/
    )
    await pay()
    expect(await count()).toBe(2)
    expect(await text('restore', 'one payment')).toMatch(/^main is back at snap_\d+\.\n$/)
    expect(await count()).toBe(1)
    await text('reset')
    expect(await count()).toBe(0)
    const { items } = await server.json(['snapshot', 'list'])
    await text('restore', items.at(-1).id)
    expect(await count()).toBe(1)
  })

  test('webhook endpoints go back too, and clients stay, as the help of `sdb restore` says', async () => {
    await text('snapshot', 'save', '--label', 'no endpoints')
    await text('webhook', 'add', 'https://partner.example/hooks')
    const { id } = await server.json(['auth', 'issue', 'Partner', '--all-scopes'])
    await text('restore', 'no endpoints')
    expect((await server.json(['webhook', 'list'])).items).toEqual([])
    expect((await server.json(['auth', 'list'])).items).toMatchObject([{ id, status: 'active' }])
    expect((await sdb('restore', '--help')).out.replaceAll(/\s+/g, ' ')).toContain(
      'webhook endpoints and deliveries. Clients and policies stay.'
    )
  })

  test('`sdb snapshot` alone saves; an unknown word after it is a mistake', async () => {
    expect((await server.json(['snapshot'])).label).toBe('')
    const wrong = await sdb('snapshot', 'lsit')
    expect([wrong.code, wrong.out]).toEqual([exitCodes.usage, ''])
  })

  test('one goes to a file and comes back from it', async () => {
    await pay()
    await text('snapshot', 'save', '--label', 'kept')
    const file = join(server.folder, 'kept.snapshot.json')
    expect(await text('snapshot', 'get', 'kept', '-o', file)).toContain('It holds secrets')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(await text('snapshot', 'get', 'kept')))
    expect(statSync(file).mode & 0o077).toBe(0)
    await text('snapshot', 'delete', 'kept')
    await text('reset')
    await text('restore', '--file', file)
    expect(await count()).toBe(1)
    const saved = await server.json(['snapshot', 'save', '--file', file, '--label', 'again'])
    expect((await server.json(['snapshot', 'list'])).items).toContainEqual(saved)
  })

  test.each([
    [
      'one that there is not',
      ['restore', 'nope'],
      exitCodes.usage,
      /sdb snapshot list shows those that there are/
    ],
    ['none', ['restore'], exitCodes.usage, /Say which snapshot/],
    ['two', ['restore', 'snap_1', '--file', 'x.json'], exitCodes.usage, /Say which snapshot/],
    [
      'a file that is not there',
      ['restore', '--file', 'nowhere.json'],
      exitCodes.unusable,
      /There is no file .*nowhere\.json/
    ],
    [
      'a file that is no snapshot',
      ['restore', '--file', examplePath('payments/payments.yaml')],
      exitCodes.unusable,
      /is not JSON/
    ],
    ['a step up', ['snapshot', 'delete', '..'], exitCodes.usage, /Nothing is called '\.\.'/]
  ])('%s is refused', async (_, command, code, message) => {
    const outcome = await sdb(...command)
    expect([outcome.code, outcome.out]).toEqual([code, ''])
    expect(outcome.err).toMatch(message)
  })

  test('a damaged snapshot is refused', async () => {
    const file = join(server.folder, 'damaged.json')
    writeFileSync(file, '{"format":"sandbed-snapshot"}')
    const { code, err } = await sdb('restore', '--file', file)
    expect([code, err]).toEqual([exitCodes.unusable, expect.stringContaining('snapshot')])
  })
})

describe('sdb sandbox', () => {
  test('a fork goes its own way; commands reach it by its name, requests by its path', async () => {
    await pay()
    expect(await text('sandbox', 'fork', 'what-if')).toBe(
      `what-if goes on from main at ${server.url}/s/what-if\n`
    )
    const body = { amount: 1, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' }
    expect((await server.ask('POST', '/s/what-if/payments', body)).status).toBe(201)
    expect(await count()).toBe(1)
    expect(await text('diff', '--sandbox', 'what-if')).toContain('"amount":1')
    expect(await text('sandbox', 'list')).toMatch(/^what-if /m)
    expect(await text('sandbox', 'delete', 'what-if')).toBe('what-if is gone.\n')
    expect((await sdb('diff', '--sandbox', 'what-if')).err).toContain('sdb sandbox list shows')
  })

  test('it begins at a snapshot where one is named', async () => {
    await text('snapshot', 'save', '--label', 'empty')
    await pay()
    await text('sandbox', 'fork', 'from-before', '--snapshot', 'empty')
    expect((await server.ask('GET', '/s/from-before/payments')).body.data).toEqual([])
    await text('sandbox', 'delete', 'from-before')
  })

  test.each([
    ['a name that is taken', ['sandbox', 'fork', 'main'], /already|taken|exist/i],
    ['the main one', ['sandbox', 'delete', 'main'], /main/],
    ['one that there is not', ['sandbox', 'delete', 'nope'], /sdb sandbox list shows/],
    ['a step up', ['sandbox', 'delete', '..'], /Nothing is called/]
  ])('%s is refused', async (_, command, message) => {
    const { code, err } = await sdb(...command)
    expect([code, err]).toEqual([exitCodes.usage, expect.stringMatching(message)])
  })

  test('a name that cannot be one is refused, with the place', async () => {
    const { code, err } = await sdb('sandbox', 'fork', 'No Such Name')
    expect([code, err]).toEqual([exitCodes.usage, expect.stringContaining('name')])
  })
})

describe('sdb advance and sdb diff', () => {
  test('what becomes due is told, and what that changed', async () => {
    await pay()
    await text('snapshot', 'save', '--label', 'paid')
    const printed = await text('advance', '7d')
    expect(printed).toContain('From 2026-01-01T00:00:00Z to 2026-01-08T00:00:00Z: 1 timer fired, 0 pending.')
    expect(printed).toMatch(/^2026-01-08T00:00:00Z +simulation\.timer +done +tr_/m)
    expect(await text('diff', '--since', 'paid')).toMatch(
      /^~ payments pay_\w+\n {4}\/status {2}"authorized" -> "expired"\n$/
    )
    await text('reset')
    expect(await text('diff')).toBe('Nothing has changed since the beginning.\n')
  })

  test('to an instant, to what is due next, and to the end', async () => {
    expect((await server.json(['advance', '--to', '2026-01-02T00:00:00Z'])).now).toBe(Date.UTC(2026, 0, 2))
    expect((await server.json(['advance', '1000'])).now).toBe(Date.UTC(2026, 0, 2) + 1000)
    await pay()
    expect((await server.json(['advance', '--next'])).firedCount).toBe(1)
    await pay()
    expect((await server.json(['advance', '--drain'])).pending.count).toBe(0)
  })

  test.each([
    ['nothing', ['advance'], exitCodes.usage, /Say how far/],
    ['two', ['advance', '7d', '--next'], exitCodes.usage, /Say how far/],
    ['no span', ['advance', 'soon'], exitCodes.usage, /'soon' is not a span of time/],
    ['the past', ['advance', '--to', '2020-01-01T00:00:00Z'], exitCodes.usage, /back/]
  ])('%s is refused', async (_, command, code, message) => {
    const outcome = await sdb(...command)
    expect([outcome.code, outcome.err]).toEqual([code, expect.stringMatching(message)])
  })
})

describe('sdb apply', () => {
  test('carries out a scenario, with parameters, and tells what there is now', async () => {
    const printed = await text('apply', 'disputed', '--param', 'amount=100', '--param', 'reason=duplicate')
    expect(printed).toMatch(/^Applied disputed\.\n/)
    expect(printed).toMatch(/^dispute +disputes +dis_\w+ +\{.*"reason":"duplicate"/m)
    const { advanced } = await server.json(['apply', 'credit-ladder'])
    expect(advanced.now - advanced.from).toBe(90 * 24 * 3_600_000)
  })

  test.each([
    ['an unknown one', ['apply', 'disputd'], /no scenario 'disputd'.*'disputed'/],
    ['an unknown parameter', ['apply', 'disputed', '--param', 'x=1'], /x/],
    ['one that is no pair', ['apply', 'disputed', '--param', 'amount'], /--param takes name=value/]
  ])('%s is refused', async (_, command, message) => {
    const { code, err } = await sdb(...command)
    expect([code, err]).toEqual([exitCodes.usage, expect.stringMatching(message)])
  })
})
