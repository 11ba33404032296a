// The ids of seeds: as they say, and where ids are counted, the others as a database would give them, past all that are said.
import { getOwn } from '../../../internal/json.js'
import type { Resource } from '../../../release/resources/model.js'
import { factAt, idText, type Facts } from '../facts.js'

/** The id that a seed says; `undefined` where it says none. */
export function saidId({ id, kind }: Resource, seed: Facts): string | undefined {
  if (kind.value === 'singleton') return ''
  const said = idText(id?.at ? factAt(seed, id.at.value) : getOwn(seed, 'id'))
  return said === '' ? undefined : said
}

/** Beyond this an id is no counted one. */
const mostCounted = 0x10000000000
/** What is made up for seeds with ids of their own is told apart from what is made up for those that are counted. */
const beside = 0x40000000

/** Counts the seeds of one resource. */
export interface SeedCount {
  /** The ordinal to make a seed with, the `index`-th of its resource; `undefined`: the next. */
  ordinalOf(seed: Facts, index: number): number | undefined
  /** The ordinal of what is created after all seeds; 0 where ids are not counted. */
  readonly next: number
}

/** Starts to count. */
export function countSeeds(resource: Resource, seeds: readonly Facts[]): SeedCount {
  const shape = resource.id?.shape.value
  if (shape?.kind !== 'sequence') return { ordinalOf: () => undefined, next: 0 }
  const { prefix = '', start } = shape
  const ordinals = seeds.map((seed) => {
    const id = saidId(resource, seed)
    const ordinal = id?.startsWith(prefix) ? Number(id.slice(prefix.length)) - start : -1
    return Number.isInteger(ordinal) && ordinal < mostCounted ? ordinal : -1
  })
  const said = new Set(ordinals)
  let next = 0
  return {
    ordinalOf(seed, index) {
      if (saidId(resource, seed) === undefined) {
        while (said.has(next)) next++
        return next++
      }
      next = Math.max(next, ordinals[index]! + 1)
      return beside + index
    },
    get next() {
      return next
    }
  }
}
