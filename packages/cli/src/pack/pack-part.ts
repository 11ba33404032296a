// The parts that a starting pack is put together from: each one entry of a section, in force or commented out, with what is said above it.
import type { Issue, SimulationPack } from '@sandbed/core'
import type { Trial } from './trial.js'

/** The sections of a pack, in the order in which they are written. */
export const sections = [
  'transitions',
  'timers',
  'scenarios',
  'faults',
  'responses',
  'webhooks',
  'resources',
  'operations'
] as const
export type Section = (typeof sections)[number]

/** One entry of a section. */
export interface PackPart {
  readonly section: Section
  /** The key of the entry; absent for the items of a list. */
  readonly name?: string
  readonly value: Readonly<Record<string, unknown>> | readonly unknown[]
  /** What is said above it, a paragraph each. */
  readonly comments: readonly string[]
  /** Commented out. */
  readonly isExample: boolean
}

/** The pack that some parts come to. */
export function packOf(parts: readonly PackPart[]): SimulationPack {
  const bySection = Map.groupBy(parts, ({ section }) => section)
  const entries = [...bySection].map(([section, some]) => [
    section,
    section === 'responses'
      ? some.map(({ value }) => value)
      : Object.fromEntries(some.map(({ name, value }) => [name, value]))
  ])
  return Object.fromEntries(entries) as SimulationPack
}

const mostRounds = 8

/** The parts without those that bring up errors or warnings: nothing is suggested that would not work as it stands. */
export function soundParts(given: readonly PackPart[], trial: Trial): readonly PackPart[] {
  let parts = given
  for (let round = 0; round < mostRounds && parts.length > 0; round++) {
    const faulty = new Set(
      trial
        .issues(packOf(parts))
        .filter(isFault)
        .map(({ pointer }) => entryOf(pointer))
    )
    if (faulty.size === 0) return parts
    const kept = withoutEntries(parts, faulty)
    if (kept.length === parts.length) break
    parts = kept
  }
  return []
}

/** Whether an issue is more than a note. */
export function isFault({ severity }: Issue): boolean {
  return severity !== 'info'
}

function withoutEntries(parts: readonly PackPart[], faulty: ReadonlySet<string>): PackPart[] {
  const counts = new Map<Section, number>()
  return parts.filter(({ section, name }) => {
    const index = counts.get(section) ?? 0
    counts.set(section, index + 1)
    return !faulty.has(`/${section}/${escaped(name ?? String(index))}`)
  })
}

/** The first two tokens of a pointer. */
function entryOf(pointer: string): string {
  return pointer.split('/').slice(0, 3).join('/')
}

function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}
