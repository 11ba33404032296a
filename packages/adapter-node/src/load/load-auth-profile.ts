// An auth profile from a file or URL, in the same way as a simulation pack.
import type { AuthProfile, Issue } from '@sandbed/core'
import type { LoadOptions } from './load-options.js'
import { readPackFile } from './pack-file.js'

/** An auth profile: a path or URL (JSON or YAML), or what was parsed from one. */
export type AuthProfileSource = string | URL | object

/** An auth profile, and where everything in it was written. */
export interface LoadedAuthProfile {
  /** As it was written: whether it is of the right form shows when a sandbox is made. */
  readonly profile: AuthProfile
  /** What its issues call it: the absolute path, the URL, or `(auth profile)`. */
  readonly name: string
  /** Gives those of the issues that are about the profile (`file: '(auth profile)'`) its file, line and column. */
  place(issues: readonly Issue[]): readonly Issue[]
  /** The absolute path, where it is a local file. */
  readonly files: readonly string[]
}

/** Loads a profile. Rejects with `invalid-auth-profile`, carrying the issues with their lines, when it cannot be read. */
export async function loadAuthProfile(
  source: AuthProfileSource,
  options: Pick<LoadOptions, 'limits'> = {}
): Promise<LoadedAuthProfile> {
  if (typeof source !== 'string' && !(source instanceof URL))
    return { profile: source as AuthProfile, name: own, place: (issues) => issues, files: [] }
  const { value, name, place, files } = await readPackFile(
    source,
    options,
    'auth profile',
    'invalid-auth-profile'
  )
  return {
    profile: value as AuthProfile,
    name,
    place: (issues) => place(issues, ({ file }) => file === own),
    files
  }
}

const own = '(auth profile)'
