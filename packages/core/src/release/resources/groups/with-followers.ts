// What is known of all kinds of things -> the members of each that follow from it: from its keys and parents, and from what stands below.
import { expanding, parameterNamed } from '../operations/bind.js'
import type { Evidence } from '../evidence.js'
import { inferCounts } from '../fields/infer-counts.js'
import { inferDerived } from '../fields/infer-derived.js'
import { sentNames } from '../fields/sent-names.js'
import { shownReferences } from '../fields/shown-references.js'
import type { Resource } from '../model.js'
import type { Named } from './name-groups.js'
import { entityOf } from './resource-of.js'

/** The resources of the groups with their derived members and counts. */
export function withFollowers(
  evidence: Evidence,
  named: Named,
  resources: ReadonlyMap<string, Resource>
): readonly Resource[] {
  const { source } = evidence
  const children = new Map<string, Resource[]>()
  for (const resource of resources.values())
    for (const { resource: parent } of resource.parents) {
      const below = children.get(parent)
      if (below) below.push(resource)
      else children.set(parent, [resource])
    }
  return named.groups.flatMap(({ name, group }) => {
    const entity = entityOf(evidence, group)?.schema
    const resource = resources.get(name)!
    if (entity === undefined || resource.links) return []
    const sent = sentNames(source, group.claims)
    const derived = inferDerived(source, group.claims, entity, resource, named, sent)
    const below = children.get(name) ?? []
    const counts = inferCounts(source, entity, below, sent)
    const asksFor = group.claims.some(({ site }) => parameterNamed(site, expanding) !== undefined)
    const references = shownReferences(source, entity, resource, below, asksFor)
    if (!derived && counts.length === 0 && references === resource.references) return []
    return [
      { ...resource, references, ...(derived ? { derived } : {}), ...(counts.length > 0 ? { counts } : {}) }
    ]
  })
}
