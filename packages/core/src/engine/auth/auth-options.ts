// The option `auth`: how much is asked of clients, and the profile that says how schemes are simulated.
import type { AuthDial } from '../../auth/open-auth.js'
import type { AuthProfile } from '../../auth/profile/profile.js'
import { fitProfile } from '../../auth/profile/fit-profile.js'
import { readAuthProfile } from '../../auth/profile/read-profile.js'
import { SandboxError } from '../../errors.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { ReleaseIndex } from '../../release/release.js'
import type { Issue } from '../../spec/issue.js'

/** How much can be asked of a request; see `AuthDial`. */
export const authDials = ['enforced', 'presence', 'off'] as const satisfies readonly AuthDial[]

/** Who may call. */
export interface AuthOptions {
  /**
   * - `enforced`: credentials have to be those of a client that `sandbox.clients` issued, or tokens of one, with the scopes that the operation needs.
   * - `presence`: where the description asks for credentials there have to be some, of the right form; any will do.
   * - `off`: nobody looks at credentials.
   */
  readonly mode: AuthDial
  /** How the schemes of the description are simulated: `auth-profile.schema.json`. @default that of the release, else as the description has them */
  readonly profile?: AuthProfile
}

/** The option, read. */
export interface ResolvedAuth {
  readonly mode: AuthDial
  readonly profile: AuthProfile | undefined
  /** Warnings about the profile. Their `file` is `(auth profile)`. */
  readonly issues: readonly Issue[]
}

/** Reads the option; without it auth is off. Throws `invalid-option`, and `invalid-auth-profile` with issues for a profile that is none. */
export function resolveAuth(auth: AuthOptions | undefined): ResolvedAuth {
  if (auth === undefined) return { mode: 'off', profile: undefined, issues: [] }
  const mode = typeof auth === 'object' && auth !== null ? auth.mode : undefined
  if (mode === undefined || !authDials.includes(mode))
    throw new SandboxError(
      'invalid-option',
      `The option \`auth\` must be an object whose \`mode\` is 'enforced', 'presence' or 'off', such as { mode: 'enforced' }.`
    )
  return auth.profile === undefined
    ? { mode, profile: undefined, issues: [] }
    : { mode, ...openProfile(auth.profile) }
}

/** With the profile of the release, where the option has none of its own. Throws `invalid-auth-profile` for one that was damaged. */
export function withProfileOf(
  { authProfile }: Pick<ReleaseSource, 'authProfile'>,
  auth: ResolvedAuth
): ResolvedAuth {
  return auth.profile || authProfile === undefined ? auth : { mode: auth.mode, ...openProfile(authProfile) }
}

function openProfile(value: unknown): Omit<ResolvedAuth, 'mode'> {
  const { profile, issues } = readAuthProfile(value)
  const placed = issues.map(inProfile)
  const fault = placed.find(({ severity }) => severity === 'error')
  if (!profile || fault)
    throw new SandboxError(
      'invalid-auth-profile',
      `The auth profile cannot be used: ${fault?.message ?? 'it is none.'} (${fault?.pointer || 'the whole of it'})`,
      { issues: placed }
    )
  return { profile, issues: placed }
}

/** What there is to say about the profile: as such, and beside the API that it is for. */
export function profileIssues({ issues, profile }: ResolvedAuth, index: ReleaseIndex): readonly Issue[] {
  return [...issues, ...fitProfile(profile, index).map(inProfile)]
}

/** What issues call a profile: their pointers lead into it. Hosts that know its file say that instead. */
export const profileName = '(auth profile)'

/** An issue of a profile is marked as one. */
export function inProfile(issue: Issue): Issue {
  return { ...issue, file: profileName }
}
