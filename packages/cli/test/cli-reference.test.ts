// The JSON objects that the reference shows are those that the commands print, one after the other, against a running server. `-u` writes them into the page.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { examplePath, serving, type KnownJson } from './running.js'

const page = fileURLToPath(new URL('../../../docs/reference/cli.md', import.meta.url))
const description = examplePath('payments/payments.yaml')
const pack = examplePath('payments/payments.pack.yaml')
const server = serving(description, '--pack', pack, '--mode', 'stateful', '--allow-loopback')

const policy = {
  name: 'no-refunds',
  description: 'Nobody refunds anything.',
  rules: [{ name: 'refunds', match: { operation: 'createRefund' }, deny: { reason: 'Ask the back office.' } }]
}

test('docs/reference/cli.md', async () => {
  const shown: { [name: string]: unknown } = {}
  const show = async (name: string, ...args: readonly string[]): Promise<KnownJson> => {
    const value = await server.json([...name.split(' '), ...args])
    shown[name] = value
    return value
  }
  const file = (name: string): string => join(server.folder, name)
  writeFileSync(file('no-refunds.policy.json'), JSON.stringify(policy))

  await show('snapshot save', '--label', 'before checkout')
  await show('snapshot list')
  await show('snapshot get', 'before checkout', '-o', file('before.snapshot.json'))
  const paid = { amount: 5000, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' }
  await server.ask('POST', '/payments', paid)
  await show('status')
  await show('trace get', 'last')
  await show('trace list')
  await show('trace replay', 'last')
  await show('trace export', '-o', file('incident.jsonl'))
  await show('trace save-scenario', 'last', '-o', file('payment.scenario.json'))
  await show('replay', description, file('payment.scenario.json'), '--pack', pack)
  await show('sandbox fork', 'what-if')
  await show('sandbox list')
  await show('sandbox delete', 'what-if')
  const added = await show('webhook add', 'http://127.0.0.1:1/hooks', '--event', 'payment.*')
  await show('webhook list')
  await show('webhook rotate', added.id)
  await show('advance', '7d')
  await show('diff', '--since', 'before checkout')
  const [delivery] = (await show('webhook deliveries')).items
  await show('webhook redeliver', delivery.id)
  await show('webhook remove', added.id)
  await show('restore', 'before checkout')
  await show('reset')
  await show('snapshot delete', 'before checkout')
  await show('apply', 'disputed', '--param', 'amount=100')
  await show('auth issue', 'Partner', '--scope', 'payments:read')
  await show('auth list')
  await show('auth rotate', 'client_1', '--overlap', '1h')
  await show('auth revoke', 'client_1')
  await show('policy attach', file('no-refunds.policy.json'))
  await show('policy list')
  await server.ask('POST', '/refunds', { payment_id: 'pay_1', amount: 1 })
  await show('trace explain', 'last')
  await show('policy detach', 'no-refunds')

  const text = readFileSync(page, 'utf8')
  const names: string[] = [...text.matchAll(/<!-- json: (.*?) -->/g)].map((found) => found[1]!)
  expect(names.toSorted()).toEqual(Object.keys(shown).toSorted())
  const filled = text.replaceAll(
    /(<!-- json: (.*?) -->\n\n```json\n)[^`]*(```)/g,
    (_, before: string, name: string, after: string) => `${before}${example(shown[name])}\n${after}`
  )
  const pretty = await format(filled, { ...(await resolveConfig(page)), parser: 'markdown' })
  await expect(pretty).toMatchFileSnapshot(page)
})

/** As JSON, without what is another one every time, and without what is too long to show. */
function example(value: unknown): string {
  return JSON.stringify(value, shortened, 2)
    .replaceAll(server.folder, '.')
    .replaceAll(server.url, 'http://127.0.0.1:4010')
    .replaceAll(/http:\/\/127\.0\.0\.1:(?!4010|1\/)\d+/g, 'http://127.0.0.1:4011')
    .replaceAll(/"pid": \d+/g, '"pid": 4242')
    .replaceAll(/"(sandbed_|whsec_)[^"]+"/g, '"$1..."')
    .replaceAll(/"engine": "[^"]*"/g, '"engine": "0.1.0"')
    .replaceAll(/"([0-9a-f]{16})[0-9a-f]{48}"/g, '"938b68a019588a9f..."')
}

function shortened(name: string, value: KnownJson): unknown {
  if (name === 'headers' && value['content-type'] !== undefined)
    return { 'content-type': value['content-type'] }
  if (!Array.isArray(value)) return value
  // Records and attempts have a form of their own, and are shown once.
  if (name === 'records' || name === 'attempts') return value.slice(0, 0)
  if (name === 'items' && value[0]?.kind !== undefined)
    return value.map(({ version, id, seq, kind }) => ({ version, id, seq, kind }))
  return value
}
