// Whoever makes a mistake in a pack is told where it is, and what to do: fifty mistakes, each with its place in the file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPack, isSandboxError } from '@sandbed/core'
import { afterAll, expect, it } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { loadDescription } from './load-description.js'
import { loadPack } from './load-pack.js'

interface Faulty {
  readonly mistake: string
  readonly pack: string
  readonly at: string
  readonly code?: string
  readonly says: string
}

const list = await loadPack(new URL('faulty-packs.yaml', import.meta.url))
const cases = list.pack as unknown as readonly Faulty[]
const bank = fileURLToPath(new URL('../../../../descriptions/bank-payments.yaml', import.meta.url))
const { document } = await loadDescription(bank)
const folder = mkdtempSync(join(tmpdir(), 'sandbed-packs-'))
const file = join(folder, 'faulty.pack.yaml')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('there are many of them', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40)
})

it.each(cases.map((one) => [one.mistake, one] as const))('%s', async (_, { pack: text, at, code, says }) => {
  writeFileSync(file, text)
  const { pack, place } = await loadPack(file)
  const [first] = place(checkPack({ description: document }, pack))
  expect(`${first!.line}:${first!.column}`).toBe(at)
  expect(first!.file).toBe(file)
  expect(first!.code).toMatch(code ?? /^(override|simulation)-/)
  expect(`${first!.message} ${first!.hint ?? ''}`).toContain(says)
  expect(first!.message).toMatch(/^[A-Z`"'0-9].*[.?]$/)
  if (first!.severity === 'error') {
    const refusal = await createSandbox(bank, { pack: file }).catch((error: unknown) => error)
    expect(isSandboxError(refusal) && refusal.code).toBe('invalid-pack')
    expect((refusal as { issues: unknown[] }).issues[0]).toEqual(first)
  }
})
