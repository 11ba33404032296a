// Files that commands are given beside descriptions: JSON, and secrets.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readStream } from 'node:stream/consumers'
import { SandboxError } from '@sandbed/core'

/** The text of a file. Throws `cannot-read`. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const message = missing
      ? `There is no file ${resolve(file)}`
      : `${resolve(file)} cannot be read: ${(cause as Error).message}.`
    throw new SandboxError('cannot-read', message, { cause })
  }
}

/** The value of a JSON file. Throws `cannot-read`. */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readTextFile(file)
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new SandboxError('cannot-read', `${resolve(file)} is not JSON: ${(cause as Error).message}.`, {
      cause
    })
  }
}

/** A secret from a file, or from standard input (`-`), without the line break at its end: command lines are seen by others. Throws `cannot-read`. */
export async function readSecret(file: string): Promise<string> {
  const text = file === '-' ? await readStream(process.stdin) : await readTextFile(file)
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '')
    throw new SandboxError(
      'cannot-read',
      `There is no secret in ${file === '-' ? 'standard input' : resolve(file)}.`
    )
  return secret
}
