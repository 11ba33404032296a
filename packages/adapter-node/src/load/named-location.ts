// Where something is that the user named: a path, a `file:` URL or an `http(s):` URL.

import { realpath } from 'node:fs/promises'
import { toPath } from './load-options.js'
import type { Location } from './reference-policy.js'

/** The location of a source, with its links resolved where it exists. */
export async function toLocation(source: string | URL): Promise<Exclude<Location, { kind: 'text' }>> {
  if (/^https?:/i.test(String(source)) && URL.canParse(source)) {
    const url = new URL(source)
    url.hash = ''
    return { kind: 'url', href: url.href }
  }
  let path = String(source)
  try {
    path = toPath(source)
  } catch {
    // A `file:` URL of another host: it will be reported as a file that cannot be read.
  }
  return { kind: 'file', path: await resolveLinks(path) }
}

/** A path with its links resolved; one that does not exist stays as it is. */
export async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return path
  }
}
