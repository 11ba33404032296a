// The option `policies`: the packs that are in force from the start.
import { SandboxError } from '../../errors.js'
import type { PolicyPack } from '../../policies/policy-pack.js'
import type { Issue } from '../../spec/issue.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { checkedPolicy } from './checked-policy.js'
import { withPolicy } from './policies-in-world.js'

/** Attaches them in their order. Throws `invalid-option` for what is no list and for two of one name, and `invalid-policy`. */
export function attachAll(
  engine: Engine,
  from: World,
  packs: readonly PolicyPack[] = []
): { readonly world: World; readonly issues: readonly Issue[] } {
  if (!Array.isArray(packs))
    throw new SandboxError('invalid-option', 'The option `policies` must be a list of policy packs.')
  const names = new Set<string>()
  const found: Issue[] = []
  let world = from
  for (const given of packs as readonly PolicyPack[]) {
    const { pack, issues } = checkedPolicy(engine, given)
    if (names.has(pack.name))
      throw new SandboxError('invalid-option', `The option \`policies\` has two packs called '${pack.name}'.`)
    names.add(pack.name)
    found.push(...issues)
    world = withPolicy(world, pack)
  }
  return { world, issues: found }
}
