// description -> resource model: classify every operation, gather what is about the same things, then look closely at each kind of thing.
import { getPointer } from '../../internal/json-pointer.js'
import { isObject } from '../../internal/json.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { allComponentsIn } from '../../schema/members-of.js'
import { sortKeys } from '../../internal/sort-keys.js'
import { bindingOf, type Named } from './bind.js'
import { classify, containersOf, readableIn } from './classify.js'
import type { Evidence } from './evidence.js'
import { inferred } from './evidence.js'
import { groupClaims, type Group } from './group.js'
import type { Binding, Resource, ResourceModel } from './model.js'
import { nounOf, type PathToken } from './path-shape.js'
import type { Known } from './relate.js'
import { entityOf, resourceOf } from './resource-of.js'
import { findSites, nodesOf, type Site } from './sites.js'
import { isPlural, pluralOf, singularOf } from './words.js'

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
  const named = nameGroups(groupClaims(claims), around.containers, sites)
  const known = knownTo(evidence, named)
  const resources = new Map<string, Resource>()
  for (const one of named.groups) resources.set(one.name, resourceOf(evidence, one, named, known))
  for (const [name, reason] of named.ambient)
    if (!resources.has(name)) resources.set(name, ambientResource(name, reason))
  const bindings: Record<string, Binding> = {}
  for (const claim of claims) bindings[claim.site.key] = bindingOf(evidence, claim, named, resources)
  return {
    resources: Object.fromEntries(
      sortKeys([...resources.keys()]).map((name) => [name, resources.get(name)!])
    ),
    bindings
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

/** Gives every group a name of its own, and every parameter on a path the resource it names. */
function nameGroups(
  groups: readonly Group[],
  containers: ReadonlyMap<string, readonly PathToken[]>,
  sites: readonly Site[]
): Named {
  const byContainer = new Map<string, string>()
  const bySteps = new Map<string, string>()
  const taken = new Set<string>()
  const named = groups
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        a.containers[0]!.tokens.length - b.containers[0]!.tokens.length ||
        compare(a.containers[0]!.key, b.containers[0]!.key)
    )
    .map((group) => {
      const name = freeName(group, taken)
      for (const { key } of group.containers) {
        byContainer.set(`${group.singleton ? '=' : ''}${key}`, name)
        if (!group.singleton && keepsWhatFollows(group, key, containers)) bySteps.set(key, name)
      }
      return { name, group }
    })
  const ambient = new Map<string, string>()
  for (const key of sortKeys([...containers.keys()])) {
    if (bySteps.has(key)) continue
    const tokens = containers.get(key)!
    const last = tokens.at(-1) ?? { kind: 'parameter' }
    // In `/repos/{owner}/{repo}` nothing is kept at `/repos/{owner}`: the first parameter is a name on the way.
    const leadsOn = byContainer.has(`${key}/{}`) || containers.has(`${key}/{}`) || last.kind === 'parameter'
    const kept = leadsOn ? undefined : onlyOneCalled(named, last.text, tokens)
    if (kept !== undefined) {
      bySteps.set(key, kept)
      if (!byContainer.has(key)) byContainer.set(key, kept)
      continue
    }
    const noun = leadsOn ? nextParameter(sites, key) : last.text
    let name = pluralOf(noun)
    while (taken.has(name)) name = `${name}'`
    if (leadsOn || !taken.has(name)) taken.add(name)
    bySteps.set(key, name)
    if (!byContainer.has(key)) byContainer.set(key, name)
    ambient.set(name, `it is named on the way only: \`/${key}/{}\``)
  }
  return { groups: named, byContainer, bySteps, ambient }
}

/**
 * Whether the parameter after a node names one of the things kept there. In `/repos/{owner}/{repo}` it does not, though `/repos` lists repos:
 * nothing is done to `/repos/{owner}` itself.
 */
function keepsWhatFollows(
  { claims }: Group,
  key: string,
  containers: ReadonlyMap<string, readonly PathToken[]>
): boolean {
  return (
    !containers.has(`${key}/{}`) || claims.some(({ container, key: named }) => named && container === key)
  )
}

/** The one resource with a noun, where a path elsewhere (`/test/cards/{card}/freeze`) can only mean its things; else `undefined`. */
function onlyOneCalled(
  named: Named['groups'],
  noun: string,
  tokens: readonly PathToken[]
): string | undefined {
  const singular = normaliseName(singularOf(noun))
  const deep = parametersIn(tokens)
  const fitting = named.filter(
    ({ group }) =>
      rankOf(group) === 0 &&
      normaliseName(singularOf(group.noun)) === singular &&
      group.containers.some((container) => parametersIn(container.tokens) === deep)
  )
  return fitting.length === 1 ? fitting[0]!.name : undefined
}

function parametersIn(tokens: readonly PathToken[]): number {
  return tokens.filter(({ kind }) => kind === 'parameter').length
}

/** What the parameter after a node is called by most paths. */
function nextParameter(sites: readonly Site[], key: string): string {
  const counts = new Map<string, number>()
  const at = key === '' ? 0 : key.split('/').length
  const start = key === '' ? '{}' : `${key}/{}`
  for (const { tokens, node } of sites) {
    const token = tokens[at]
    if (token?.kind === 'parameter' && node.startsWith(start))
      counts.set(token.name, (counts.get(token.name) ?? 0) + 1)
  }
  const most = [...counts].reduce<readonly [string, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    ['thing', 0]
  )
  return most[0]
}

function freeName({ containers, singleton }: Group, taken: Set<string>): string {
  const { tokens } = containers.find((one) => isPlural(nounOf(one.tokens))) ?? containers[0]!
  const noun = nounOf(tokens)
  const literals = tokens.flatMap((token) => (token.kind === 'literal' ? [token.text] : []))
  let name = noun === '' ? 'things' : noun
  for (let i = literals.length - 2; taken.has(name) && i >= 0; i--) name = `${literals[i]}.${name}`
  if (taken.has(name) && singleton) name = `${name}.own`
  for (let n = 2; taken.has(name); n++) name = `${name.replace(/\.\d+$/, '')}.${n}`
  taken.add(name)
  return name
}

/** Things that are kept and read one by one get the plain names; what only has lists, or is one of a kind, gets what is left. */
function rankOf({ claims, singleton }: Group): number {
  return singleton ? 2 : claims.some(({ key }) => key !== undefined) ? 0 : 1
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
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

/** An operation as its author wrote it. */
export function rawOperation(
  document: Readonly<Record<string, unknown>>,
  pointer: string
): Readonly<Record<string, unknown>> {
  const raw = getPointer(document, pointer)
  return isObject(raw) ? raw : {}
}
