// The documentation is true: its programs run, its command lines parse, its links lead somewhere, its tables list what the sources have.
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../packages/cli/src/main.js'
import { problemSlugs, problemStatus } from '../../packages/core/src/http/problem.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const list = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name) })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
const sources = list('packages/*/src/**/*.ts')
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: read(file) }))
const pages = list(
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  'packages/*/README.md',
  'examples/**/README.md'
)

// Programs run, and command lines are parsed, in a folder with the files that the pages name; `programs` is where their imports resolve.
const folder = mkdtempSync(join(tmpdir(), 'sandbed-docs-'))
const programs = join(root, 'conformance/node_modules/.docs')
const home = process.cwd()

/** A fenced block: its language and lines, and where it stands. */
interface Block {
  readonly language: string
  readonly text: string
  readonly line: number
}

function blocksOf(page: string): Block[] {
  const text = read(page)
  return [...text.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms)].map((found) => ({
    language: found[1] as string,
    text: found[2] as string,
    line: text.slice(0, found.index).split('\n').length
  }))
}

/** A block that imports starts a program; the ones after it on the page go on with it. */
function programsOf(page: string): Block[] {
  const found: Block[] = []
  for (const block of blocksOf(page)) {
    if (block.language !== 'ts' && block.language !== 'js') continue
    const last = found.at(-1)
    if (/^import /m.test(block.text) || last === undefined) found.push(block)
    else found[found.length - 1] = { ...last, text: `${last.text}\n${block.text}` }
  }
  return found
}

/** `expression // => value` becomes an assertion. */
function withAssertions(text: string): string {
  const lines = text.split('\n').map((line) => {
    const [, expression, value] = /^(\S.*?) \/\/ => (.*)$/.exec(line) ?? []
    return expression === undefined ? line : `__expect(${expression}).toEqual(${value})`
  })
  return `import { expect as __expect } from 'vitest'\n${lines.join('\n')}`
}

/** Runs a program against the sources: `@sandbed/*` is bundled from there, other packages stay imports. */
async function run(text: string, name: string): Promise<void> {
  const outfile = join(programs, `${name.replaceAll(/\W+/g, '-')}.mjs`)
  await build({
    stdin: { contents: withAssertions(text), resolveDir: folder, loader: 'ts' },
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    conditions: ['@sandbed/source'],
    nodePaths: [join(root, 'conformance/node_modules')],
    external: ['vitest', 'msw', 'msw/*'],
    logLevel: 'silent'
  })
  await import(/* @vite-ignore */ pathToFileURL(outfile).href)
}

mkdirSync(programs, { recursive: true })
for (const name of ['petstore.yaml', 'bank-payments.yaml', 'shop.yaml', 'tracker.yaml'])
  copyFileSync(join(root, 'descriptions', name), join(folder, name))
for (const name of ['payments.yaml', 'payments.pack.yaml', 'agent.policy.yaml'])
  copyFileSync(join(root, 'examples/payments', name), join(folder, name))
for (const name of ['accounts.yaml', 'partner.auth.yaml'])
  copyFileSync(join(root, 'examples/partner-access', name), join(folder, name))
process.chdir(folder)
// Commands against a running server find none.
process.env['SANDBED_HOME'] = folder
await quietly(() => main(['compile', 'petstore.yaml', '-o', 'petstore.release.json']))

beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
  rmSync(programs, { recursive: true, force: true })
})

describe('programs run', () => {
  for (const page of pages) {
    for (const { text, line } of programsOf(page)) {
      // Where a program is itself a file of tests, they become tests here.
      if (/ from 'vitest'/.test(text)) {
        describe(`${page}:${line}`, async () => {
          await run(text, `${page}:${line}`)
        })
      } else test(`${page}:${line}`, () => run(text, `${page}:${line}`))
    }
  }
})

