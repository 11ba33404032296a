// How a sandbox begins: with the model as a pack corrects it, and the entities that were said to be there from the start.
import { profileIssues, withProfileOf } from '../auth/auth-options.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { ResourceModel } from '../../release/resources/model.js'
import { openPack, refuseFaults, type OpenPack } from '../../release/pack/open-pack.js'
import { gatherIssues } from '../../release/readers/report.js'
import { describedSeeds, type SeedList } from '../../release/pack/seed-lists.js'
import type { Issue } from '../../spec/issue.js'
import { emptyWorld, type World } from '../../state/world.js'
import { createEngine, type Engine } from '../engine.js'
import { attachAll } from '../policies/attach-all.js'
import { resolveOptions, type ResolvedOptions, type SandboxOptions } from '../options.js'
import { plantSimulation } from '../simulation/plant-simulation.js'
import { seedWorld } from '../stateful/seeds/seed-world.js'

/** An engine, and the world that it starts with. */
export interface Beginning {
  readonly engine: Engine
  readonly world: World
  /** What the pack and the seeds brought up. */
  readonly issues: readonly Issue[]
}

/**
 * Begins, with the pack and the auth profile of the options or else those of the release. Where there are no seeds and no pack, nothing is looked at before it is
 * asked for. Throws `invalid-option`, `unknown-operation`, `invalid-policy`, `invalid-auth-profile`, and `invalid-pack` for a pack that is not of the right form or
 * cannot be carried out, or whose seeds cannot be there.
 */
export function begin(source: ReleaseSource, options: SandboxOptions): Beginning {
  const given = resolveOptions(options, source.index.operations)
  const resolved = { ...given, auth: withProfileOf(source, given.auth) }
  const written = options.pack === undefined ? source.pack : options.pack
  const pack = written === undefined ? undefined : openPack(source, written)
  const now = options.now ?? pack?.simulation?.start ?? resolved.now
  const { engine, world, issues } = startWorld(source, { ...resolved, now }, pack)
  refuseFaults(issues.filter(({ file }) => file !== undefined))
  const fenced = attachAll(engine, world, options.policies)
  return {
    engine,
    world: fenced.world,
    issues: [
      ...profileIssues(resolved.auth, source.index),
      ...(pack?.issues ?? []),
      ...issues,
      ...fenced.issues
    ]
  }
}

/** The engine and its first world; the issues are those of seeds, which are left out where there are errors. Throws `invalid-pack` for an endpoint that cannot be. */
export function startWorld(source: ReleaseSource, options: ResolvedOptions, pack?: OpenPack): Beginning {
  const seeds = seedsFor(source, pack)
  const model = seeds.length === 0 ? pack?.model : withoutStanding(pack?.model ?? source.model, seeds)
  const engine = createEngine(source, options, model, pack?.simulation)
  const { issues, report } = gatherIssues()
  const seeded = seeds.length === 0 ? emptyWorld() : seedWorld(engine, seeds, report)
  const isWhole = !issues.some(({ file, severity }) => file !== undefined && severity === 'error')
  return { engine, world: isWhole ? plantSimulation(engine, seeded) : seeded, issues }
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
