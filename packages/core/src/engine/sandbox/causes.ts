// Which lines of the log led from one world to another, and which of them touched a thing.
import { diffTries } from '../../state/diff-tries.js'
import type { World } from '../../state/world.js'
import type { Entry } from '../traces/entry.js'

/** A line of the log with its number. */
export interface Line {
  readonly seq: number
  readonly entry: Entry
}

/**
 * Finds the lines of a log, in its order, that touched a thing on the way from one world to another, by their numbers. What was undone by going back is not told of; neither is what the log has
 * forgotten. The log is looked at when the first thing is asked for.
 */
export function linesBetween(
  log: () => readonly Line[],
  before: World,
  after: World
): (resource: string, seq: number) => readonly number[] {
  let found: Map<string, Map<number, number[]>> | undefined
  return (resource, seq) => {
    found ??= touchedBy(wayBetween(log(), before, after))
    return found.get(resource)?.get(seq) ?? []
  }
}

/** The entries that lead from one world to the other, oldest first: followed from the end back. */
function wayBetween(log: readonly Line[], before: World, after: World): Line[] {
  const way: Line[] = []
  let at = after
  for (let i = log.length - 1; i >= 0 && !showSame(at, before); i--) {
    const { entry } = log[i]!
    if (entry.before === entry.after || !showSame(entry.after, at)) continue
    // What came before a restore did not lead here, unless it led to what was restored.
    const wasThere = entry.kind === 'restore' && (showSame(before, at) || leadsTo(log, i, at))
    if (wasThere) continue
    way.push(log[i]!)
    at = entry.before
  }
  return way.toReversed()
}

function leadsTo(log: readonly Line[], end: number, world: World): boolean {
  return log.slice(0, end).some(({ entry }) => showSame(entry.after, world) || showSame(entry.before, world))
}

/** Whether two worlds hold the very same things. Equal ones that came about apart do not count. */
function showSame(a: World, b: World): boolean {
  if (a === b) return true
  const names = new Set([...a.names('domain'), ...b.names('domain')])
  return [...names].every((name) => a.collection(name).records === b.collection(name).records)
}

/** Resource -> number of a thing -> the numbers of what touched it. */
function touchedBy(way: readonly Line[]): Map<string, Map<number, number[]>> {
  const touched = new Map<string, Map<number, number[]>>()
  for (const { seq: line, entry } of way) {
    const { before, after } = entry
    for (const name of new Set([...before.names('domain'), ...after.names('domain')])) {
      const things = touched.get(name) ?? new Map<number, number[]>()
      touched.set(name, things)
      diffTries(before.collection(name).records, after.collection(name).records, (seq) => {
        const lines = things.get(seq)
        if (lines) lines.push(line)
        else things.set(seq, [line])
      })
    }
  }
  return touched
}
