// What was loaded -> a sandbox whose issues say where in the files they were found.
import { createSandbox, isSandboxError, type Issue, type Sandbox, type SandboxOptions } from '@sandbed/core'
import { nodeHost, type WebhookOptions } from './host.js'
import type { LoadedDescription } from './load/load-description.js'
import type { LoadedAuthProfile } from './load/load-auth-profile.js'
import type { LoadedPack } from './load/load-pack.js'
import type { LoadedPolicy } from './load/load-policy.js'
import { placedError } from './load/pack-file.js'
import { placeIssues, sandboxSource } from './sandbox-source.js'
import { servedPlace } from './served-at.js'

/**
 * Makes a sandbox of a description (or release) that was loaded, with a pack, policies and an auth profile that were. Its issues are those of loading and
 * its own, with their lines. The profile takes the place of that of `options.auth`, whose dial counts. Webhooks are sent, and live clocks move, as `nodeHost`
 * has it; tokens are of the issuer that `serve` listens as. Throws what `createSandbox` of the core throws; `invalid-pack`, `invalid-policy` and
 * `invalid-auth-profile` with lines.
 */
export function sandboxOf(
  loaded: LoadedDescription,
  options: Omit<SandboxOptions, 'pack'> & { readonly webhooks?: WebhookOptions } = {},
  pack?: LoadedPack,
  policies: readonly LoadedPolicy[] = [],
  authProfile?: LoadedAuthProfile
): Sandbox {
  const { webhooks, host, ...rest } = options
  const parts = { pack, policies, authProfile }
  const place = servedPlace()
  const sandbox = make(loaded, { ...rest, host: { ...nodeHost(webhooks), ...place.host, ...host } }, parts)
  // On top of it and no copy: what it tells of its state is asked of it each time.
  const outer = Object.create(sandbox, {
    issues: {
      get: () => [...loaded.issues, ...placeIssues(placed(sandbox.issues, parts), loaded)],
      enumerable: true
    }
  }) as Sandbox
  place.isOf(outer)
  return outer
}

/** What comes of files of its own, beside the description. */
interface Parts {
  readonly pack: LoadedPack | undefined
  readonly policies: readonly LoadedPolicy[]
  readonly authProfile: LoadedAuthProfile | undefined
}

function make(loaded: LoadedDescription, options: SandboxOptions, parts: Parts): Sandbox {
  const { pack, policies, authProfile } = parts
  const packs = [...(options.policies ?? []), ...policies.map((policy) => policy.pack)]
  const mode = options.auth?.mode ?? 'off'
  try {
    return createSandbox({
      ...options,
      ...(pack === undefined ? {} : { pack: pack.pack }),
      ...(policies.length === 0 ? {} : { policies: packs }),
      ...(authProfile === undefined ? {} : { auth: { mode, profile: authProfile.profile } }),
      ...sandboxSource(loaded.document)
    })
  } catch (error) {
    const isPlaced =
      isSandboxError(error) &&
      ((error.code === 'invalid-pack' && pack !== undefined) ||
        (error.code === 'invalid-policy' && policies.length > 0) ||
        (error.code === 'invalid-auth-profile' && authProfile !== undefined))
    throw isPlaced ? placedError(error, placed(error.issues, parts)) : error
  }
}

/** Issues about files of the user, with their lines. */
function placed(issues: readonly Issue[], { pack, policies, authProfile }: Parts): readonly Issue[] {
  const files = [...(pack ? [pack] : []), ...policies, ...(authProfile ? [authProfile] : [])]
  return files.reduce((left, file) => file.place(left), issues)
}
