// What is wrong with an auth profile, without making a sandbox.
import { fitProfile } from '../../auth/profile/fit-profile.js'
import type { AuthProfile } from '../../auth/profile/profile.js'
import { readAuthProfile } from '../../auth/profile/read-profile.js'
import { isSandboxError } from '../../errors.js'
import { loadRelease } from '../../release/load-release.js'
import { readDescription } from '../../release/read-description.js'
import type { ReleaseIndex } from '../../release/release.js'
import { openDescription } from '../../spec/description.js'
import type { Issue } from '../../spec/issue.js'
import type { SandboxSource } from '../sandbox/create-sandbox.js'
import { inProfile } from './auth-options.js'

/**
 * Everything that is to be said about an auth profile for an API: what is not of the form of `auth-profile.schema.json`, and schemes that the description
 * does not have. Issues have pointers into the profile and the `file` `(auth profile)`; with an `error` among them no sandbox takes it. Never throws; what
 * keeps the API itself from being read is an issue without that `file`.
 *
 * @example
 * const issues = checkAuthProfile({ description }, { mode: 'simulated', schemes: { key: { kind: 'apiKey' } } })
 */
export function checkAuthProfile(source: SandboxSource, profile: unknown): readonly Issue[] {
  const index = indexOf(source)
  return 'code' in index ? [index] : examineProfile(index, profile).issues
}

/** The profile as far as it can be read, and the same issues. */
export function examineProfile(
  index: ReleaseIndex,
  value: unknown
): { readonly profile: AuthProfile | undefined; readonly issues: readonly Issue[] } {
  const { profile, issues } = readAuthProfile(value)
  return { profile, issues: [...issues, ...fitProfile(profile, index)].map(inProfile) }
}

function indexOf(source: SandboxSource): ReleaseIndex | Issue {
  if (source.release === undefined) {
    const description = openDescription(source.description)
    return 'code' in description ? description : readDescription(description, () => {}).index
  }
  try {
    return loadRelease(source.release).index
  } catch (error) {
    if (!isSandboxError(error)) throw error
    return { code: 'release-unreadable', severity: 'error', pointer: '', message: error.message }
  }
}
