// What is wrong with a policy pack, without making a sandbox.
import { isSandboxError } from '../../errors.js'
import { loadRelease, readRelease } from '../../release/load-release.js'
import { inspectPack } from '../../release/pack/open-pack.js'
import type { SimulationPack } from '../../release/pack/simulation-pack.js'
import { readDescription } from '../../release/read-description.js'
import type { ReleaseSource } from '../../release/release-source.js'
import { openDescription } from '../../spec/description.js'
import type { Issue } from '../../spec/issue.js'
import type { AuthDial } from '../../auth/open-auth.js'
import type { SandboxSource } from '../sandbox/create-sandbox.js'
import { examinePolicy } from './checked-policy.js'

/** What a policy is checked against: an API, with the simulation pack that its faults are of, and how much is asked of clients. */
export type PolicySource = SandboxSource & {
  readonly pack?: SimulationPack
  /** @default 'enforced' */
  readonly auth?: AuthDial
}

/**
 * Everything that is to be said about a policy for an API: what is not of the form of `policy.schema.json`, names that lead nowhere, expressions that cannot be. Issues have
 * pointers into the policy and the `file` `(policy <name>)`; with an `error` among them no sandbox takes it. Never throws; what keeps the API itself from being
 * read is an issue without that `file`.
 *
 * @example
 * const issues = checkPolicy({ description }, { name: 'fence', rules: [{ name: 'reads-only', readOnly: true }] })
 */
export function checkPolicy(source: PolicySource, policy: unknown): readonly Issue[] {
  try {
    const release = read(source)
    if ('code' in release) return [release]
    const given = source.pack ?? release.pack
    const { model, simulation } = given === undefined ? { model: release.model } : inspectPack(release, given)
    const grounds = { source: release, model, faults: simulation?.faults ?? new Map() }
    return examinePolicy(policy, grounds, source.auth ?? 'enforced').issues
  } catch (error) {
    if (!isSandboxError(error)) throw error
    return [{ code: 'release-unreadable', severity: 'error', pointer: '', message: error.message }]
  }
}

function read(source: PolicySource): ReleaseSource | Issue {
  if (source.release !== undefined) return readRelease(loadRelease(source.release))
  const description = openDescription(source.description)
  return 'code' in description ? description : readDescription(description, () => {})
}
