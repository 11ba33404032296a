import { afterAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Issue } from '@sandbed/core'
import { loadText } from '@sandbed/node'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('descriptions without faults end with 0', () => {
  test.each(['petstore.yaml', 'bank-payments.yaml', 'todo.json', 'every-feature-3.1.yaml'])(
    '%s',
    async (name) => {
      const { code, out, err } = await sdb('check', descriptionPath(name))
      expect([code, err]).toEqual([exitCodes.ok, ''])
      expect(out).toMatch(/: (?:no issues|\d+ (?:warning|note)s?(?:, \d+ notes?)?)\n$/)
    }
  )
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

describe('faults against the OpenAPI schema stand at the line of the member, in YAML and in JSON', () => {
  const yaml = `openapi: 3.0.3
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      descripton: All things.
      deprecated: "yes"
      requestbody: {}
      responses: { '200': { $ref: '#/components/responses/Things' } }
    put:
      responses: { '200': { $ref: '#/components/responses/Things' } }
components:
  responses:
    Things:
      description: Things.
      content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
  schemas:
    Thing:
      type: object
      require: [total]
      properties:
        total:
          type: number
          minimum: 'one'
`
  test.each(['yaml', 'json'])('%s', async (format) => {
    const path = join(folder, `faults.${format}`)
    const text = format === 'yaml' ? yaml : JSON.stringify((await loadText(yaml)).document, null, 2)
    writeFileSync(path, text)
    const { code, out } = await sdb('check', path, '--output', 'json')
    expect(code).toBe(exitCodes.faulty)
    const { issues } = JSON.parse(out) as { issues: Issue[] }
    const lines = text.split('\n')
    const places = issues.map(({ line, pointer }) => [pointer.split('/').at(-1), lines[line! - 1]!.trim()])
    expect(places).toEqual([
      ['descripton', expect.stringContaining('descripton')],
      ['deprecated', expect.stringContaining('deprecated')],
      ['requestbody', expect.stringContaining('requestbody')],
      ['require', expect.stringContaining('require')],
      ['minimum', expect.stringContaining('minimum')]
    ])
  })
})

async function issuesOf(name: string, text: string, ...options: string[]): Promise<Issue[]> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const { out } = await sdb('check', path, '--output', 'json', ...options)
  return (JSON.parse(out) as { issues: Issue[] }).issues
}

const head = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths:\n'

test('a reference that leads nowhere comes with the nearest one that leads somewhere', async () => {
  const text = `${head}  /a:
    get:
      responses:
        '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/BooksPage' } } } }
        '404': { $ref: '#/components/responses/NotFund' }
components:
  schemas: { BookPage: { type: object } }
  responses: { NotFound: { description: None. } }
`
  expect(await issuesOf('nearest.yaml', text)).toMatchObject([
    { code: 'schema-ref-not-found', hint: 'Did you mean #/components/schemas/BookPage?' },
    { code: 'ref-not-found', hint: 'Did you mean #/components/responses/NotFound?' }
  ])
})

test('a reference to a file that is missing is reported once', async () => {
  const text = `${head}  /a:
    get:
      responses:
        '200': { description: Ok., content: { application/json: { schema: { $ref: ./nowhere.yaml } } } }
`
  expect(await issuesOf('lost.yaml', text)).toMatchObject([
    { code: 'ref-not-found', message: expect.stringContaining('nowhere.yaml') }
  ])
})

test('a path parameter that no operation declares is one issue for the path', async () => {
  const operation = "{ responses: { '204': { description: None. } } }"
  const text = `${head}  /a/{id}:\n    get: ${operation}\n    put: ${operation}\n    delete: ${operation}\n  /b/{id}:\n    get: ${operation}\n`
  const issues = await issuesOf('undeclared.yaml', text)
  expect(issues.map(({ code, line }) => [code, line])).toEqual([
    ['path-parameter-undeclared', 5],
    ['path-parameter-undeclared', 9]
  ])
  expect(issues[0]!.message).toMatch(/The same in (?:PUT, DELETE|DELETE, PUT)\.$/)
})

test('--strict ends with 1 for warnings', async () => {
  const path = descriptionPath('broken/duplicate-operation-id.yaml')
  expect((await sdb('check', path)).code).toBe(exitCodes.ok)
  expect((await sdb('check', path, '--strict')).code).toBe(exitCodes.faulty)
  expect((await sdb('check', descriptionPath('petstore.yaml'), '--strict')).code).toBe(exitCodes.ok)
})

test('a fault that Sandbed knows by itself is not repeated by the OpenAPI schema', async () => {
  const text = 'openapi: 3.0.3\ninfo: { title: T, version: 1.0 }\npaths: {}\n'
  expect((await issuesOf('version.yaml', text)).map(({ code }) => code)).toEqual(['info-incomplete'])
})
