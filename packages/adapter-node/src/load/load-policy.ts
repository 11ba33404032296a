// A policy pack from a file or URL, in the same way as a simulation pack.
import type { Issue, PolicyPack } from '@sandbed/core'
import type { LoadOptions } from './load-options.js'
import { readPackFile } from './pack-file.js'

/** A policy pack: a path or URL (JSON or YAML), or what was parsed from one. */
export type PolicySource = string | URL | object

/** A policy, and where everything in it was written. */
export interface LoadedPolicy {
  /** As it was written: whether it is of the right form shows when it is attached. */
  readonly pack: PolicyPack
  /** What its issues call it: the absolute path, the URL, or `(policy <name>)`. */
  readonly name: string
  /** Gives those of the issues that are about it (`file: '(policy <name>)'`) its file, line and column. */
  place(issues: readonly Issue[]): readonly Issue[]
  /** The absolute path, where it is a local file. */
  readonly files: readonly string[]
}

/** Loads a policy. Rejects with `invalid-policy`, carrying the issues with their lines, when it cannot be read. */
export async function loadPolicy(
  source: PolicySource,
  options: Pick<LoadOptions, 'limits'> = {}
): Promise<LoadedPolicy> {
  if (typeof source !== 'string' && !(source instanceof URL)) {
    const pack = source as PolicyPack
    return { pack, name: issueName(pack) ?? nameless, place: (issues) => issues, files: [] }
  }
  const { value, name, place, files } = await readPackFile(source, options, 'policy', 'invalid-policy')
  const pack = value as PolicyPack
  const own = issueName(pack) ?? nameless
  return {
    pack,
    name,
    place: (issues) => place(issues, ({ file }) => file === own),
    files
  }
}

const nameless = '(policy)'

function issueName(pack: unknown): string | undefined {
  const name: unknown =
    typeof pack === 'object' && pack !== null ? (pack as { name?: unknown }).name : undefined
  return typeof name === 'string' ? `(policy ${name})` : undefined
}