/** Runs a function and gives what it printed. */
async function quietly(action: () => Promise<number>): Promise<{ code: number; printed: string }> {
  let printed = ''
  const take = (chunk: unknown): boolean => {
    printed += String(chunk)
    return true
  }
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(take)
  )
  try {
    return { code: await action(), printed }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

describe('command lines parse', () => {
  const commandLines = pages.flatMap((page) =>
    blocksOf(page)
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
      .map((line) => /^(?:\$ )?(?:npx -y pnpm@12 )?sdb\b(.*)$/.exec(line)?.[1])
      .filter((line) => line !== undefined)
      .map((line) => [page, line.trim()] as const)
  )

  test.each(commandLines)('%s: sdb %s', async (_page, line) => {
    const words = [...line.replace(/ (#|[|>&]).*$/, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)]
    // The file is renamed to one that does not exist: a command line that parses goes on to miss it, a wrong one ends before.
    const args = words.map(
      ([, single, double, bare]) =>
        single ?? double ?? bare!.replace(/^(\S+)\.(ya?ml|json)$/, 'missing/$1.$2')
    )
    const { code, printed } = await quietly(() => main(args))
    expect({ code, printed }).toMatchObject({ code: /^(-v|-h|--version|--help)$/.test(args.at(-1)!) ? 0 : 3 })
  })

  test('a wrong one is noticed', async () => {
    expect(await quietly(() => main(['check', 'missing/petstore.yaml', '--bogus']))).toMatchObject({
      code: 2
    })
  })
})

// Made by the benchmarks, which not everybody runs.
const generated = ['benchmarks/RESULTS.md']

test('relative links lead to files', () => {
  const broken = list('*.md', '{docs,packages,conformance,examples,benchmarks,descriptions}/**/*.md').flatMap(
    (page) => {
      const prose = read(page)
        .replaceAll(/^```.*?^```$/gms, '')
        .replaceAll(/`[^`\n]*`/g, '')
      return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
        .map((found) => found[1]!.replace(/#.*$/, ''))
        .filter((link) => link !== '' && !/^[a-z]+:/i.test(link))
        .map((link) => join(dirname(page), link).replaceAll('\\', '/'))
        .filter((target) => !existsSync(join(root, target)) && !generated.includes(target))
        .map((target) => `${page} -> ${target}`)
    }
  )
  expect(broken).toEqual([])
})

/** The first cells of the table rows of a text that are code, with the second cells. */
function rowsOf(text: string): [name: string, second: string][] {
  return [...text.matchAll(/^\| `([^`]+)` *\| ([^|]*?) *\|/gm)].map((found) => [found[1]!, found[2]!])
}

/** A page in two parts: before and after the line that says `reserved`. */
function reservedApart(page: string): [used: [string, string][], reserved: [string, string][]] {
  const [used = '', reserved = ''] = read(page).split(/^These names are reserved.*$/m)
  return [rowsOf(used), rowsOf(reserved)]
}

const names = (rows: [string, string][]): string[] => rows.map(([name]) => name).toSorted()

/** The members of `export type Name = | 'a' | 'b'`. */
function union(name: string): string[] {
  const declared = sources.map(
    ({ text }) => new RegExp(`export type ${name} =((?:\\s*\\|\\s*'[^']+')+)`).exec(text)?.[1]
  )
  return [...(declared.find((found) => found !== undefined) ?? '').matchAll(/'([^']+)'/g)].map(
    (found) => found[1]!
  )
}

/** The members of `export interface Name { ... }` that are not inside another member. */
function members(name: string): string[] {
  const body = sources.map(
    ({ text }) =>
      new RegExp(`^export interface ${name}(?: extends [^{]+)? \\{$(.*?)^\\}$`, 'ms').exec(text)?.[1]
  )
  return [...(body.find((found) => found !== undefined) ?? '').matchAll(/^ {2}readonly (\w+)\??:/gm)].map(
    (found) => found[1]!
  )
}

/** True when a text, quoted, is written in a source other than the given ones. */
function isUsed(text: string, ...except: string[]): boolean {
  return sources.some(
    ({ file, text: source }) => !except.some((end) => file.endsWith(end)) && source.includes(`'${text}'`)
  )
}

describe('tables list what the sources have', () => {
  test('issue codes', () => {
    const written = sources.flatMap(({ text }) => [
      ...[...text.matchAll(/\bcode: '([a-z][a-z0-9-]*)'/g)].map((found) => found[1]!),
      ...[...text.matchAll(/\brefusal\(\s*'[^']*',\s*'([a-z][a-z0-9-]*)'/g)].map((found) => found[1]!)
    ])
    const all = new Set([...union('SchemaIssueCode'), ...union('LoadIssueCode'), ...written])
    const [used, reserved] = reservedApart('docs/reference/issues.md')
    expect([...names(used), ...names(reserved)].toSorted()).toEqual([...all].toSorted())
    // Severities that stand beside their code, and those of the schema codes, which are a warning unless a list says otherwise.
    const severities = new Map(union('SchemaIssueCode').map((code) => [code, 'warning']))
    const beside = /(?:\bcode: |^ {2})'([a-z-]+)'(?:,\s*severity)?: '(error|warning|info)'/gm
    for (const { text } of sources)
      for (const [, code, severity] of text.matchAll(beside)) severities.set(code!, severity!)
    for (const code of union('LoadIssueCode')) severities.delete(code)
    const documented = used
      .filter(([code]) => severities.has(code))
      .map(([code, severity]) => `${code} ${severity}`)
    expect(documented.toSorted()).toEqual([...severities].map((pair) => pair.join(' ')).toSorted())
    const unused = [...all].filter((code) => !isUsed(code, 'schema-issue.ts', 'load-issue.ts'))
    expect(names(reserved)).toEqual(unused.toSorted())
  })

  test('problems, with their statuses', () => {
    const documented = rowsOf(read('docs/reference/problems.md')).map(([name, status]) => `${name} ${status}`)
    expect(documented.toSorted()).toEqual(
      problemSlugs.map((slug) => `${slug} ${problemStatus(slug)}`).toSorted()
    )
    expect(problemSlugs.filter((slug) => !isUsed(slug, 'http/problem.ts'))).toEqual([])
  })

  test('codes of SandboxError', () => {
    const [thrown = ''] = read('docs/reference/errors.md').split('## OAuth errors')
    expect(names(rowsOf(thrown))).toEqual(union('SandboxErrorCode').toSorted())
  })

  test('errors of the authorization server, with their statuses', () => {
    const [, answered = ''] = read('docs/reference/errors.md').split('## OAuth errors')
    const codes = union('OAuthErrorCode')
    const statuses = new Map([
      ['invalid_client', '401'],
      ['temporarily_unavailable', '503']
    ])
    expect(
      rowsOf(answered)
        .map((row) => row.join(' '))
        .toSorted()
    ).toEqual(codes.map((code) => `${code} ${statuses.get(code) ?? '400'}`).toSorted())
    expect(codes.filter((code) => !isUsed(code, 'oauth/exchange.ts'))).toEqual([])
  })

  test.each([
    ['createSandbox', ['SandboxOptions'], ['load', 'webhooks']],
    ['limits', ['RequestLimits', 'StateLimits'], []],
    ['webhooks', ['WebhookOptions', 'SendOptions', 'DestinationRules'], []],
    ['loadDescription, loadText', ['LoadOptions', 'LoadLimits'], []],
    ['serve', ['ServeOptions'], []]
  ])('options of %s', (heading, interfaces, more) => {
    const section =
      new RegExp(`^##+ ${heading}\\n(.*?)(?=^##|(?![^]))`, 'ms').exec(
        read('docs/reference/options.md')
      )?.[1] ?? ''
    expect(names(rowsOf(section))).toEqual([...interfaces.flatMap(members), ...more].toSorted())
  })

  const cli = read('docs/reference/cli.md')
  const section = (heading: string): [string, string][] =>
    rowsOf(new RegExp(`^##+ ${heading}\\n(.*?)(?=^##)`, 'ms').exec(cli)?.[1] ?? '')
  const everywhere = section('Every command')

  async function offeredBy(command: string): Promise<string[]> {
    const { printed } = await quietly(() => main([...command.split(' '), '--help']))
    return [...printed.matchAll(/^ {2}((?:-\w, )?--[a-z-]+(?: (?:<[^>]+>|\[[^\]]+\]))?)/gm)].map(
      (found) => found[1]!
    )
  }

  test.each([
    'serve',
    'check',
    'compile',
    'inspect',
    'pack init',
    'pack check',
    'policy check',
    'auth check',
    'replay'
  ])('options of sdb %s', async (command) => {
    const rows = [...everywhere, ...section('Commands that read a description'), ...section(`sdb ${command}`)]
    expect(names(rows)).toEqual((await offeredBy(command)).toSorted())
  })

  const onServers = [
    ...cli.matchAll(/^##+ sdb ((?:status|restore|reset|diff|advance|apply)|(?:\w+ [\w-]+))$/gm)
  ]
    .map((found) => found[1]!)
    .filter((command) => !/^pack |^policy (create|check)$|^auth check$/.test(command))

  test.each(onServers)('options of sdb %s, against a running server', async (command) => {
    const filters = /^trace (tail|list|export)$/.test(command) ? section('sdb trace') : []
    const rows = [
      ...everywhere,
      ...section('Commands against a running server'),
      ...filters,
      ...section(`sdb ${command}`)
    ]
    expect(names(rows)).toEqual((await offeredBy(command)).toSorted())
  })

  test('every command has its place in the reference', async () => {
    const commandsOf = async (...path: string[]): Promise<string[]> => {
      const { printed } = await quietly(() => main([...path, '--help']))
      const list = /^Commands:\n((?: {2}.*\n)*)/m.exec(printed)?.[1] ?? ''
      return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)]
        .map((found) => found[1]!)
        .filter((name) => name !== 'help')
    }
    for (const name of await commandsOf()) {
      expect(cli).toMatch(new RegExp(`^## sdb ${name}(?: |$)`, 'm'))
      for (const inner of await commandsOf(name))
        expect(cli).toMatch(new RegExp(`^##+ sdb ${name} ${inner}$`, 'm'))
    }
  })
})
