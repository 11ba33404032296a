// A sandbox from a file or URL in one call.
import { SandboxError, type Sandbox, type SandboxOptions } from '@sandbed/core'
import { loadDescription } from './load/load-description.js'
import type { LoadOptions } from './load/load-options.js'
import { loadPack, type PackSource } from './load/load-pack.js'
import type { WebhookOptions } from './host.js'
import { sandboxOf } from './sandbox-of.js'

/**
 * Loads a description (JSON or YAML; a path or URL), or a release made by `sdb compile`, and makes a sandbox of it. Rejects with `invalid-description`, carrying the issues with
 * their lines, when it cannot be read.
 *
 * `pack` is a simulation pack: a path, a URL or the parsed object. Rejects with `invalid-pack`, in the same way, when it cannot be read or used.
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
  options: Omit<SandboxOptions, 'pack'> & {
    readonly load?: LoadOptions
    readonly overlay?: LoadOptions['overlay']
    readonly pack?: PackSource
    readonly webhooks?: WebhookOptions
  } = {}
): Promise<Sandbox> {
  const { load, overlay, pack, ...rest } = options
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
  return sandboxOf(loaded, rest, pack === undefined ? undefined : await loadPack(pack, load))
}
