// The door for hosts that only run compiled releases, such as Workers: everything of the core but the compiler, which stays out of the bundle.
import { runSandbox, type Sandbox } from './engine/run-sandbox.js'
import type { SandboxOptions } from './engine/options.js'
import { loadRelease, readRelease, type ReleaseInput } from './release/load-release.js'

export { createFetch } from './engine/create-fetch.js'
export { SandboxError, isSandboxError, type SandboxErrorCode } from './errors.js'
export type { Mode, SandboxOptions, ValidationDial } from './engine/options.js'
export type { Sandbox } from './engine/run-sandbox.js'
export type { Release } from './release/release.js'
export type { ReleaseInput } from './release/load-release.js'

/**
 * Makes a sandbox of a compiled release, given as an object or as JSON text. Throws `invalid-option` or `invalid-release`.
 *
 * @example
 * import release from './petstore.release.json'
 * const sandbox = createSandbox({ release, mode: 'dynamic' })
 */
export function createSandbox(options: { readonly release: ReleaseInput } & SandboxOptions): Sandbox {
  return runSandbox(readRelease(loadRelease(options.release)), options, [])
}
