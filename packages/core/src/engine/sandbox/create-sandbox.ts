// The usual way to a sandbox: from a compiled release, or straight from a description.
import { SandboxError } from '../../errors.js'
import { releaseOf } from '../../release/compile-description.js'
import { digestOfDescription } from '../../release/digest-release.js'
import { loadRelease, readRelease, type ReleaseInput } from '../../release/load-release.js'
import { readDescription } from '../../release/read-description.js'
import { openDescription } from '../../spec/description.js'
import type { Issue } from '../../spec/issue.js'
import type { SandboxOptions } from '../options.js'
import { runSandbox } from './run-sandbox.js'
import type { Sandbox } from './sandbox.js'

/** What a sandbox is made from: a compiled release, or a description that is compiled operation by operation as requests come. */
export type SandboxSource =
  | { readonly release: ReleaseInput; readonly description?: undefined }
  | { readonly description: unknown; readonly release?: undefined }

/**
 * Makes a sandbox. Throws `invalid-option`, `invalid-pack`, `invalid-release`, or `invalid-description` when nothing at all can be made of the description.
 *
 * @example
 * const sandbox = createSandbox({ description, mode: 'dynamic', seed: 'ci' })
 * sandbox.handle({ method: 'GET', url: '/pets/1' }) // { status: 200, headers: {...}, body: '{...}' }
 */
export function createSandbox(options: SandboxSource & SandboxOptions): Sandbox {
  if (options.release !== undefined) {
    const release = loadRelease(options.release)
    let digest: string | undefined
    return runSandbox(readRelease(release), options, [], () => (digest ??= digestOfDescription(release)))
  }
  const description = openDescription(options.description)
  if ('code' in description) {
    throw new SandboxError('invalid-description', `${description.message} ${description.hint ?? ''}`.trim(), {
      issues: [description]
    })
  }
  const issues: Issue[] = []
  const source = readDescription(description, (issue) => issues.push(issue))
  let digest: string | undefined
  return runSandbox(source, options, issues, () => (digest ??= releaseOf(source).digest))
}
