// A simulation pack at run time: read, and carried out over the model of a release, which itself stays as it is.
import { SandboxError } from '../../errors.js'
import { setOwn } from '../../internal/json.js'
import { checkShape } from '../../spec/description-shape.js'
import type { Issue } from '../../spec/issue.js'
import type { ReleaseSource } from '../release-source.js'
import type { ResourceModel } from '../resources/model.js'
import { openSimulation } from '../simulation/open-simulation.js'
import type { OpenSimulation } from '../simulation/opened.js'
import { applyOverrides } from '../resources/overrides/apply-overrides.js'
import { readOverrides } from './read-overrides.js'
import { gatherIssues } from '../readers/report.js'
import { seedsOf, type SeedList } from './seed-lists.js'

/** What issues call the pack: their pointers lead into it. Hosts that know its file say that instead. */
export const packName = '(pack)'

/** What a pack comes to. */
export interface OpenPack {
  /** The model of the release with the corrections of the pack. */
  readonly model: ResourceModel
  readonly seeds: readonly SeedList[]
  readonly simulation: OpenSimulation | undefined
  /** Warnings and notes. */
  readonly issues: readonly Issue[]
}

/** What can be said of a pack: how it opens, with errors among the issues where it cannot be used. */
export function inspectPack(source: ReleaseSource, pack: unknown): OpenPack {
  const { overrides, issues } = readPlain(pack)
  const origin = overrides.name === undefined ? 'the pack' : `the pack '${overrides.name.slice(0, 100)}'`
  const applied = applyOverrides(source.model, overrides, source.index.operations, origin, { source })
  const { issues: found, report } = gatherIssues()
  const simulation = openSimulation(overrides, { source, model: applied.model }, report)
  return {
    model: applied.model,
    simulation,
    seeds: seedsOf(overrides, '', packName),
    issues: [...issues, ...applied.issues, ...found].map(inPack)
  }
}

/** Opens a pack. Throws `invalid-pack`, with every fault, when it is not of the form that `pack.schema.json` describes, or cannot be carried out. */
export function openPack(source: ReleaseSource, pack: unknown): OpenPack {
  const opened = inspectPack(source, pack)
  refuseFaults(opened.issues)
  return opened
}

/** Reads the pack as it is now. */
function readPlain(pack: unknown): ReturnType<typeof readOverrides> {
  return readOverrides(copyPack(pack), '')
}

/**
 * A copy of a pack as it is now: what its getters or proxies say later plays no part. What is no plain JSON and no function comes back as
 * it is, for the readers to refuse. Throws `invalid-pack` where a member throws.
 */
export function copyPack(pack: unknown): unknown {
  try {
    const isPlain = typeof pack === 'object' && pack !== null && checkShape(pack, true) === undefined
    return isPlain ? copyOf(pack) : pack
  } catch (cause) {
    throw new SandboxError(
      'invalid-pack',
      'The pack cannot be read: a member of it throws. Give it as plain JSON.',
      { cause }
    )
  }
}

/** What JSON would keep, and functions. */
function copyOf(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf)
  const copy = {}
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name]
    if (member !== undefined) setOwn(copy, name, copyOf(member))
  }
  return copy
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

/** An issue of a pack is marked as one. */
export function inPack(issue: Issue): Issue {
  return { ...issue, file: packName }
}
