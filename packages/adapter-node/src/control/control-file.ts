// Where commands find a running server: one file for each, which only its owner can read, because the control token stands in it.
import { randomBytes } from 'node:crypto'
import { readFileSync, unlinkSync } from 'node:fs'
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { SandboxError } from '@sandbed/core'

/** What commands need to speak to a running server. */
export interface ControlFile {
  /** The control plane, without a slash at the end. */
  readonly url: string
  /** The control token: a secret. */
  readonly token: string
  /** The process of the server. */
  readonly pid: number
  /** The simulated API, without a slash at the end. */
  readonly api: string
  /** The version of what serves it, where that is known. */
  readonly version?: string
}

/** `$SANDBED_HOME/servers`, or else `~/.sandbed/servers`. Throws `cannot-read` where there is neither. */
function folderOf(home = process.env['SANDBED_HOME']): string {
  return join(home === undefined || home === '' ? join(ownHome(), '.sandbed') : home, 'servers')
}

/** Users of containers may have none. A relative path would put tokens wherever a command happens to run. */
function ownHome(): string {
  try {
    const own = homedir()
    if (isAbsolute(own)) return own
  } catch {
    // The system knows no such user.
  }
  throw new SandboxError(
    'cannot-read',
    'There is no home folder. Say where servers are noted with SANDBED_HOME.'
  )
}

/**
 * Writes the file of a server, whole or not at all, and gives back what removes it again, unless another server has taken its place since. Rejects with
 * `cannot-write`, and with `cannot-read` where there is no home folder.
 *
 * @param home in place of `$SANDBED_HOME`
 */
export async function writeControlFile(file: ControlFile, home?: string): Promise<() => void> {
  const folder = folderOf(home)
  const path = join(folder, `${new URL(file.api).port || 80}.json`)
  const draft = join(folder, `.${randomBytes(8).toString('hex')}.tmp`)
  const text = `${JSON.stringify(file)}\n`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {})
    throw new SandboxError('cannot-write', `Cannot write ${path}: ${(cause as Error).message}.`, { cause })
  }
  return () => {
    try {
      if (readFileSync(path, 'utf8') === text) unlinkSync(path)
    } catch {
      // It is gone already, which is as well.
    }
  }
}

/**
 * The servers that run, by the port of their API. Files of processes that are gone are removed; those that somebody else could have written, or read, are left
 * out, as is what is no such file. Rejects with `cannot-read` where there is no home folder.
 *
 * @param home in place of `$SANDBED_HOME`
 */
export async function readControlFiles(home?: string): Promise<readonly ControlFile[]> {
  const folder = folderOf(home)
  const names = await readdir(folder).catch(() => [])
  const numbered = names.filter((name) => /^\d{1,5}\.json$/.test(name))
  const files = await Promise.all(
    numbered
      .toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b))
      .map((name) => readOne(join(folder, name)))
  )
  return files.filter((file) => file !== undefined)
}

async function readOne(path: string): Promise<ControlFile | undefined> {
  try {
    if (!(await isPrivate(path))) return undefined
    const file = fileIn(JSON.parse(await readFile(path, 'utf8')))
    if (file === undefined || isAlive(file.pid)) return file
    await rm(path, { force: true })
  } catch {
    // It went away meanwhile, or is no such file.
  }
  return undefined
}

async function isPrivate(path: string): Promise<boolean> {
  const { uid, mode, ...stats } = await lstat(path)
  if (process.getuid === undefined) return true
  return (
    uid === process.getuid() && (mode & 0o077) === 0 && (mode & 0o170000) === 0o100000 && stats.size < 10_000
  )
}

function fileIn(value: unknown): ControlFile | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { url, token, pid, api, version } = value as { readonly [member: string]: unknown }
  if (![url, api].every((one) => typeof one === 'string' && URL.canParse(one))) return undefined
  if (typeof token !== 'string' || !Number.isSafeInteger(pid) || (pid as number) <= 0) return undefined
  return { url, token, pid, api, ...(typeof version === 'string' && { version }) } as ControlFile
}

/** Signal 0 only asks. A process of somebody else is one too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
