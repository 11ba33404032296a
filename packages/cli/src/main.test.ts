import { afterAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controls, descriptionPath, sdb } from '../test/run.js'
import { exitCodes } from './exit-codes.js'
import { version } from './version.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
const petstore = descriptionPath('petstore.yaml')

describe('help', () => {
  test('--version prints the version and nothing else', async () => {
    expect(await sdb('--version')).toEqual({ code: exitCodes.ok, out: `${version}\n`, err: '' })
  })

  test('--help lists the commands, the exit codes and examples', async () => {
    const { code, out } = await sdb('--help')
    expect(code).toBe(exitCodes.ok)
    for (const command of ['serve', 'check', 'compile', 'inspect'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'))
    for (const exit of Object.values(exitCodes)) expect(out).toMatch(new RegExp(`^  ${exit}  `, 'm'))
    expect(out).toContain('$ sdb serve petstore.yaml')
  })

  test.each(['serve', 'check', 'compile', 'inspect', 'pack init', 'pack check'])(
    '%s --help has an example and every option',
    async (command) => {
      const { code, out } = await sdb(...command.split(' '), '--help')
      expect(code).toBe(exitCodes.ok)
      expect(out).toContain(`$ sdb ${command} petstore.yaml`)
      expect(out).toContain('--output <format>')
    }
  )
})

describe('help of commands against a running server', () => {
  const groups = {
    trace: ['tail', 'list', 'get', 'explain', 'replay', 'export', 'save-scenario'],
    snapshot: ['save', 'list', 'get', 'delete'],
    sandbox: ['list', 'fork', 'delete'],
    auth: ['list', 'issue', 'rotate', 'revoke'],
    policy: ['list', 'attach', 'detach'],
    webhook: ['list', 'add', 'remove', 'rotate', 'deliveries', 'redeliver']
  }
  const commands = Object.entries(groups).flatMap(([group, names]) => names.map((name) => `${group} ${name}`))

  test.each(['status', 'restore', 'reset', 'diff', 'advance', 'apply', ...commands])(
    '%s --help has an example, and says how to choose server and sandbox',
    async (command) => {
      const { code, out } = await sdb(...command.split(' '), '--help')
      expect(code).toBe(exitCodes.ok)
      expect(out).toContain(`$ sdb ${command}`)
      for (const option of ['--output <format>', '--server <url>', '--sandbox <name>'])
        expect(out).toContain(option)
    }
  )
})

describe('a wrong command line ends with 2 and says what is wrong', () => {
  test.each([
    ['an unknown command', ['chekc', petstore], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    [
      'an unknown option',
      ['check', petstore, '--ouptut', 'json'],
      /unknown option '--ouptut'\n\(Did you mean --output\?\)/
    ],
    ['no description', ['check'], /missing required argument 'description'/],
    [
      'a value that is not one of the choices',
      ['check', petstore, '--output', 'xml'],
      /Allowed choices are text, json/
    ],
    [
      'a mode that does not exist',
      ['serve', petstore, '--mode', 'magic'],
      /Allowed choices are static, dynamic, stateful/
    ],
    ['a port that is none', ['serve', petstore, '--port', '99999'], /whole number from 0 to 65535/],
    [
      'an operation that does not exist',
      ['inspect', petstore, '--operation', 'getPot'],
      /no operation 'getPot'.*getPet/
    ]
  ])('%s', async (_, args, expected) => {
    const { code, out, err } = await sdb(...args)
    expect([code, out]).toEqual([exitCodes.usage, ''])
    expect(err).toMatch(expected)
  })
})

describe('a description that cannot be used ends with 3', () => {
  test.each(['serve', 'check', 'compile', 'inspect'])('%s of a file that does not exist', async (command) => {
    const { code, out, err } = await sdb(command, join(folder, 'nowhere.yaml'))
    expect([code, out]).toEqual([exitCodes.unusable, ''])
    expect(err).toMatch(/^.*There is no file .*nowhere\.yaml\n$/)
    expect(err).toContain(join(folder, 'nowhere.yaml'))
  })

  test.each(['serve', 'check', 'compile', 'inspect'])(
    '%s of broken YAML, with the line and the lines around it',
    async (command) => {
      const path = join(folder, 'broken.yaml')
      writeFileSync(path, 'openapi: 3.1.0\ninfo:\n  title: [Broken\npaths: {}\n')
      const { code, err } = await sdb(command, path)
      expect(code).toBe(exitCodes.unusable)
      expect(err).toMatch(/broken\.yaml:4:1/)
      expect(err).toMatch(/ 3 \| {3}title: \[Broken\n.*> 4 \| paths: \{\}\n.*\^/)
    }
  )

  test.each(['serve', 'compile', 'inspect'])('%s of Swagger 2.0, with what to do', async (command) => {
    const { code, err } = await sdb(command, descriptionPath('broken/swagger-2.0.yaml'))
    expect(code).toBe(exitCodes.unusable)
    expect(err).toMatch(/3\.0|3\.1/)
  })

  test('a text that is no description at all', async () => {
    const path = join(folder, 'list.json')
    writeFileSync(path, '[1, 2]')
    expect((await sdb('inspect', path)).code).toBe(exitCodes.unusable)
  })

  test('with --output json the error is one JSON document on standard output', async () => {
    for (const format of [['--output', 'json'], ['--output=json']]) {
      const { code, out, err } = await sdb('inspect', join(folder, 'nowhere.yaml'), ...format)
      expect([code, err]).toEqual([exitCodes.unusable, ''])
      expect(JSON.parse(out)).toEqual({
        error: { code: 'invalid-description', message: expect.stringContaining('nowhere.yaml') },
        issues: [expect.objectContaining({ code: 'unreadable', severity: 'error' })]
      })
    }
  })

  test('a file with the name of a format is a file', async () => {
    const { out, err } = await sdb('check', 'json')
    expect(out).toBe('')
    expect(err).toContain('json')
  })
})

describe('text from a description cannot drive the terminal', () => {
  const path = join(folder, 'hostile.json')
  const hostile = 'Pets\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp\r\nListening on http://evil.example'
  writeFileSync(
    path,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: hostile, version: '1\u001b[31m' },
      tags: [{ name: hostile }],
      paths: {
        '/pets': {
          get: {
            operationId: 'a\u001b[2Jb',
            summary: hostile,
            tags: [hostile],
            responses: { '200': { description: hostile }, '7\u001b[2Jxx': { description: '' } }
          },
          put: { parameters: [{ name: hostile, in: 'query', schema: { type: hostile } }], responses: {} }
        }
      }
    })
  )

  test.each([
    ['inspect', []],
    ['inspect', ['--operation', 'GET /pets']],
    ['inspect', ['--explain', 'GET /pets']],
    ['check', []],
    ['compile', ['-o', join(folder, 'hostile.release.json')]]
  ])('%s %j', async (command, options) => {
    const { out, err } = await sdb(command, path, ...options)
    expect(out + err).not.toMatch(controls)
    expect(out + err).not.toMatch(/^Listening on/m)
    expect(out + err).toContain('\\u001b')
  })
})
