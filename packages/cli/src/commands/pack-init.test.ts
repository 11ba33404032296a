import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { SimulationPack } from '@sandbed/core'
import { loadDescription, loadText } from '@sandbed/node'
import { controls, descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'
import { exampleMarker, packSchema } from '../pack/print-pack.js'
import { startingPack } from '../pack/starting-pack.js'
import { trialOn } from '../pack/trial.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-pack-init-'))
afterAll(() => rmSync(folder, { recursive: true }))
const bank = descriptionPath('bank-payments.yaml')

const withExamples = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith(exampleMarker) ? line.slice(exampleMarker.length) : line))
    .join('\n')
const parse = async (text: string): Promise<SimulationPack> =>
  (await loadText(text)).document as SimulationPack

test('it goes to the file that is named, and says what to do with it', async () => {
  const file = join(folder, 'made', 'bank.pack.yaml')
  const { code, out, err } = await sdb('pack', 'init', bank, '-o', file)
  expect([code, err]).toEqual([exitCodes.ok, ''])
  expect(out).toMatch(/^Wrote .*bank\.pack\.yaml: \d+ transitions, \d+ commented examples\n/)
  expect(out).toContain(`sdb pack check ${bank} --pack ${file}`)
  expect(readFileSync(file, 'utf8')).toBe((await sdb('pack', 'init', bank)).out)
})

test('it begins with where its schema is, for editors', async () => {
  const { out } = await sdb('pack', 'init', bank)
  const schema = new URL('../../../core/schemas/pack.schema.json', import.meta.url)
  expect((JSON.parse(readFileSync(schema, 'utf8')) as { $id: string }).$id).toBe(packSchema)
  expect(out).toMatch(`# yaml-language-server: $schema=${packSchema}\n`)
})

test('a file that is there is left alone, unless it is forced', async () => {
  const file = join(folder, 'there.yaml')
  writeFileSync(file, 'mine')
  const { code, out, err } = await sdb('pack', 'init', bank, '-o', file)
  expect([code, out]).toEqual([exitCodes.usage, ''])
  expect(err).toMatch(/There is a file .*there\.yaml already\..*--force/)
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect((await sdb('pack', 'init', bank, '-o', file, '--force')).code).toBe(exitCodes.ok)
  expect(readFileSync(file, 'utf8')).toContain('format: sandbed-pack')
})

test('a place that cannot be written is an error that names it', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, err } = await sdb('pack', 'init', bank, '-o', join(folder, 'file', 'bank.yaml'))
  expect(code).toBe(exitCodes.unusable)
  expect(err).toContain(join('file', 'bank.yaml'))
})

test('JSON has no comments, so a name that ends with .json is refused', async () => {
  const { code, err } = await sdb('pack', 'init', bank, '-o', join(folder, 'bank.json'))
  expect(code).toBe(exitCodes.usage)
  expect(err).toMatch(/Name the file .*bank\.yaml/)
  expect(existsSync(join(folder, 'bank.json'))).toBe(false)
})

test('with --output json the report is one document', async () => {
  const file = join(folder, 'reported.yaml')
  const { out } = await sdb('pack', 'init', bank, '-o', file, '--output', 'json')
  expect(JSON.parse(out)).toEqual({
    out: file,
    transitions: expect.any(Number),
    examples: expect.any(Number),
    guesses: expect.any(Number)
  })
})

test('the actions of the API are transitions, with the operation and the reason; alike words have the noun behind them', async () => {
  const { transitions = {} } = await parse((await sdb('pack', 'init', bank)).out)
  expect(transitions).toMatchObject({
    authorize: { resource: 'payments', from: 'created', to: 'authorized', on: 'authorizePayment' },
    'cancel-payment': { resource: 'payments', from: ['created', 'authorized'], to: 'canceled' },
    'cancel-payout': { resource: 'payouts', from: 'pending', to: 'canceled', on: 'cancelPayout' },
    'payment-expired': { resource: 'payments', from: 'created', to: 'expired' }
  })
  const { out } = await sdb('pack', 'init', bank)
  expect(out).toMatch(
    /# POST \/payments\/\{payment_id\}\/authorize \(0\.90: `authorize` leads to\n? .*\n(?:.*\n){0,2} {2}authorize:\n/
  )
})

