// The door for descriptions on Node: a path, a URL or a text becomes one self-contained document for `compile`, with the
// issues found on the way and the places of everything in it.

import { dirname } from 'node:path'
import { bundle, type Mount } from './bundle.js'
import { joinPointer, parsePointer } from './json-pointer.js'
import type { LoadIssue } from './load-issue.js'
import { resolveLoadOptions, type LoadOptions, type ResolvedLoadOptions } from './load-options.js'
import { resolveLinks, toLocation } from './named-location.js'
import type { Overlaying } from './overlay/overlay-file.js'
import type { Location } from './reference-policy.js'
import { ReferenceResolver } from './reference-resolver.js'
import { SourceFiles, type SourceFile, type SourceLocation } from './source-files.js'

export type { SourceLocation }

/** A description as one document. */
export interface LoadedDescription {
  /**
   * The parsed description; references to other files have become local ones (`#/...`). Parts that YAML aliases share are one
   * object: treat it as immutable. Undefined when the description itself cannot be read.
   */
  readonly document: unknown
  readonly issues: readonly LoadIssue[]
  /**
   * Where a JSON Pointer into `document` was written, in whichever file or overlay; of something that is not there, its nearest parent.
   * Undefined when nothing was parsed. The first call for a file reads its text again.
   */
  locate(pointer: string): SourceLocation | undefined
  /** The text of a file named by `locate` or by an issue, for excerpts. */
  text(file: string): string | undefined
  /** Absolute paths of all local files that were read or looked for, overlays included, the description first. */
  readonly files: readonly string[]
}

/**
 * Loads a description from a file path, a `file:` URL or an `http(s):` URL, with the files it refers to. Bad content never
 * throws; it gives issues. Throws a `SandboxError` for a malformed `allow.remote` only.
 *
 * A `$ref` may read files in the description's folder and below it, after links are resolved, and nothing from the network,
 * unless `allow` says otherwise. Only references where OpenAPI has references are followed: a `$ref` inside examples,
 * defaults, enums or extensions is data, and so is `externalValue`.
 *
 * ```ts
 * const { document, issues } = await loadDescription('./openapi.yaml')
 * ```
 */
export async function loadDescription(
  source: string | URL,
  options?: LoadOptions
): Promise<LoadedDescription> {
  const resolved = resolveLoadOptions(options)
  const location = await toLocation(source)
  if (location.kind === 'url') return load(location, resolved, resolved.base)
  return load(location, resolved, dirname(location.path))
}

/** Loads a description from its text; `options.base` is the folder its relative references start from. */
export async function loadText(text: string | Uint8Array, options?: LoadOptions): Promise<LoadedDescription> {
  const resolved = resolveLoadOptions(options)
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const limit = resolved.limits.bytes
  if (bytes.length > limit) {
    const message = `The text is larger than ${limit} bytes.`
    return refusal({ code: 'too-large', severity: 'error', pointer: '', file: resolved.name, message })
  }
  return load({ kind: 'text' }, resolved, resolved.base, bytes)
}

async function load(
  location: Location,
  options: ResolvedLoadOptions,
  base: string | undefined,
  bytes?: Uint8Array
): Promise<LoadedDescription> {
  const folder = base === undefined ? undefined : await resolveLinks(base)
  const root = options.root === undefined ? folder : await resolveLinks(options.root)
  const files = new SourceFiles(options, folder, root)
  const file = await files.openRoot(location, bytes)
  if (file.issues.length > 0) return refusal(file.issues, file, files.paths)
  const overlaying = options.overlays.length === 0 ? undefined : await overlay(file, files, options)
  if (overlaying?.refused !== undefined) return refusal(overlaying.issues, overlaying.refused, files.paths)
  const resolver = new ReferenceResolver(files, file, { root, folder, remote: options.remote })
  const { document, issues, mounts } = await bundle(file, resolver, options.limits)
  const locate = (pointer: string): SourceLocation | undefined => locateIn(mounts, pointer)
  const texts = new Map([...mounts.values()].map((mount) => [mount.file.name, mount.file.text]))
  for (const other of [...resolver.broken, ...(overlaying?.files ?? [])]) texts.set(other.name, other.text)
  return {
    document,
    issues: [
      ...(overlaying?.issues ?? []),
      ...issues.map((issue) => ({ ...issue, ...locate(issue.pointer) })),
      ...[...resolver.broken].flatMap((broken) => broken.issues.map((issue) => ({ ...issue, pointer: '' })))
    ],
    locate,
    text: (name) => texts.get(name),
    files: files.paths
  }
}

/** Loaded only when there is an overlay: the JSONPath library takes as long as all the rest. */
async function overlay(
  file: SourceFile,
  files: SourceFiles,
  options: ResolvedLoadOptions
): Promise<Overlaying> {
  const { overlayFile } = await import('./overlay/overlay-file.js')
  return overlayFile(file, files, options)
}

function locateIn(mounts: ReadonlyMap<string, Mount>, pointer: string): SourceLocation | undefined {
  const tokens = parsePointer(pointer)
  for (let length = tokens.length; length >= 0; length--) {
    const mount = mounts.get(joinPointer('', tokens.slice(0, length)))
    if (mount === undefined) continue
    return mount.file.locate(joinPointer(mount.pointer, tokens.slice(length)))
  }
  return undefined
}

function refusal(
  issue: LoadIssue | readonly LoadIssue[],
  file?: SourceFile,
  paths: readonly string[] = []
): LoadedDescription {
  return {
    document: undefined,
    issues: Array.isArray(issue) ? (issue as readonly LoadIssue[]) : [issue as LoadIssue],
    locate: () => undefined,
    text: (name) => (name === file?.name ? file.text : undefined),
    files: paths
  }
}
