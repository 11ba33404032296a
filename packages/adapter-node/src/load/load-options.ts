// What a caller may ask of loading, and what it comes to: one frozen object with every default filled in.

import { SandboxError } from '@sandbed/core'
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'

/** Bounds on what is read. Every one can be lowered; raising them is for descriptions you trust. */
export interface LoadLimits {
  /** Bytes of one file. @default 32 MiB */
  readonly bytes: number
  /** Nested objects and arrays. @default 100 */
  readonly depth: number
  /** Values in the document once aliases and references between files are written out. @default 2,000,000 */
  readonly nodes: number
  /** Files of one description. @default 1,000 */
  readonly files: number
  /** Milliseconds for one HTTP request, body included. @default 10,000 */
  readonly timeout: number
}

/** An OpenAPI Overlay: a path or URL, or what was parsed from one. */
export type OverlaySource = string | URL | object

/** Options of `loadDescription` and `loadText`. */
export interface LoadOptions {
  readonly allow?: {
    /**
     * The folder that `$ref`s may read from. A wider folder lets an untrusted description read more of your files.
     * @default the folder of the description
     */
    readonly root?: string | URL
    /**
     * Origins (`https://schemas.example.com`) that `$ref`s may fetch from. Each makes the result depend on the network.
     * @default none
     */
    readonly remote?: readonly string[]
  }
  /**
   * Also look for duplicate keys in JSON, which needs a second, slower reading of the text. YAML is always checked.
   * Without it the last of two equal keys counts, as in `JSON.parse`.
   * @default false
   */
  readonly thorough?: boolean
  /**
   * OpenAPI Overlays to apply to the description, in order: paths, URLs (fetched because they are named) or parsed objects.
   * A `$ref` that one puts in is read as if it stood in the description.
   * @default none
   */
  readonly overlay?: OverlaySource | readonly OverlaySource[]
  /** For `loadText`: the folder that relative `$ref`s start from. Without it they are refused. */
  readonly base?: string | URL
  /** For `loadText`: what issues call the text. @default '(text)' */
  readonly name?: string
  readonly limits?: Partial<LoadLimits>
}

/** `LoadOptions` with nothing left open. */
export interface ResolvedLoadOptions {
  readonly root: string | undefined
  readonly remote: ReadonlySet<string>
  readonly thorough: boolean
  readonly overlays: readonly OverlaySource[]
  readonly base: string | undefined
  readonly name: string
  readonly limits: LoadLimits
}

/** The bounds where none are given. */
export const defaultLimits: LoadLimits = {
  bytes: 32 * 1024 * 1024,
  depth: 100,
  nodes: 2_000_000,
  files: 1000,
  timeout: 10_000
}

/** Fills in the defaults. Throws a `SandboxError` (`invalid-option`) when an entry of `allow.remote` is not an `http:` or `https:` origin, or `overlay` is none. */
export function resolveLoadOptions(options: LoadOptions = {}): ResolvedLoadOptions {
  const { root, remote = [] } = options.allow ?? {}
  return Object.freeze({
    root: root === undefined ? undefined : toPath(root),
    remote: new Set(remote.map(toOrigin)),
    thorough: options.thorough ?? false,
    overlays: toList(options.overlay),
    base: options.base === undefined ? undefined : toPath(options.base),
    name: options.name ?? '(text)',
    limits: Object.freeze({ ...defaultLimits, ...options.limits })
  })
}

/** The absolute path of a path or `file:` URL. Throws a TypeError for a URL that names no local file. */
export function toPath(place: string | URL): string {
  return resolve(place instanceof URL || /^file:/i.test(place) ? fileURLToPath(place) : place)
}

function toList(overlay: LoadOptions['overlay'] = []): readonly OverlaySource[] {
  const list = Array.isArray(overlay) ? (overlay as readonly OverlaySource[]) : [overlay as OverlaySource]
  if (list.every((one) => typeof one === 'string' || (typeof one === 'object' && one !== null))) return list
  throw new SandboxError('invalid-option', 'overlay takes paths, URLs and parsed overlays.')
}

function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash
  ) {
    const message = `allow.remote takes origins such as https://schemas.example.com, not ${JSON.stringify(text)}.`
    throw new SandboxError('invalid-option', message)
  }
  return url.origin
}
