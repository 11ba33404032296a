// How a sandbox begins: with the model as a pack corrects it, and the entities that were said to be there from the start.
import type { ReleaseSource } from '../release/release-source.js'
import type { ResourceModel } from '../release/resources/model.js'
import { openPack, refuseFaults, type OpenPack } from '../release/resources/overrides/open-pack.js'
import { gatherIssues } from '../release/resources/overrides/report.js'
import { describedSeeds, type SeedList } from '../release/resources/overrides/seed-lists.js'
import type { Issue } from '../spec/issue.js'
import { emptyWorld, type World } from '../state/world.js'
import { createEngine, type Engine } from './engine.js'
import { resolveOptions, type SandboxOptions } from './options.js'
import { seedWorld } from './stateful/seeds/seed-world.js'

/** An engine, and the world that it starts with. */
export interface Beginning {
  readonly engine: Engine
  readonly world: World
  /** What the pack and the seeds brought up; nothing that keeps the sandbox from working. */
  readonly issues: readonly Issue[]
}

/**
 * Begins. Where there are no seeds and no pack, nothing is looked at before it is asked for. Throws `invalid-option`, `unknown-operation`,
 * and `invalid-pack` for a pack that is not of the right form or whose seeds cannot be there.
 */
export function begin(source: ReleaseSource, options: SandboxOptions): Beginning {
  const resolved = resolveOptions(options, source.index.operations)
  const pack = options.pack === undefined ? undefined : openPack(source, options.pack)
  const seeds = seedsFor(source, pack)
  if (seeds.length === 0)
    return {
      engine: createEngine(source, resolved, pack?.model),
      world: emptyWorld(),
      issues: pack?.issues ?? []
    }
  const engine = createEngine(source, resolved, withoutStanding(pack?.model ?? source.model, seeds))
  const { issues, report } = gatherIssues()
  const world = seedWorld(engine, seeds, report)
  refuseFaults(issues.filter(({ file }) => file !== undefined))
  return { engine, world, issues: [...(pack?.issues ?? []), ...issues] }
}

/** For each resource those of the pack, else those of the description. */
function seedsFor(source: ReleaseSource, pack: OpenPack | undefined): readonly SeedList[] {
  const said = pack?.seeds ?? []
  const named = new Set(said.map(({ resource }) => resource))
  return [...said, ...describedSeeds(source).filter(({ resource }) => !named.has(resource))]
}

/** Who says what there is of a kind that the API cannot create wants none made up beside it. */
function withoutStanding(model: ResourceModel, seeds: readonly SeedList[]): ResourceModel {
  const resources = { ...model.resources }
  for (const { resource: name } of seeds) {
    const resource = Object.hasOwn(resources, name) ? resources[name] : undefined
    if (resource && !resource.creatable.value && resource.known === undefined)
      resources[name] = { ...resource, known: [] }
  }
  return { ...model, resources }
}
