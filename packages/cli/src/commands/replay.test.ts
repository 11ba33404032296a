import { beforeAll, describe, expect, test, vi } from 'vitest'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sdb, startSdb } from '../../test/run.js'
import { examplePath, serving, text } from '../../test/running.js'
import { exitCodes } from '../exit-codes.js'

const description = examplePath('payments/payments.yaml')
const pack = examplePath('payments/payments.pack.yaml')
const server = serving(description, '--pack', pack, '--mode', 'stateful', '--seed', 'incident')
const recording = join(server.folder, 'incident.jsonl')
const scenario = join(server.folder, 'incident.scenario.json')

beforeAll(async () => {
  const { body } = await server.ask('POST', '/payments', {
    amount: 5000,
    currency: 'EUR',
    customer_id: 'cus_aaaaaaaaaaaa'
  })
  await text('advance', '1d')
  await server.ask('POST', `/payments/${body.id}/capture`)
  await server.ask('POST', '/payments', { amount: 4002, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' })
  await text('trace', 'export', '-o', recording)
  await text('trace', 'save-scenario', 'last', '--name', 'declined', '-o', scenario)
})

describe('sdb replay', () => {
  test('a scenario file says itself how its sandbox was made; equal ends with 0', async () => {
    expect(JSON.parse(readFileSync(scenario, 'utf8'))).toMatchObject({
      format: 'sandbed-recording',
      name: 'declined',
      options: { seed: 'incident', mode: 'stateful' }
    })
    const printed = await text('replay', description, scenario, '--pack', pack)
    expect(printed).toMatch(/^equal: \d records came to the same\.\n/)
  })

  test('traces as JSON lines replay with the options that were in use', async () => {
    await text('replay', description, recording, '--pack', pack, '--seed', 'incident')
    const other = ['replay', description, recording, '--pack', pack]
    const { code, err } = await sdb(...other)
    expect([code, err]).toEqual([exitCodes.unusable, expect.stringContaining('another seed')])
    expect((await server.json([...other, '--state', 'start'], exitCodes.faulty)).equal).toBe(false)
  })

  test('a changed pack is different: it ends with 1 and tells the first difference, and why', async () => {
    const changed = join(server.folder, 'changed.pack.yaml')
    writeFileSync(
      changed,
      readFileSync(pack, 'utf8').replace('request.body.amount == 4002', 'request.body.amount == 4003')
    )
    const { code, out } = await sdb('replay', description, scenario, '--pack', changed)
    expect(code).toBe(exitCodes.faulty)
    expect(out).toMatch(
      /^different: \d+ differences? in \d records\.\ntr_\w+ POST \/payments {2}\/status\n {2}recorded {2}402\n {2}replayed {2}201\n/
    )
    const saved = join(server.folder, 'accepted.scenario.json')
    const again = ['replay', description, scenario, '--pack', changed, '--save', saved]
    const report = await server.json(again, exitCodes.faulty)
    expect(await text('replay', description, saved, '--pack', changed)).toMatch(/^equal: /)
    expect(JSON.parse(readFileSync(saved, 'utf8')).name).toBe('accepted')
    expect(report).toMatchObject({ equal: false, first: { path: '/status', recorded: 402, replayed: 201 } })
  })

  test('what was recorded with a policy names it, and is repeated with --policy', async () => {
    const policy = examplePath('payments/agent.policy.yaml')
    const guarded = startSdb('serve', description, '--port', '0', '--seed', 'incident', '--policy', policy)
    const recorded = join(server.folder, 'guarded.jsonl')
    try {
      const [, url] = await guarded.until(/Listening on (http:\/\/127\.0\.0\.1:\d+)/)
      await guarded.until(/Control plane on/)
      await fetch(`${url}/payments`, { headers: { authorization: 'Bearer x' } })
      await text('trace', 'export', '-o', recorded, '--server', url!)
    } finally {
      await guarded.end('SIGTERM')
    }
    const replayed = ['replay', description, recorded, '--seed', 'incident', '--mode', 'static']
    const { code, out } = await sdb(...replayed)
    expect([code, out]).toEqual([
      exitCodes.faulty,
      expect.stringMatching(/It was recorded with the policy 'agent'.* Give it with --policy\.\n$/)
    ])
    expect(await text(...replayed, '--policy', policy)).toMatch(/^equal: /)
  })

  test.each([
    ['a recording that is not there', [description, 'nowhere.jsonl'], /There is no file .*nowhere\.jsonl/],
    [
      'a description that is not there',
      ['nowhere.yaml', 'nowhere.jsonl'],
      /There is no file .*nowhere\.yaml/
    ],
    ['a file that is no recording', [description, description], /record|line|JSON/i]
  ])('%s ends with 3', async (_, args, message) => {
    const { code, out, err } = await sdb('replay', ...args)
    expect([code, out, err]).toEqual([exitCodes.unusable, '', expect.stringMatching(message)])
  })
})

describe('sdb trace replay', () => {
  test('does a request again beside the sandbox, which stays as it is', async () => {
    const before = await server.json(['status'])
    expect(await text('trace', 'replay', 'last')).toMatch(/^equal: 1 record came to the same\.\n/)
    expect((await server.json(['status'])).state).toEqual(before.state)
  })

  test('on another state it may come to something else, which ends with 1', async () => {
    const { items } = await server.json(['trace', 'list', '--operation', '/capture'])
    const { code, out } = await sdb('trace', 'replay', items[0].id, '--state', 'now')
    expect([code, out]).toEqual([exitCodes.faulty, expect.stringContaining('different: ')])
  })
})

describe('sdb trace save-scenario', () => {
  test('writes nothing and ends with 1 where the server comes to something else, unless it is forced', async () => {
    const out = join(server.folder, 'different.scenario.json')
    const save = ['trace', 'save-scenario', 'last', '-o', out]
    const send = globalThis.fetch
    // A server whose replay comes to another status.
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      const response = await send(url, init)
      if (!String(url).includes(':replay')) return response
      const report = (await response.json()) as { readonly records: readonly { readonly id: string }[] }
      const { id } = report.records.at(-1)!
      const first = {
        trace: id,
        seq: 1,
        operation: null,
        path: '/status',
        recorded: 402,
        replayed: 201,
        decision: null
      }
      return Response.json({ ...report, equal: false, first, differences: [first] })
    })
    try {
      const { code, out: printed } = await sdb(...save)
      expect([code, printed]).toEqual([
        exitCodes.faulty,
        expect.stringMatching(/^Nothing was written .*--force\.\ndifferent: 1 difference /)
      ])
      expect(await server.json(save, exitCodes.faulty)).toMatchObject({ out: null, equal: false })
      expect(existsSync(out)).toBe(false)
      expect(await text(...save, '--force')).toMatch(/^Wrote \d records to .*\ndifferent: 1 difference /)
      expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ format: 'sandbed-recording' })
    } finally {
      spy.mockRestore()
    }
  })
})