test('what is uncertain is told, with what to write where it is wrong', async () => {
  const { out } = await sdb('pack', 'init', descriptionPath('shop.yaml'))
  expect(out).toMatch(/^ {2}# uncertain \(0\.\d\d\), correct it here: /m)
  const { resources = {}, operations = {} } = await parse(withExamples(out))
  expect(Object.keys({ ...resources, ...operations }).length).toBeGreaterThan(1)
})

test('every kind of thing has an example with the names of the API', async () => {
  const pack = await parse(withExamples((await sdb('pack', 'init', bank)).out))
  expect(pack).toMatchObject({
    resources: { payments: { seed: [{ id: expect.any(String), status: expect.any(String) }] } },
    timers: { 'payment-expired-by-itself': { resource: 'payments', do: { transition: 'payment-expired' } } },
    scenarios: { 'old-payment': { steps: [{ insert: { resource: 'payments' } }, {}, {}] } },
    faults: { unavailable: { operation: 'createPayment', status: 503 } },
    responses: [{ operation: 'createPayment', when: expect.stringMatching(/^=request\.body\./) }],
    webhooks: { endpoints: [{ events: ['payment.*'] }] }
  })
})

const specs = fileURLToPath(new URL('../../../../../shared/specs/', import.meta.url))
const own = globSync('{*,zoo/*}.{yaml,json}', { cwd: descriptionPath('') }).toSorted()
const others = existsSync(specs)
  ? globSync('*.{yaml,json}', { cwd: specs }).filter((name) => name !== 'manifest.json')
  : []

describe.each([
  ...own.map((name) => [name, descriptionPath(name)]),
  ...others.map((name) => [name, join(specs, name)])
])('of %s', async (_, path) => {
  const trial = trialOn(await loadDescription(path!))
  const { text } = startingPack(trial)

  test('nothing is wrong with what is in force, and nothing more than notes comes of it', async () => {
    expect(trial.issues(await parse(text)).filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test('nothing is wrong with it when every example is in force, and its scenarios can be applied', async () => {
    const pack = await parse(withExamples(text))
    expect(trial.issues(pack).filter(({ severity }) => severity !== 'info')).toEqual([])
    const sandbox = trial.sandbox(pack)
    for (const { name } of sandbox.scenarios) {
      const { advanced } = sandbox.apply(name)
      expect(advanced?.failures ?? []).toEqual([])
    }
  })

  test('nor with one example alone', async () => {
    const lines = text.split('\n')
    const sections = lines.flatMap((line, index) => (/^#! \w+:/.test(line) ? [index] : []))
    for (const start of sections) {
      const end = lines.findIndex((line, index) => index > start && line === '')
      const some = lines.map((line, index) => (index >= start && index < end ? withExamples(line) : line))
      const issues = trial.issues(await parse(some.join('\n')))
      expect([lines[start], issues.filter(({ severity }) => severity !== 'info')]).toEqual([lines[start], []])
    }
  })

  test('it can be read in one sitting', () => {
    expect(text.split('\n').length).toBeLessThan(450)
    expect(text).not.toMatch(controls)
  })
})

test.skipIf(others.length > 0)('packs of real descriptions (skipped: there are none here)', () => {})

test('text from a description can neither end a comment nor be taken for a part of the pack', async () => {
  const hostile = 'paid\u2028evil: true\r\nevil: true\u0085evil: true\n#! evil: true'
  const operation = (extra: object): object => ({
    ...extra,
    responses: { '200': { $ref: '#/components/responses/Order' } }
  })
  const path = join(folder, 'hostile.json')
  const state = { type: 'string', enum: ['new', hostile, 'sent'] }
  const schema = {
    type: 'object',
    properties: { id: { type: 'string' }, status: state, [hostile]: { type: 'string' } }
  }
  writeFileSync(
    path,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: hostile, version: hostile },
      paths: {
        '/orders': { post: operation({ operationId: hostile }) },
        '/orders/{id}': { get: operation({ parameters: [{ $ref: '#/components/parameters/id' }] }) },
        '/orders/{id}/pay': {
          post: operation({
            parameters: [{ $ref: '#/components/parameters/id' }],
            'x-sandbed': { does: 'action', resource: 'orders', to: hostile }
          })
        }
      },
      components: {
        parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
        responses: { Order: { description: hostile, content: { 'application/json': { schema } } } }
      }
    })
  )
  const { code, out } = await sdb('pack', 'init', path)
  expect(code).toBe(exitCodes.ok)
  expect(out).not.toMatch(controls)
  expect(out).not.toMatch(/[\u0085\u2028\r]/)
  for (const text of [out, withExamples(out)]) {
    const pack = await parse(text)
    expect(Object.keys(pack)).not.toContain('evil')
    expect(pack.transitions).toMatchObject({ pay: { resource: 'orders', to: hostile } })
  }
})
