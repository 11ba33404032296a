// What was loaded -> a sandbox whose issues say where in the files they were found.
import { createSandbox, isSandboxError, SandboxError, type Sandbox, type SandboxOptions } from '@sandbed/core'
import { nodeHost, type WebhookOptions } from './host.js'
import type { LoadedDescription } from './load/load-description.js'
import type { LoadedPack } from './load/load-pack.js'
import { placeIssues, sandboxSource } from './sandbox-source.js'
import { servedPlace } from './served-at.js'

/**
 * Makes a sandbox of a description (or release) that was loaded, with a pack that was. Its issues are those of loading and its own, with
 * their lines. Webhooks are sent, and live clocks move, as `nodeHost` has it; tokens are of the issuer that `serve` listens as. Throws what `createSandbox` of the core throws; `invalid-pack` with lines.
 */
export function sandboxOf(
  loaded: LoadedDescription,
  options: Omit<SandboxOptions, 'pack'> & { readonly webhooks?: WebhookOptions } = {},
  pack?: LoadedPack
): Sandbox {
  const { webhooks, host, ...rest } = options
  const place = servedPlace()
  const sandbox = make(loaded, { ...rest, host: { ...nodeHost(webhooks), ...place.host, ...host } }, pack)
  // On top of it and no copy: what it tells of its state is asked of it each time.
  const outer = Object.create(sandbox, {
    issues: {
      get: () => [...loaded.issues, ...placeIssues(pack?.place(sandbox.issues) ?? sandbox.issues, loaded)],
      enumerable: true
    }
  }) as Sandbox
  place.isOf(outer)
  return outer
}

function make(loaded: LoadedDescription, options: SandboxOptions, pack: LoadedPack | undefined): Sandbox {
  try {
    return createSandbox({
      ...options,
      ...(pack === undefined ? {} : { pack: pack.pack }),
      ...sandboxSource(loaded.document)
    })
  } catch (error) {
    if (!isSandboxError(error) || error.code !== 'invalid-pack' || pack === undefined) throw error
    const issues = pack.place(error.issues)
    const [first] = issues
    const place =
      first?.line === undefined ? '' : ` (${first.file}, line ${first.line}, column ${first.column})`
    throw new SandboxError('invalid-pack', `${error.message}${place}`, { issues, cause: error })
  }
}
