// Whether two worlds are one state: what is kept in them is the very same, whatever the clock shows.
import type { World } from '../../state/world.js'

/** Compares by reference: equal worlds that came about apart do not count. */
export function differInClockOnly(a: World, b: World): boolean {
  if (a === b) return true
  if (a.size !== b.size || a.bytes !== b.bytes) return false
  const names = new Set([...a.names(), ...b.names()])
  return [...names].every((name) => a.collection(name) === b.collection(name))
}
