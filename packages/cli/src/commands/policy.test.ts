import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '@sandbed/node'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-policies-'))
afterAll(() => rmSync(folder, { recursive: true }))
const shop = descriptionPath('shop.yaml')
const petstore = descriptionPath('petstore.yaml')

test.each(['read-only', 'no-deletes', 'rate-limited', 'redact-personal-data', 'orders-only'])(
  'the starter %s is a policy that has no faults',
  async (starter) => {
    const file = join(folder, `${starter}.yaml`)
    const { code, out, err } = await sdb('policy', 'create', starter, shop, '-o', file)
    expect([code, err]).toEqual([exitCodes.ok, ''])
    expect(out).toContain(`sdb serve ${shop} --policy ${file}`)
    const checked = await sdb('policy', 'check', shop, '--policy', file, '--strict')
    expect([checked.code, checked.out]).toEqual([exitCodes.ok, `${file}: no issues\n`])
    expect(load(readFileSync(file, 'utf8'))).toMatchObject({
      format: 'sandbed-policy',
      version: 1,
      name: starter
    })
    const again = await sdb('policy', 'create', starter, shop, '-o', file)
    expect(again.code).toBe(exitCodes.usage)
    await createSandbox(shop, { policies: [file] })
  }
)

test('a word and -only lets reads pass, and what is about that', async () => {
  const { out } = await sdb('policy', 'create', 'orders-only', shop)
  const sandbox = await createSandbox(shop, { mode: 'stateful', policies: [load(out) as object] })
  for (const { key, method } of sandbox.operations) {
    const { status } = sandbox.handle(sandbox.sampleRequest(key))
    expect([key, status === 403]).toEqual([key, method !== 'GET' && !/order/i.test(key)])
  }
})

test('a starter that there is not is a mistake on the command line', async () => {
  const none = await sdb('policy', 'create', 'dragons-only', petstore)
  expect([none.code, none.err]).toEqual([
    exitCodes.usage,
    expect.stringContaining("No operation is about 'dragons'")
  ])
  const unknown = await sdb('policy', 'create', 'everything', petstore)
  expect(unknown.err).toContain('read-only, <word>-only, no-deletes, rate-limited, redact-personal-data')
})

test('as JSON the policy is the object, and a file called so is JSON', async () => {
  const { out } = await sdb('policy', 'create', 'read-only', petstore, '--output', 'json')
  const file = join(folder, 'read-only.json')
  const written = await sdb('policy', 'create', 'read-only', petstore, '-o', file, '--output', 'json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(out))
  expect(JSON.parse(written.out)).toEqual({ out: file, policy: JSON.parse(out) as object })
})

test('what is wrong has lines, and ends with 1', async () => {
  const file = join(folder, 'wrong.yaml')
  writeFileSync(file, 'name: wrong\nrules:\n  - name: a\n    match: { operation: listPet }\n    deny: true\n')
  const doubtful = await sdb('policy', 'check', petstore, '--policy', file)
  expect([doubtful.code, doubtful.out]).toEqual([
    exitCodes.ok,
    expect.stringMatching(/wrong\.yaml:4:25 .*policy-unknown/)
  ])
  expect(doubtful.out).toContain('Did you mean `listPets`?')
  expect((await sdb('policy', 'check', petstore, '--policy', file, '--strict')).code).toBe(exitCodes.faulty)
  writeFileSync(
    file,
    'name: wrong\nrules:\n  - name: a\n    match: { when: "=request.body.amount <" }\n    deny: true\n'
  )
  const wrong = await sdb('policy', 'check', petstore, '--policy', file, '--output', 'json')
  expect(wrong.code).toBe(exitCodes.faulty)
  expect(JSON.parse(wrong.out)).toMatchObject({
    policies: [file],
    issues: [{ code: 'policy-invalid', severity: 'error', file, line: 4, pointer: '/rules/0/match/when' }]
  })
  const missing = await sdb('policy', 'check', petstore, '--policy', join(folder, 'none.yaml'))
  expect([missing.code, existsSync(join(folder, 'none.yaml'))]).toEqual([exitCodes.unusable, false])
})
