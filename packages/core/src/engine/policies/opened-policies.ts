// The policies of a world, made ready: each is opened once for an engine.
import { BoundedMap } from '../../internal/bounded-map.js'
import { openPolicy, type OpenPolicy, type PolicyGrounds } from '../../policies/open-policy.js'
import { readPolicyPack } from '../../policies/read-policy.js'
import type { FaultSpec } from '../../release/simulation/fault-spec.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { policiesIn, type PolicyRecord } from './policies-in-world.js'

interface Opened {
  readonly byText: BoundedMap<OpenPolicy>
  latest?: { readonly collection: Collection<PolicyRecord>; readonly policies: readonly OpenPolicy[] }
}

const known = new WeakMap<Engine, Opened>()
const noFaults: ReadonlyMap<string, FaultSpec> = new Map()

/** What policies are opened against. */
export function policyGrounds({ release, understanding, simulation }: Engine): PolicyGrounds {
  return { source: release, model: understanding.model, faults: simulation?.faults ?? noFaults }
}

/**
 * The packs in force, in order. One that cannot be opened here has come in a snapshot of a sandbox with another simulation pack: it lets nothing pass, since nobody
 * can tell what it forbids.
 */
export function openedPolicies(engine: Engine, world: World): readonly OpenPolicy[] {
  let opened = known.get(engine)
  if (!opened) known.set(engine, (opened = { byText: new BoundedMap(16_000_000) }))
  const collection = policiesIn(world)
  if (opened.latest?.collection === collection) return opened.latest.policies
  const { byText } = opened
  const policies = Array.from(collection, ([, { name, pack: text }]) => {
    let policy = byText.get(text)
    if (!policy) {
      policy = reopened(engine, text) ?? { name, default: 'deny', rules: [] }
      byText.set(text, policy, text.length + 500)
    }
    return policy
  })
  opened.latest = { collection, policies }
  return policies
}

function reopened(engine: Engine, text: string): OpenPolicy | undefined {
  const { pack, issues } = readPolicyPack(JSON.parse(text))
  if (!pack || issues.some(({ severity }) => severity === 'error')) return undefined
  return openPolicy(pack, policyGrounds(engine)).policy
}
