import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSandboxError } from '@sandbed/core'
import { readControlFiles, writeControlFile, type ControlFile } from './control-file.js'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sandbed-control-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

const file = (port: number, more: Partial<ControlFile> = {}): ControlFile => ({
  url: 'http://127.0.0.1:5',
  token: 'secret',
  pid: process.pid,
  api: `http://127.0.0.1:${port}`,
  ...more
})
const pathOf = (port: number): string => join(home, 'servers', `${port}.json`)
/** The id of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

describe('the file of a server', () => {
  it('is read back, oldest port first, and is gone when it is removed', async () => {
    const remove = await writeControlFile(file(4011, { version: '1.2.3' }), home)
    await writeControlFile(file(80), home)
    expect(await readControlFiles(home)).toEqual([file(80), file(4011, { version: '1.2.3' })])
    remove()
    remove()
    expect(await readControlFiles(home)).toEqual([file(80)])
  })

  it.skipIf(process.platform === 'win32')(
    'can be read by nobody else, whatever the rights of the folder were',
    async () => {
      await writeControlFile(file(1), home)
      chmodSync(join(home, 'servers'), 0o777)
      await writeControlFile(file(1, { token: 'other' }), home)
      expect(statSync(join(home, 'servers')).mode & 0o777).toBe(0o700)
      expect(statSync(pathOf(1)).mode & 0o777).toBe(0o600)
      expect(await readControlFiles(home)).toEqual([file(1, { token: 'other' })])
    }
  )

  it('leaves nothing beside it', async () => {
    await writeControlFile(file(1), home)
    expect(readdirSync(join(home, 'servers'))).toEqual(['1.json'])
  })

  it('of a process that is gone is removed', async () => {
    await writeControlFile(file(1, { pid: deadPid() }), home)
    expect(await readControlFiles(home)).toEqual([])
    expect(existsSync(pathOf(1))).toBe(false)
  })

  it('stays where another server has taken its place', async () => {
    const remove = await writeControlFile(file(1), home)
    const other = file(1, { token: 'other' })
    await writeControlFile(other, home)
    remove()
    expect(await readControlFiles(home)).toEqual([other])
  })

  it.skipIf(process.platform === 'win32')('is never below the folder that a command runs in', async () => {
    vi.stubEnv('SANDBED_HOME', '')
    vi.stubEnv('HOME', '')
    for (const use of [writeControlFile(file(1)), readControlFiles()]) {
      const error = await use.catch((reason: unknown) => reason)
      expect(isSandboxError(error) && error.code).toBe('cannot-read')
    }
  })

  it('that cannot be written is a `cannot-write` error without the token', async () => {
    writeFileSync(join(home, 'servers'), '')
    const error = await writeControlFile(file(1), home).catch((reason: unknown) => reason)
    expect(isSandboxError(error) && error.code).toBe('cannot-write')
    expect((error as Error).message).not.toContain('secret')
  })
})

describe('what is no file of ours', () => {
  it.skipIf(process.platform === 'win32')(
    'is left out: others can read it, or it leads elsewhere',
    async () => {
      await writeControlFile(file(1), home)
      chmodSync(pathOf(1), 0o644)
      await writeControlFile(file(2), home)
      symlinkSync(pathOf(2), pathOf(3))
      expect(await readControlFiles(home)).toEqual([file(2)])
    }
  )

  it.each([
    ['', 'x', '[]', 'null', '{}', '{"url":"x","token":"t","pid":1,"api":"y"}'],
    [
      '{"url":"http://a","token":7,"pid":1,"api":"http://b"}',
      '{"url":"http://a","token":"t","pid":-1,"api":"http://b"}'
    ]
  ])('is left out: %s', async (...texts) => {
    await writeControlFile(file(9), home)
    for (const [at, text] of texts.entries()) writeFileSync(pathOf(at + 1), text, { mode: 0o600 })
    expect(await readControlFiles(home)).toEqual([file(9)])
  })

  it('is nothing where there is no folder', async () => {
    expect(await readControlFiles(join(home, 'none'))).toEqual([])
  })
})
