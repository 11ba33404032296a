// The members that clients send: what is theirs is not the server's to fill.
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf } from '../../../schema/members-of.js'
import type { SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { entityPlace } from '../operations/entity-place.js'

/** Normalised names of the members that requests have. */
export function sentNames(source: SchemaSource, claims: readonly Claim[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { site, does } of claims) {
    if (site.request === undefined || !/^(?:create|update|replace)$/.test(does.value)) continue
    const inner = entityPlace(source, site.request, site.noun, 'request').schema
    for (const schema of [site.request, inner])
      for (const name of membersOf(source, schema).keys()) names.add(normaliseName(name))
  }
  return names
}
