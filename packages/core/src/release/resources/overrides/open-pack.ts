// A simulation pack at run time: read, and carried out over the model of a release, which itself stays as it is.
import { SandboxError } from '../../../errors.js'
import { checkShape } from '../../../spec/description-shape.js'
import type { Issue } from '../../../spec/issue.js'
import type { ReleaseSource } from '../../release-source.js'
import type { ResourceModel } from '../model.js'
import { applyOverrides } from './apply-overrides.js'
import { readOverrides } from './read-overrides.js'
import { seedsOf, type SeedList } from './seed-lists.js'

/** What issues call the pack: their pointers lead into it. Hosts that know its file say that instead. */
export const packName = '(pack)'

/** What a pack comes to. */
export interface OpenPack {
  /** The model of the release with the corrections of the pack. */
  readonly model: ResourceModel
  readonly seeds: readonly SeedList[]
  /** Warnings and notes. */
  readonly issues: readonly Issue[]
}

/** Opens a pack. Throws `invalid-pack`, with every fault, when it is not of the form that `pack.schema.json` describes. */
export function openPack(source: ReleaseSource, pack: unknown): OpenPack {
  const { overrides, issues } = readPlain(pack)
  refuseFaults(issues)
  const origin = overrides.name === undefined ? 'the pack' : `the pack '${overrides.name.slice(0, 100)}'`
  const applied = applyOverrides(source.model, overrides, source.index.operations, origin, { source })
  return {
    model: applied.model,
    seeds: seedsOf(overrides, '', packName),
    issues: [...issues, ...applied.issues].map(inPack)
  }
}

/** Reads the pack as it is now: what its getters or proxies say later plays no part. */
function readPlain(pack: unknown): ReturnType<typeof readOverrides> {
  try {
    const isPlain = typeof pack === 'object' && pack !== null && checkShape(pack) === undefined
    return readOverrides(isPlain ? JSON.parse(JSON.stringify(pack)) : pack, '')
  } catch (cause) {
    throw new SandboxError(
      'invalid-pack',
      'The pack cannot be read: a member of it throws. Give it as plain JSON.',
      {
        cause
      }
    )
  }
}

/** Throws `invalid-pack` where there are errors among the issues of a pack. */
export function refuseFaults(issues: readonly Issue[]): void {
  const faults = issues.filter(({ severity }) => severity === 'error').map(inPack)
  const [first] = faults
  if (!first) return
  const others = faults.length === 1 ? '' : ` There are ${faults.length - 1} more; see \`issues\`.`
  throw new SandboxError(
    'invalid-pack',
    `The pack cannot be used. ${first.pointer === '' ? '' : `${first.pointer}: `}${first.message}${others}`,
    { issues: faults }
  )
}

function inPack(issue: Issue): Issue {
  return { ...issue, file: packName }
}
