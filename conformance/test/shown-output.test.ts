// What the documentation shows as printed is what is printed. In a `console` block, lines after `$ ` are run and the lines below show what
// they print: `sdb` by the command line itself, `curl` on what the page served last (`sdb serve …` or `pnpm start` in an `sh` block).
// A `yaml` block that starts with `# name.yaml` is that file. `-u` writes the new output into the page.
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSandbox } from '@sandbed/node'
import type { Mode, Sandbox } from '@sandbed/core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../packages/cli/src/main.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = globSync(['README.md', 'docs/**/*.md'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .toSorted()
const blocks = /^```(sh|console|yaml)\n(.*?)^```$/gms
const folder = mkdtempSync(join(tmpdir(), 'sandbed-shown-'))
const home = process.cwd()

beforeAll(() => {
  for (const name of globSync('*.yaml', { cwd: join(root, 'descriptions') }))
    copyFileSync(join(root, 'descriptions', name), join(folder, name))
  process.chdir(folder)
})
afterAll(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

/** The words of a command line, as a shell reads them, up to a comment or a pipe. */
function wordsOf(line: string): string[] {
  const words = line.replace(/ +(#|[|>&] ).*$/, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)
  return [...words].map(([, single, double, bare]) => single ?? double ?? bare!)
}

/** What `sdb` prints. */
async function printedBy(args: string[]): Promise<string> {
  let printed = ''
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      printed += String(chunk)
      return true
    })
  )
  try {
    await main(args)
    return printed
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** What is left of it where the command line ends in `| head -12`. */
function headOf(command: string, printed: string): string {
  const lines = / \| head -(\d+)$/.exec(command)?.[1]
  return lines === undefined ? printed : `${printed.split('\n').slice(0, Number(lines)).join('\n')}\n`
}

/** Sends what a `curl` line says. */
function send(sandbox: Sandbox, [, ...args]: string[]): { status: number; body: string } {
  let method: string | undefined
  let body: string | undefined
  let url = ''
  const headers: Record<string, string> = {}
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    if (word === '-X') method = args.shift()
    else if (word === '-d') body = args.shift()
    else if (word === '-H') {
      const [, name, value] = /^([^:]+): *(.*)$/.exec(args.shift()!)!
      headers[name!.toLowerCase()] = value!
    } else if (!word.startsWith('-')) url = word
  }
  if (body !== undefined) headers['content-type'] ??= 'application/x-www-form-urlencoded'
  const response = sandbox.handle({
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url,
    headers,
    body
  })
  return { status: response.status, body: String(response.body ?? '') }
}

/** The sandbox that a line serves; `undefined` for a line that serves none. */
async function servedBy(line: string): Promise<Sandbox | undefined> {
  if (line.trim() === 'npx -y pnpm@12 start') return opened('bank-payments.yaml', 'stateful')
  const [, file, options] = /^(?:npx -y pnpm@12 )?sdb serve (\S+)(.*)$/.exec(line) ?? []
  if (file === undefined) return undefined
  return opened(file, (/--mode (\w+)/.exec(options!)?.[1] ?? 'static') as Mode)
}

function opened(file: string, mode: Mode): Promise<Sandbox> {
  // As `sdb serve` has it by default.
  return createSandbox(join(folder, file), { mode, cors: true, auth: { mode: 'presence' } })
}

/** The page with everything that it shows printed anew, and the `curl` lines that were refused without having asked for it. */
async function printedAnew(page: string): Promise<{ text: string; refused: string[] }> {
  const source = readFileSync(join(root, page), 'utf8')
  const refused: string[] = []
  let text = ''
  let end = 0
  let sandbox: Sandbox | undefined
  for (const { 0: block, 1: language, 2: inside, index } of source.matchAll(blocks)) {
    text += source.slice(end, index)
    end = index + block.length
    if (language !== 'console') text += block
    if (language === 'yaml') {
      const file = /^# (\S+\.yaml)\n/.exec(inside!)?.[1]
      if (file !== undefined) writeFileSync(join(folder, file), inside!)
      continue
    }
    const commands = inside!.split('\n').filter((line) => language === 'sh' || line.startsWith('$ '))
    let shown = ''
    for (const command of commands.map((line) => line.replace(/^\$ /, ''))) {
      sandbox = (await servedBy(command)) ?? sandbox
      const words = wordsOf(command)
      shown += `$ ${command}\n`
      if (words[0] === 'curl' && sandbox) {
        const { status, body } = send(sandbox, words)
        if (language === 'sh' && status >= 400 && !command.includes('code=')) refused.push(command)
        shown += body === '' ? '' : `${body}\n`
      } else if (words[0] === 'sdb' && language === 'console')
        shown += headOf(command, await printedBy(words.slice(1)))
    }
    if (language === 'console') text += `\`\`\`console\n${shown}\`\`\``
  }
  return { text: text + source.slice(end), refused }
}

describe('what pages show is what is printed', () => {
  const showing = pages.filter((page) => /^```console$|^curl /m.test(readFileSync(join(root, page), 'utf8')))
  test.each(showing)('%s', async (page) => {
    const { text, refused } = await printedAnew(page)
    expect(refused).toEqual([])
    await expect(text).toMatchFileSnapshot(join(root, page))
  })
})
