// A simulation pack from a file or URL: parsed as descriptions are, so that what is wrong with it has a line.

import type { Issue, SimulationPack } from '@sandbed/core'
import type { LoadOptions } from './load-options.js'
import { readPackFile } from './pack-file.js'

/** A simulation pack: a path or URL (JSON or YAML), or what was parsed from one. */
export type PackSource = string | URL | object

/** A pack, and where everything in it was written. */
export interface LoadedPack {
  /** As it was written: whether it is of the right form shows when a sandbox is made. */
  readonly pack: SimulationPack
  /** What its issues call it: the absolute path, the URL, or `(pack)`. */
  readonly name: string
  /** Gives those of the issues that are about the pack (`file: '(pack)'`) its file, line and column. */
  place(issues: readonly Issue[]): readonly Issue[]
  /** The absolute path, where it is a local file. */
  readonly files: readonly string[]
}

/** Loads a pack. Rejects with `invalid-pack`, carrying the issues with their lines, when it cannot be read. */
export async function loadPack(
  source: PackSource,
  { limits }: Pick<LoadOptions, 'limits'> = {}
): Promise<LoadedPack> {
  if (typeof source !== 'string' && !(source instanceof URL))
    return { pack: source, name: '(pack)', place: (issues) => issues, files: [] }
  const file = await readPackFile(source, { ...(limits && { limits }) }, 'pack', 'invalid-pack')
  return {
    pack: file.value as SimulationPack,
    name: file.name,
    place: (issues) => file.place(issues, (issue) => issue.file === '(pack)'),
    files: file.files
  }
}
