// The option `auth`: how much is asked of clients, and the profile that says how schemes are simulated.
import type { AuthDial } from '../../auth/open-auth.js'
import type { AuthProfile } from '../../auth/profile/profile.js'
import { readAuthProfile } from '../../auth/profile/read-profile.js'
import { SandboxError } from '../../errors.js'
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
  /** How the schemes of the description are simulated: `auth-profile.schema.json`. @default as the description has them */
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
  if (auth.profile === undefined) return { mode, profile: undefined, issues: [] }
  const { profile, issues } = readAuthProfile(auth.profile)
  const placed = issues.map((issue) => ({ ...issue, file: '(auth profile)' }))
  const fault = placed.find(({ severity }) => severity === 'error')
  if (!profile || fault)
    throw new SandboxError(
      'invalid-auth-profile',
      `The auth profile cannot be used: ${fault?.message ?? 'it is none.'} (${fault?.pointer || 'the whole of it'})`,
      { issues: placed }
    )
  return { mode, profile, issues: placed }
}
