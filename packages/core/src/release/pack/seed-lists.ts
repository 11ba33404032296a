// The entities that are said to be there from the start, by a pack or by the `x-sandbed` of a description.
import { getOwn, isObject } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import type { ReleaseSource } from '../release-source.js'
import type { Overrides } from '../resources/overrides/overrides.js'
import { readOverrides } from './read-overrides.js'

/** The seeds of one resource. */
export interface SeedList {
  readonly resource: string
  readonly seeds: readonly { readonly [member: string]: unknown }[]
  /** The JSON Pointer of the list, and what issues call the document it stands in (absent: the description). */
  readonly pointer: string
  readonly file?: string
}

/** The seeds among overrides that stand at a pointer. */
export function seedsOf({ resources = {} }: Overrides, at: string, file?: string): readonly SeedList[] {
  return Object.entries(resources).flatMap(([resource, { seed }]) =>
    seed === undefined
      ? []
      : [
          {
            resource,
            seeds: seed,
            pointer: joinPointer(joinPointer(`${at}/resources`, resource), 'seed'),
            ...(file === undefined ? {} : { file })
          }
        ]
  )
}

/** The seeds that a description says itself. What is wrong with their form is reported when its model is made. */
export function describedSeeds({ index }: ReleaseSource): readonly SeedList[] {
  const said = isObject(index.extensions) ? getOwn(index.extensions, 'x-sandbed') : undefined
  const resources = isObject(said) ? getOwn(said, 'resources') : undefined
  const some = isObject(resources) && Object.values(resources).some((one) => isObject(one) && 'seed' in one)
  return some ? seedsOf(readOverrides(said, '/x-sandbed').overrides, '/x-sandbed') : []
}
