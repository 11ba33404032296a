// description -> resource model: classify every operation, gather what is about the same things, then look closely at each kind of thing.
import { normaliseName } from '../../internal/normalise-name.js'
import { allComponentsIn } from '../../schema/members-of.js'
import { sortKeys } from '../../internal/sort-keys.js'
import { bindingOf } from './operations/bind.js'
import { classify, containersOf, readableIn } from './operations/classify.js'
import type { Evidence } from './evidence.js'
import { inferred } from './evidence.js'
import { inferEvents } from './events/infer-events.js'
import { groupClaims } from './groups/group.js'
import type { Binding, Resource, ResourceModel } from './model.js'
import { integersAfter } from './ids/integer-ids.js'
import { nameGroups, type Named } from './groups/name-groups.js'
import type { Known } from './groups/relate.js'
import { entityOf, resourceOf } from './groups/resource-of.js'
import { findSites, nodesOf } from './operations/sites.js'
import { singularOf } from './words.js'
import { withFollowers } from './groups/with-followers.js'

/** Infers everything. Never throws for what a description holds. */
export function inferModel(evidence: Evidence): ResourceModel {
  const sites = findSites(evidence)
  const around = {
    evidence,
    nodes: nodesOf(sites),
    containers: containersOf(sites),
    readable: readableIn(sites)
  }
  const claims = sites.map((site) => classify(around, site))
  const named = nameGroups(groupClaims(evidence.source, claims), around.containers, sites)
  const known = knownTo(evidence, named)
  const integers = integersAfter(evidence.source, sites)
  const resources = new Map<string, Resource>()
  for (const one of named.groups) resources.set(one.name, resourceOf(evidence, one, named, known, integers))
  for (const resource of withFollowers(evidence, named, resources)) resources.set(resource.name, resource)
  for (const [name, reason] of named.ambient)
    if (!resources.has(name)) resources.set(name, ambientResource(name, reason))
  const bindings: Record<string, Binding> = {}
  for (const claim of claims) bindings[claim.site.key] = bindingOf(evidence, claim, named, resources)
  return {
    resources: Object.fromEntries(
      sortKeys([...resources.keys()]).map((name) => [name, resources.get(name)!])
    ),
    bindings,
    ...inferEvents(evidence, resources, bindings, known.byComponent)
  }
}

function ambientResource(name: string, reason: string): Resource {
  return {
    name,
    kind: inferred('ambient', 0.8, reason),
    creatable: inferred(false, 0.9, 'no operation makes one'),
    parents: [],
    references: [],
    timestamps: [],
    onDelete: inferred('cascade', 0.3, 'nothing deletes one')
  }
}

const mostOfNoun = 5

/** What members may refer to: by the noun, the kind of thing at the top first, and by the component. */
function knownTo(evidence: Evidence, { groups }: Named): Known {
  const byNoun = new Map<string, readonly string[]>()
  const byComponent = new Map<string, readonly string[]>()
  for (const { name, group } of groups) {
    if (group.singleton) continue
    const noun = normaliseName(singularOf(group.noun))
    if (noun !== '') byNoun.set(noun, [...(byNoun.get(noun) ?? []), name].slice(0, mostOfNoun))
    const components = allComponentsIn(evidence.source, entityOf(evidence, group)?.schema)
    for (const component of components) {
      const named = normaliseName(component.split('/').at(-1)!)
      // A list of users below something that is not called after them says where users are shown, not where they are kept.
      const isKept = components.length > 1 || (noun !== '' && (named.includes(noun) || noun.includes(named)))
      if (isKept) byComponent.set(component, [...(byComponent.get(component) ?? []), name])
    }
  }
  return { byNoun, byComponent }
}
