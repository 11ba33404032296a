// The names by which tests call a thing.
import type { DiffThing } from '../engine/sandbox/state-diff.js'

/** Whether a thing is meant by an id, or by that of something it stands below and its own: `octocat/1`. */
export function isCalled({ id, parents }: Pick<DiffThing, 'id' | 'parents'>, name: string): boolean {
  return (
    id === name ||
    (name.endsWith(`/${id}`) && Object.values(parents ?? {}).includes(name.slice(0, -id.length - 1)))
  )
}
