// Policies that were in force when a log was written, and are not where it is replayed.
import type { World } from '../../state/world.js'
import type { TraceRecord } from '../../traces/record.js'
import { policiesIn } from '../policies/policies-in-world.js'

/**
 * Says which are missing, a sentence for each: packs that decided something in the log, that the world from which it is replayed does not have, and that
 * no record before attaches.
 */
export function missingPolicies(records: readonly TraceRecord[], world: World): string[] {
  const there = new Set(Array.from(policiesIn(world), ([, { name }]) => name))
  const missing = new Set<string>()
  for (const { kind, name, input, policies } of records) {
    if (kind === 'control' && name === 'policies.attach')
      there.add((input as { name?: string } | null)?.name ?? '')
    for (const { pack } of policies) if (!there.has(pack)) missing.add(pack)
  }
  return [...missing].map(
    (pack) =>
      `It was recorded with the policy '${pack.slice(0, 100)}'; this sandbox has none of that name. Give it with --policy.`
  )
}
