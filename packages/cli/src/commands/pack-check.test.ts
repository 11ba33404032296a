import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Issue } from '@sandbed/core'
import { descriptionPath, sdb, type Outcome } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-pack-check-'))
afterAll(() => rmSync(folder, { recursive: true }))
const shop = descriptionPath('shop.yaml')

const check = (text: string, ...options: string[]): Promise<Outcome> => {
  const file = join(folder, 'shop.pack.yaml')
  writeFileSync(file, text)
  return sdb('pack', 'check', shop, '--pack', file, ...options)
}

const good = `name: shop
transitions:
  pay: { resource: orders, from: new, to: paid, description: The money is there. }
  expire: { resource: orders, from: new, to: cancelled }
timers:
  expiry: { resource: orders, in: 7d, cancel: pay, do: { transition: expire } }
scenarios:
  late:
    description: An order that nobody pays.
    byRequest: true
    parameters: { days: { default: 7 } }
    steps: [{ fault: down }]
faults:
  down: { operation: payOrder, status: 503, count: 2 }
`

test('a sound pack ends with 0, and with what it holds', async () => {
  const { code, out, err } = await check(good)
  expect([code, err]).toEqual([exitCodes.ok, ''])
  expect(out).toMatch(/shop\.pack\.yaml: no issues\n2 transitions, 1 timer, 1 scenario, 1 fault\n/)
  expect(out).toMatch(/^transition +pay +orders: new -> paid +The money is there\.$/m)
  expect(out).toMatch(/^timer +expiry +orders: 7d after create$/m)
  expect(out).toMatch(/^scenario +late +1 step, with days, by request +An order that nobody pays\.$/m)
  expect(out).toMatch(/^fault +down +503, 2 times$/m)
})

test('with --output json it prints one document with the contents', async () => {
  const { code, out } = await check(good, '--output', 'json')
  expect(code).toBe(exitCodes.ok)
  expect(JSON.parse(out)).toMatchObject({
    description: shop,
    pack: expect.stringContaining('shop.pack.yaml'),
    issues: [],
    contents: { name: 'shop', timers: [{ name: 'expiry', does: 'orders: 7d after create' }] }
  })
})

describe('faults have their line, and end with 1', () => {
  test.each([
    ['a name that leads nowhere', 'transitions:\n  pay: { resource: order, to: paid }', 2, /`order`/],
    ['a state that is none', 'transitions:\n  pay:\n    resource: orders\n    to: payed', 4, /never `payed`/],
    ['a member of the wrong form', 'timers:\n  a:\n    in: 1d\n    do: []', 4, /./],
    ['an expression that cannot be', 'responses:\n  - when: =1 +\n    respond: { status: 400 }', 2, /./],
    ['a seed that breaks its schema', 'resources:\n  orders:\n    seed:\n      - { status: odd }', 4, /./]
  ])('%s', async (_, text, line, message) => {
    const { code, out, err } = await check(`${text}\n`)
    expect([code, err]).toEqual([exitCodes.faulty, ''])
    expect(out).toMatch(new RegExp(`^error .*shop\\.pack\\.yaml:${line}:\\d+ [a-z-]+$`, 'm'))
    expect(out).toMatch(new RegExp(`^ {4}> +${line} \\| `, 'm'))
    expect(out).toMatch(message)
    expect(out).toMatch(/shop\.pack\.yaml: \d+ errors?\n$/)
  })
})

test('all faults are told at once, by line', async () => {
  const { out } = await check(
    'transitions:\n  a: { resource: ordrs, to: x }\n  b: { resource: orders, to: odd }\nfaults:\n  c: { operation: nowhere, status: 500 }\n',
    '--output',
    'json'
  )
  const { issues, ...rest } = JSON.parse(out) as { issues: Issue[] }
  expect(issues.map(({ line }) => line)).toEqual([2, 3, 5])
  expect(rest).not.toHaveProperty('contents')
})

test('a release is as good as the description that it was made of', async () => {
  const release = join(folder, 'shop.release.json')
  await sdb('compile', shop, '-o', release)
  const file = join(folder, 'of-release.yaml')
  writeFileSync(file, good)
  expect((await sdb('pack', 'check', release, '--pack', file)).code).toBe(exitCodes.ok)
  expect((await sdb('pack', 'init', release)).out).toBe((await sdb('pack', 'init', shop)).out)
})

test('--strict ends with 1 for warnings', async () => {
  const text = 'resources:\n  nothings: { creatable: true }\n'
  expect((await check(text)).code).toBe(exitCodes.ok)
  const { code, out } = await check(text, '--strict')
  expect(code).toBe(exitCodes.faulty)
  expect(out).toMatch(/^warning .*shop\.pack\.yaml:2:\d+ /m)
})

test('a pack that cannot be read ends with 3, with the place', async () => {
  const { code, err } = await check('transitions: {\n')
  expect(code).toBe(exitCodes.unusable)
  expect(err).toMatch(/shop\.pack\.yaml:\d+:\d+/)
})

test('the pack has to be named', async () => {
  const { code, err } = await sdb('pack', 'check', shop)
  expect(code).toBe(exitCodes.usage)
  expect(err).toContain("required option '--pack <file>'")
})

test('sdb pack by itself tells what there is', async () => {
  const { code, out, err } = await sdb('pack')
  expect(code).toBe(exitCodes.usage)
  expect(out + err).toMatch(/^ {2}init .*\n[^]*^ {2}check /m)
})
