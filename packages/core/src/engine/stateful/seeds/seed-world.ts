// The world that a sandbox starts with: seeds become things in the order in which they are given, parents before what stands below them.
import { joinPointer } from '../../../internal/json-pointer.js'
import { sortKeys } from '../../../internal/sort-keys.js'
import { suggest } from '../../../internal/suggest.js'
import type { Report } from '../../../release/readers/report.js'
import type { SeedList } from '../../../release/pack/seed-lists.js'
import type { Issue } from '../../../spec/issue.js'
import { Collection } from '../../../state/collection.js'
import { emptyWorld, type World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { Entity } from '../entity.js'
import type { ResourceView, Understanding } from '../resource-view.js'
import { plantSeed } from './plant-seed.js'
import { countSeeds } from './seed-ids.js'
import { thingsOf, withThing } from '../things.js'

const invalid = { code: 'seed-invalid', severity: 'error' } as const
const unknown = { code: 'seed-member-unknown', severity: 'warning' } as const

/**
 * Plants seeds: the world with them. What cannot be planted is left out and reported as `seed-invalid`, members that nobody will see as
 * `seed-member-unknown`. Nobody else hears of any of it.
 */
export function seedWorld(engine: Engine, lists: readonly SeedList[], report: Report): World {
  const { understanding } = engine
  let world = emptyWorld()
  for (const list of inOrder(understanding, lists, report)) {
    const view = understanding.view(list.resource)
    // The pack stays the user's: whatever they do to it later is not done to the sandbox.
    const seeds = JSON.parse(JSON.stringify(list.seeds)) as SeedList['seeds']
    const count = countSeeds(view.resource, seeds)
    seeds.forEach((seed, index) => {
      const pointer = joinPointer(list.pointer, index)
      const planted = plantSeed(
        engine,
        world,
        view,
        { seed, ordinal: count.ordinalOf(seed, index) },
        (fault) =>
          report(() => ({
            ...(fault.isUnknown ? unknown : invalid),
            pointer: pointer + fault.pointer,
            ...(list.file === undefined ? {} : { file: list.file }),
            message: fault.message,
            ...(fault.hint === undefined ? {} : { hint: fault.hint })
          }))
      )
      if (planted) world = withThing(world, view, planted.entity)
    })
    world = withNext(world, view, count.next)
  }
  return world
}

/** The lists in an order in which parents and what is referred to come first; where that is a circle, anywhere in it. */
function inOrder(understanding: Understanding, lists: readonly SeedList[], report: Report): SeedList[] {
  const { resources } = understanding.model
  const byName = new Map(lists.map((list) => [list.resource, list]))
  const order = new Set<SeedList>()
  const entered = new Set<string>()
  const enter = (name: string): void => {
    const list = byName.get(name)
    if (!list || entered.has(name)) return
    entered.add(name)
    if (!Object.hasOwn(resources, name)) {
      report(() => unknownResource(list, Object.keys(resources)))
      return
    }
    const { parents, references, links } = resources[name]!
    for (const { resource } of parents) enter(resource)
    for (const { value } of references) enter(value)
    if (links) enter(links.value)
    order.add(list)
  }
  for (const name of sortKeys([...byName.keys()])) enter(name)
  return [...order]
}

function unknownResource({ resource, pointer, file }: SeedList, known: readonly string[]): Issue {
  const nearest = suggest(resource, known)
  return {
    ...invalid,
    pointer,
    ...(file === undefined ? {} : { file }),
    message: `There is no resource \`${resource.slice(0, 100)}\` to have seeds.`,
    ...(nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` })
  }
}

/** What is created later is counted after the seeds. */
function withNext(world: World, view: ResourceView, next: number): World {
  const things = thingsOf(world, view)
  return next <= things.next
    ? world
    : world.withCollection<Entity>(view.resource.name, Collection.from(next, things))
}
