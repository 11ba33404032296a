// description (and pack, and auth profile) -> release: what they say is checked as far as a sandbox would check it, seeds included.
import type { AuthProfile } from '../auth/profile/profile.js'
import { openDescription } from '../spec/description.js'
import type { Issue } from '../spec/issue.js'
import { compileDescription, releaseOf, type Compiled } from '../release/compile-description.js'
import { readDescription } from '../release/read-description.js'
import { copyPack, inPack } from '../release/pack/open-pack.js'
import type { SimulationPack } from '../release/pack/simulation-pack.js'
import { gatherIssues } from '../release/readers/report.js'
import { packText } from '../release/pack/pack-text.js'
import { examineProfile } from './auth/check-auth-profile.js'
import { examinePack, unreadable } from './packs/examine-pack.js'

/** Options of `compile`. */
export interface CompileOptions {
  /** A simulation pack that becomes part of the release; sandboxes of it use it unless they are given another. Functions cannot be in it. */
  readonly pack?: SimulationPack
  /** An auth profile that becomes part of the release; sandboxes of it use it unless their option `auth` has another. How much is asked of clients stays with that option. */
  readonly authProfile?: AuthProfile
}

/**
 * Compiles an OpenAPI 3.0 or 3.1 description (an object; `@sandbed/node` loads files) into an immutable release. Never throws for what
 * the description, the pack or the profile holds: faults are issues, and what those of a description do not touch still works. `release` is undefined
 * when the value is not an OpenAPI description of a supported version, and when the pack or the profile has errors; the `file` of their issues is
 * `(pack)` or `(auth profile)`.
 *
 * @example
 * const { release, issues } = compile(JSON.parse(text), { pack: { resources: { pets: { seed: [{ name: 'Rex' }] } } } })
 */
export function compile(value: unknown, { pack, authProfile }: CompileOptions = {}): Compiled {
  if (pack === undefined && authProfile === undefined) return compileDescription(value)
  const description = openDescription(value)
  if ('code' in description) return { release: undefined, issues: [description] }
  const issues: Issue[] = []
  const source = readDescription(description, (issue) => issues.push(issue))
  const read = pack === undefined ? undefined : textOf(pack)
  const examined = authProfile === undefined ? undefined : examineProfile(source.index, authProfile)
  const found = [
    ...(read ? [...examinePack(source, read.pack), ...read.issues] : []),
    ...(examined?.issues ?? [])
  ]
  const release = releaseOf(source, {
    ...(read?.text !== undefined && { pack: read.text }),
    ...(examined?.profile && { authProfile: JSON.stringify(examined.profile) })
  })
  const isUsable = !found.some(({ severity }) => severity === 'error')
  return { release: isUsable ? release : undefined, issues: [...issues, ...found] }
}

function textOf(given: SimulationPack): { pack: unknown; text?: string; issues: readonly Issue[] } {
  let pack: unknown
  try {
    pack = copyPack(given)
  } catch (error) {
    return { pack: {}, issues: unreadable(error) }
  }
  const { issues, report } = gatherIssues()
  // What is no plain JSON is reported by the readers.
  const isPlain = pack !== given && typeof pack === 'object' && pack !== null
  return { pack, ...(isPlain && { text: packText(pack as object, report) }), issues: issues.map(inPack) }
}
