// A sandbox from a file or URL in one call.
import { SandboxError, type AuthOptions, type Sandbox, type SandboxOptions } from '@sandbed/core'
import { loadAuthProfile, type AuthProfileSource } from './load/load-auth-profile.js'
import { loadDescription } from './load/load-description.js'
import type { LoadOptions } from './load/load-options.js'
import { loadPack, type PackSource } from './load/load-pack.js'
import { loadPolicy, type PolicySource } from './load/load-policy.js'
import type { WebhookOptions } from './host.js'
import { sandboxOf } from './sandbox-of.js'

/**
 * Loads a description (JSON or YAML; a path or URL), or a release made by `sdb compile`, and makes a sandbox of it. Rejects with `invalid-description`, carrying the issues with
 * their lines, when it cannot be read.
 *
 * `pack` is a simulation pack: a path, a URL or the parsed object. Rejects with `invalid-pack`, in the same way, when it cannot be read or used.
 *
 * `policies` are policy packs in the same way, in the order in which they are attached. Rejects with `invalid-policy`.
 *
 * `auth.profile` is an auth profile in the same way. Rejects with `invalid-auth-profile`.
 *
 * `overlay` is the same as `load.overlay`: OpenAPI Overlays to apply to the description, in order, as paths, URLs or parsed objects.
 *
 * `webhooks` says what may be sent where: without it, https to the public internet only. What `host` has takes the place of Node's own.
 *
 * @example
 * const sandbox = await createSandbox('./petstore.yaml', { mode: 'dynamic', seed: 'ci' })
 */
export async function createSandbox(
  source: string | URL,
  options: Omit<SandboxOptions, 'auth' | 'pack' | 'policies'> & {
    readonly auth?: Omit<AuthOptions, 'profile'> & { readonly profile?: AuthProfileSource }
    readonly load?: LoadOptions
    readonly overlay?: LoadOptions['overlay']
    readonly pack?: PackSource
    readonly policies?: readonly PolicySource[]
    readonly webhooks?: WebhookOptions
  } = {}
): Promise<Sandbox> {
  const { load, overlay, pack, policies = [], auth, ...rest } = options
  const loaded = await loadDescription(source, { ...load, ...(overlay !== undefined && { overlay }) })
  const { document, issues } = loaded
  const fault = issues.find((issue) => issue.severity === 'error')
  if (document === undefined) {
    const parts = [
      ...(fault?.line === undefined && overlay === undefined ? [String(source)] : []),
      // It may be an overlay that cannot be read.
      ...(overlay === undefined || fault?.file === undefined ? [] : [fault.file]),
      ...(fault?.line === undefined ? [] : [`line ${fault.line}, column ${fault.column}`])
    ]
    const place = parts.length === 0 ? '' : ` (${parts.join(', ')})`
    throw new SandboxError(
      'invalid-description',
      `${fault?.message ?? 'The description cannot be read.'}${place}`,
      { issues }
    )
  }
  const loadedPack = pack === undefined ? undefined : await loadPack(pack, load)
  const loadedPolicies = []
  for (const policy of policies) loadedPolicies.push(await loadPolicy(policy, load))
  const { profile, ...dial } = auth ?? {}
  const loadedProfile = profile === undefined ? undefined : await loadAuthProfile(profile, load)
  const settings = { ...rest, ...(auth !== undefined && { auth: dial as AuthOptions }) }
  return sandboxOf(loaded, settings, loadedPack, loadedPolicies, loadedProfile)
}
