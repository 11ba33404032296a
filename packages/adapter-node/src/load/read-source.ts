// Bytes from a file or an http(s) URL, bounded in size and time. Failures come back as problems.

import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { quote, type TextProblem } from './load-issue.js'
import type { LoadLimits } from './load-options.js'

type Read = { readonly bytes: Uint8Array } | { readonly problem: TextProblem }

/** Reads a regular file up to `limits.bytes`. Links are followed: check the path before. */
export async function readFileBounded(path: string, limits: LoadLimits): Promise<Read> {
  let handle: FileHandle | undefined
  try {
    // Without O_NONBLOCK (absent on Windows) opening a pipe waits for its writer.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = await handle.stat()
    if (!stat.isFile()) return unreadable(stat.isDirectory() ? 'It is a folder' : 'It is not a regular file')
    if (stat.size > limits.bytes) return tooLarge(limits)
    const bytes = await handle.readFile()
    return bytes.length > limits.bytes ? tooLarge(limits) : { bytes }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return unreadable(FILE_ERRORS.get(code ?? '') ?? `It could not be read (${code ?? 'unknown error'})`)
  } finally {
    await handle?.close()
  }
}

/** Fetches a URL with GET, up to `limits.bytes` within `limits.timeout`. Redirects are not followed, only named. */
export async function fetchBounded(href: string, limits: LoadLimits): Promise<Read> {
  try {
    const signal = AbortSignal.timeout(limits.timeout)
    const headers = { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5' }
    const response = await fetch(href, { redirect: 'manual', headers, signal })
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      const target = response.headers.get('location') ?? ''
      const hint = 'Redirects are not followed: name the final URL'
      return unreadable(`The server answered ${response.status} with a redirect to ${quote(target)}`, hint)
    }
    if (!response.ok) {
      await response.body?.cancel()
      return unreadable(`The server answered ${response.status}`)
    }
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      // Leaving the loop cancels the body.
      if (length > limits.bytes) return tooLarge(limits)
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks) }
  } catch (error) {
    if ((error as Error).name === 'TimeoutError')
      return unreadable(`No full answer within ${limits.timeout} ms`)
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown }
    return unreadable(typeof code === 'string' ? `The request failed (${code})` : 'The request failed')
  }
}

const FILE_ERRORS = new Map([
  ['ENOENT', 'There is no such file'],
  ['EACCES', 'There is no permission to read it'],
  ['EPERM', 'There is no permission to read it'],
  ['ENOTDIR', 'A part of its path is not a folder'],
  ['ELOOP', 'Its links lead in a circle'],
  ['ENAMETOOLONG', 'Its name is too long']
])

function unreadable(message: string, hint?: string): Read {
  return { problem: { code: 'unreadable', message, hint } }
}

function tooLarge(limits: LoadLimits): Read {
  const hint = 'Split it, leave out examples, or raise limits.bytes if you trust it'
  return { problem: { code: 'too-large', message: `It is larger than ${limits.bytes} bytes`, hint } }
}
