import { afterAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Issue } from '@sandbed/core'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('descriptions without faults end with 0', () => {
  test.each([
    'petstore.yaml',
    'bank-payments.yaml',
    'todo.json',
    'every-feature-3.0.yaml',
    'every-feature-3.1.yaml'
  ])('%s', async (name) => {
    const { code, out, err } = await sdb('check', descriptionPath(name))
    expect([code, err]).toEqual([exitCodes.ok, ''])
    expect(out).toMatch(/: (?:no issues|\d+ (?:warning|note)s?(?:, \d+ notes?)?)\n$/)
  })
})

describe('the broken descriptions', () => {
  test.each([
    'bad-parameter-in',
    'bad-ref',
    'bad-response-status',
    'bad-type-3.1',
    'duplicate-templates',
    'invalid-pattern',
    'no-paths',
    'openapi-3.2',
    'swagger-2.0'
  ])('%s is an error with a place, and ends with 1', async (name) => {
    const { code, out } = await sdb('check', descriptionPath(`broken/${name}.yaml`))
    expect(code).toBe(exitCodes.faulty)
    expect(out).toMatch(
      new RegExp(`^error .*broken/${name.replace('.', '\\.')}\\.yaml:\\d+:\\d+ [a-z-]+$`, 'm')
    )
    expect(out).toMatch(/^ {4}> +\d+ \| /m)
    expect(out).toMatch(/: \d+ errors?(?:, [^\n]*)?\n$/)
  })

  test.each([
    'circular-ref-only',
    'duplicate-operation-id',
    'undeclared-path-parameter',
    'example-breaks-schema',
    'impossible-schema'
  ])('%s is a warning with a place, and ends with 0: everything can still be served', async (name) => {
    const { code, out } = await sdb('check', descriptionPath(`broken/${name}.yaml`))
    expect(code).toBe(exitCodes.ok)
    expect(out).toMatch(new RegExp(`^warning .*broken/${name}\\.yaml:\\d+:\\d+ [a-z-]+$`, 'm'))
  })

  test.each(['tabs', 'duplicate-key'])('%s cannot be read, and ends with 3', async (name) => {
    const { code, out, err } = await sdb('check', descriptionPath(`broken/${name}.yaml`))
    expect(code).toBe(exitCodes.unusable)
    expect(out + err).toMatch(new RegExp(`broken/${name}\\.yaml:\\d+:\\d+`))
    expect(out + err).toMatch(/^ {4}> +\d+ \| /m)
  })
})

test('with --output json it prints one document: the description and its issues, each with code, severity, pointer and place', async () => {
  const { code, out, err } = await sdb('check', descriptionPath('broken/bad-ref.yaml'), '--output', 'json')
  expect([code, err]).toEqual([exitCodes.faulty, ''])
  const { description, issues } = JSON.parse(out) as { description: string; issues: Issue[] }
  expect(description).toContain('bad-ref.yaml')
  expect(issues).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      code: expect.any(String),
      pointer: expect.stringMatching(/^\//),
      line: expect.any(Number),
      message: expect.any(String)
    })
  )
})

test('a fault is placed in the file it is in, through references', async () => {
  writeFileSync(
    join(folder, 'main.yaml'),
    'openapi: 3.1.0\ninfo: { title: Two files, version: "1" }\npaths:\n  /pets:\n    $ref: ./pets.yaml\n'
  )
  writeFileSync(
    join(folder, 'pets.yaml'),
    "get:\n  responses:\n    '200':\n      description: Pets.\n      content:\n        application/json:\n          schema: { type: lizard }\n"
  )
  const { code, out } = await sdb('check', join(folder, 'main.yaml'))
  expect(code).toBe(exitCodes.faulty)
  expect(out).toMatch(/pets\.yaml:7:\d+/)
  expect(out).toContain('> 7 |           schema: { type: lizard }')
})

test('references out of the folder are refused, and allowed with --root', async () => {
  writeFileSync(join(folder, 'outside.yaml'), "get:\n  responses:\n    '200': { description: Ok. }\n")
  const inner = mkdtempSync(join(folder, 'inner-'))
  const path = join(inner, 'api.yaml')
  writeFileSync(
    path,
    'openapi: 3.1.0\ninfo: { title: Reaching out, version: "1" }\npaths:\n  /a:\n    $ref: ../outside.yaml\n'
  )
  const refused = await sdb('check', path)
  expect(refused.code).toBe(exitCodes.faulty)
  expect(refused.out).toContain('ref-refused')
  expect((await sdb('check', path, '--root', folder)).code).toBe(exitCodes.ok)
})
