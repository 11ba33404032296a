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
 * Makes a sandbox of a description (or release) that was loaded, with a pack and policies that were. Its issues are those of loading and its own, with
 * their lines. Webhooks are sent, and live clocks move, as `nodeHost` has it; tokens are of the issuer that `serve` listens as. Throws what `createSandbox` of the core throws; `invalid-pack` and `invalid-policy` with lines.
 */
export function sandboxOf(
  loaded: LoadedDescription,
  options: Omit<SandboxOptions, 'pack'> & { readonly webhooks?: WebhookOptions } = {},
  pack?: LoadedPack,
  policies: readonly LoadedPolicy[] = []
): Sandbox {
  const { webhooks, host, ...rest } = options
  const place = servedPlace()
  const sandbox = make(
    loaded,
    { ...rest, host: { ...nodeHost(webhooks), ...place.host, ...host } },
    pack,
    policies
  )
  // On top of it and no copy: what it tells of its state is asked of it each time.
  const outer = Object.create(sandbox, {
    issues: {
      get: () => [...loaded.issues, ...placeIssues(placed(sandbox.issues, pack, policies), loaded)],
      enumerable: true
    }
  }) as Sandbox
  place.isOf(outer)
  return outer
}

function make(
  loaded: LoadedDescription,
  options: SandboxOptions,
  pack: LoadedPack | undefined,
  policies: readonly LoadedPolicy[]
): Sandbox {
  const packs = [...(options.policies ?? []), ...policies.map((policy) => policy.pack)]
  try {
    return createSandbox({
      ...options,
      ...(pack === undefined ? {} : { pack: pack.pack }),
      ...(policies.length === 0 ? {} : { policies: packs }),
      ...sandboxSource(loaded.document)
    })
  } catch (error) {
    const isPlaced =
      isSandboxError(error) &&
      ((error.code === 'invalid-pack' && pack !== undefined) ||
        (error.code === 'invalid-policy' && policies.length > 0))
    throw isPlaced ? placedError(error, placed(error.issues, pack, policies)) : error
  }
}

/** Issues about files of the user, with their lines. */
function placed(
  issues: readonly Issue[],
  pack: LoadedPack | undefined,
  policies: readonly LoadedPolicy[]
): readonly Issue[] {
  return policies.reduce((left, policy) => policy.place(left), pack?.place(issues) ?? issues)
}
