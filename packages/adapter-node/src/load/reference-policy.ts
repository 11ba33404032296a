// Which references between files may be followed. Pure text work: nothing is read, so that a refused reference cannot
// even tell whether a file exists. Links are resolved and checked again by whoever opens the file.

import { isAbsolute, relative, resolve, sep } from 'node:path'

/** A place a description's text can come from. */
export type Location =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly href: string }
  | { readonly kind: 'text' }

/** A reference that is not followed. */
export interface Refusal {
  /** @default 'ref-refused' */
  readonly code?: 'ref-refused' | 'ref-not-found' | 'too-many-files'
  /** The rule it breaks, or the fact that is in its way: the second half of a sentence. */
  readonly rule: string
  /** What would allow it. */
  readonly hint: string
}

/** What may be read. `folder` is where relative references of a text without a file start. */
export interface ReferencePolicy {
  readonly root: string | undefined
  readonly folder: string | undefined
  readonly remote: ReadonlySet<string>
}

const RELATIVE_ONLY = 'Write it as a path relative to this file, with forward slashes'
const COPY_IT = 'Keep a copy beside the description, or list the origin in allow.remote'

/** Where the part of a `$ref` before its `#` leads, seen from `from`; or why it may not be followed. */
export function locateReference(path: string, from: Location, policy: ReferencePolicy): Location | Refusal {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path))
    return { rule: 'control characters are not allowed', hint: RELATIVE_ONLY }
  if (path.includes('\\')) return { rule: 'backslashes are not allowed', hint: RELATIVE_ONLY }
  if (/^https?:/i.test(path)) return locateRemote(path, undefined, policy)
  if (/^file:/i.test(path)) return { rule: 'file: URLs are not allowed', hint: RELATIVE_ONLY }
  if (/^[a-z][a-z0-9+.-]*:/i.test(path))
    return { rule: 'only http: and https: URLs can be fetched', hint: COPY_IT }
  if (path.startsWith('//')) return { rule: 'references to another host need a scheme', hint: COPY_IT }
  if (path.startsWith('/')) return { rule: 'absolute paths are not allowed', hint: RELATIVE_ONLY }
  if (from.kind === 'url') return locateRemote(path, from.href, policy)
  return locateFile(path, from, policy)
}

function locateFile(path: string, from: Location, { root, folder }: ReferencePolicy): Location | Refusal {
  // Encoded separators, dots, percent signs and control characters only serve to be read differently by two readers.
  if (/%(?:2[ef5]|5c|[01][0-9a-f]|7f|3a)|%(?![0-9a-f]{2})/i.test(path)) {
    return {
      rule: 'percent-encoded separators, dots and control characters are not allowed',
      hint: RELATIVE_ONLY
    }
  }
  if (path.includes('?')) return { rule: 'a file has no query', hint: RELATIVE_ONLY }
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return { rule: 'the percent-encoding is not UTF-8', hint: RELATIVE_ONLY }
  }
  if (decoded.split('/').some(isDevice))
    return { rule: 'device names are not allowed', hint: 'Rename the file' }
  const base = from.kind === 'file' ? resolve(from.path, '..') : folder
  if (base === undefined || root === undefined) {
    return {
      rule: 'a text has no folder to read from',
      hint: 'Pass base, the folder that relative references start from'
    }
  }
  const target = resolve(base, decoded)
  return isInside(root, target) ? { kind: 'file', path: target } : OUTSIDE
}

function locateRemote(
  path: string,
  base: string | undefined,
  { remote }: ReferencePolicy
): Location | Refusal {
  const url = URL.canParse(path, base) ? new URL(path, base) : undefined
  if (url === undefined) return { rule: 'the URL is not valid', hint: COPY_IT }
  if (url.username !== '' || url.password !== '')
    return { rule: 'URLs with credentials are not allowed', hint: COPY_IT }
  url.hash = ''
  if (remote.has(url.origin)) return { kind: 'url', href: url.href }
  const hint = `Keep a copy beside the description, or pass allow.remote: ['${url.origin}']`
  return { rule: 'remote references are off', hint }
}

/** The refusal of a file outside the root. */
export const OUTSIDE: Refusal = {
  rule: 'the file lies outside the folder that may be read',
  hint: 'Move it beside the description, or pass allow.root: a folder that holds all of its files'
}

/** True when a path is below a folder. Both absolute, links resolved or not alike. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

// Windows reads these as devices or as streams in any folder and with any extension; refused everywhere, so that a
// description loads the same on every system.
function isDevice(segment: string): boolean {
  return (
    /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:$|[. ])/i.test(segment) ||
    segment.includes(':')
  )
}
