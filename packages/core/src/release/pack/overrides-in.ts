// The overrides that a description brings along: `x-sandbed` at its root and on its operations, put together as one.
import { getOwn, setOwn } from '../../internal/json.js'
import { escapeToken, parsePointer } from '../../internal/json-pointer.js'
import type { Issue } from '../../spec/issue.js'
import type { ReleaseSource } from '../release-source.js'
import { simulationMembers } from '../simulation/formats/simulation-format.js'
import type { OperationOverride, Overrides } from '../resources/overrides/overrides.js'
import type { SimulationPack } from './simulation-pack.js'
import { readOperationOverride, readOverrides } from './read-overrides.js'
import { mostIssues } from '../readers/report.js'

const extension = 'x-sandbed'

/** What a description says of itself. */
export interface DescribedOverrides {
  readonly overrides: Overrides
  /** What is wrong with it; at most 200. Pointers are those of the description. */
  readonly issues: readonly Issue[]
  /** From a pointer in `overrides` to the one in the description: for the issues of `applyOverrides`. */
  place(pointer: string): string
}

/** Collects them. What stands on an operation wins over what the root says of it. Looks at every operation once; never throws. */
export function overridesIn(source: ReleaseSource): DescribedOverrides {
  const root = getOwn(source.index.extensions, extension)
  const { overrides, issues: found } =
    root === undefined ? { overrides: {}, issues: [] } : readOverrides(root, `/${extension}`)
  const issues = [...found, ...behaviourIn(overrides)]
  const own = new Map<string, OperationOverride>()
  for (const { key } of source.index.operations) {
    const value = getOwn(source.operation(key).extensions ?? {}, extension)
    if (value === undefined) continue
    const read = readOperationOverride(value, pointerTo(key))
    issues.push(...read.issues.slice(0, mostIssues - issues.length))
    own.set(key, read.overrides)
  }
  return { overrides: withOperations(overrides, own), issues, place: (pointer) => placeOf(pointer, own) }
}

/** What happens beyond the description is not said in it: a pack can be exchanged, and takes functions. */
function behaviourIn(overrides: SimulationPack): readonly Issue[] {
  return simulationMembers
    .filter((member) => overrides[member] !== undefined)
    .map((member) => ({
      code: 'override-unusable',
      severity: 'warning',
      pointer: `/${extension}/${member}`,
      message: `\`${member}\` has no meaning in a description; it is left out.`,
      hint: 'Say it in a simulation pack.'
    }))
}

function withOperations(overrides: Overrides, own: ReadonlyMap<string, OperationOverride>): Overrides {
  if (own.size === 0) return overrides
  const operations: Record<string, OperationOverride> = {}
  for (const [name, override] of Object.entries(overrides.operations ?? {}))
    setOwn(operations, name, override)
  for (const [key, override] of own)
    setOwn(operations, key, { ...(getOwn(operations, key) as object), ...override })
  return { ...overrides, operations }
}

function placeOf(pointer: string, own: ReadonlyMap<string, OperationOverride>): string {
  const [section, name = '', member] = parsePointer(pointer)
  const override = section === 'operations' ? own.get(name) : undefined
  const isOwn = override && (member === undefined || Object.hasOwn(override, member))
  if (!isOwn) return `/${extension}${pointer}`
  return pointerTo(name) + pointer.slice(`/operations/${escapeToken(name)}`.length)
}

/** Where the extension of an operation stands: its key is its method and its path as described. */
function pointerTo(key: string): string {
  const space = key.indexOf(' ')
  return `/paths/${escapeToken(key.slice(space + 1))}/${key.slice(0, space).toLowerCase()}/${extension}`
}
