// What each operation does, and to which kind of thing: read from its method, its path, its neighbours and what its bodies hold.
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentsIn, itemsOf, membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { claim, keyed, none, type Claim, type Surroundings } from './claim.js'
import { atCollection } from './classify-collection.js'
import { byVerb } from './classify-verb.js'
import type { Evidence } from '../evidence.js'
import { byOtherDoor } from './other-doors.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { declares, lastParameter, type Node, type Site } from './sites.js'
import { singularOf } from '../words.js'

/** The nodes below which a parameter stands: each keeps things of one kind. */
export function containersOf(sites: readonly Site[]): ReadonlyMap<string, readonly PathToken[]> {
  const containers = new Map<string, readonly PathToken[]>()
  for (const { tokens } of sites) {
    tokens.forEach((token, index) => {
      if (token.kind === 'parameter') {
        const before = tokens.slice(0, index)
        containers.set(shapeKey(before), before)
      }
    })
  }
  return containers
}

/** The components that can be read one by one. */
export function readableIn(sites: readonly Site[]): Surroundings['readable'] {
  const readable = new Map<string, Set<string>>()
  for (const site of sites) {
    if (site.method !== 'GET' || site.verb || lastParameter(site.tokens) === undefined) continue
    for (const component of componentsIn(site.entity?.schema)) {
      const nouns = readable.get(component) ?? new Set()
      readable.set(component, nouns.add(normaliseName(singularOf(site.noun))))
    }
  }
  return readable
}

/** Classifies one operation. */
export function classify(around: Surroundings, site: Site): Claim {
  const claimed = isDeed(around, site)
    ? deed(site)
    : site.verb
      ? byVerb(around, site)
      : lastParameter(site.tokens) === undefined
        ? atCollection(around, site)
        : atItem(around, site)
  if (claimed.does.value === 'create' && namesOnly(around.evidence, site)) return { ...claimed, names: true }
  return byOtherDoor(around, site, claimed) ?? claimed
}

const deeds = /^(?:actions?|jobs?|operations?|tasks?|commands?|runs?|executions?)$/i

/** Whether a POST says what is to be done below where deeds are kept, and answers with the record of it: `/servers/{id}/actions/reboot`. */
function isDeed({ evidence, nodes, containers }: Surroundings, site: Site): boolean {
  if (site.method !== 'POST' || lastParameter(site.tokens) !== undefined || !site.entity) return false
  const holder = holderOf(site)
  const last = holder.at(-1)
  const node = shapeKey(holder)
  if (last?.kind !== 'literal' || !deeds.test(last.text) || !containers.has(node)) return false
  const item = nodes.get(`${node}/{}`)?.sites.find(({ method, verb }) => method === 'GET' && !verb)
  if (!item?.entity) return false
  const members = (schema: Schema) => [...membersOf(evidence.source, schema).keys()]
  const [own, kept] = [members(site.entity.schema), new Set(members(item.entity.schema))]
  return own.length >= 2 && own.every((name) => kept.has(name))
}

function holderOf({ tokens, verb }: Site): readonly PathToken[] {
  return verb ? tokens : tokens.slice(0, -1)
}

function deed(site: Site): Claim {
  const tokens = holderOf(site)
  const container = shapeKey(tokens)
  return claim(site, 'create', 0.8, `POST below \`${container}\` that answers with one of them`, {
    container,
    tokens
  })
}

/** Whether a request that is answered with a list holds nothing but lists of names: `{ labels: ['bug'] }`. */
function namesOnly({ source }: Evidence, { request, items }: Site): boolean {
  if (request === undefined || !items) return false
  const isNames = (schema: Schema): boolean => {
    const one = itemsOf(source, schema)
    const types = typesOf(source, one)
    return one !== undefined && (types.has('string') || types.has('integer'))
  }
  const members = [...membersOf(source, request).values()]
  return members.length === 0
    ? isNames(request)
    : members.length <= 2 && members.every(({ schema }) => isNames(schema))
}

/**
 * Whether what ends with a parameter is a collection below what that names: `/flags/{project}` lists and makes what
 * `/flags/{project}/{flag}` reads, and nothing changes or removes a `/flags/{project}`.
 */
function isScoped(around: Surroundings, site: Site): boolean {
  const node = around.nodes.get(site.node)!
  let is = scoped.get(node)
  if (is === undefined) scoped.set(node, (is = listsWhatIsBelow(around, node)))
  return (is && site.method === 'GET') || (site.method === 'POST' && (is || makesWhatIsBelow(around, site)))
}

/** That a POST says it makes something is enough, where the path itself only reads what kinds of things there are. */
function makesWhatIsBelow({ nodes }: Surroundings, site: Site): boolean {
  const below = nodes.get(`${site.node}/{}`)?.sites ?? []
  return (
    declares(site, '201') &&
    below.some(({ method, verb }) => method === 'GET' && !verb) &&
    nodes.get(site.node)!.sites.every(({ method, verb }) => verb || method === 'POST' || method === 'GET')
  )
}

const scoped = new WeakMap<Node, boolean>()

function listsWhatIsBelow({ nodes }: Surroundings, { key, sites }: Node): boolean {
  const below = nodes.get(`${key}/{}`)?.sites ?? []
  return (
    below.some(({ method, verb }) => method !== 'POST' && !verb) &&
    sites.every(({ method, items, verb }) => verb || method === 'POST' || (method === 'GET' && items))
  )
}

function atItem(around: Surroundings, site: Site): Claim {
  const item = keyed(site)
  const siblings = around.nodes.get(site.node)!.sites
  if (siblings.length > 1 || site.method === 'POST')
    if (isScoped(around, site)) return atCollection(around, site)
  const has = (method: string) => siblings.some((other) => other.method === method && !other.verb)
  const collection = around.nodes.get(item.container!)
  switch (site.method) {
    case 'GET': {
      if (site.items && siblings.length === 1 && !collection)
        return none(site, 'the path ends with a parameter but the body is a list')
      if (site.items && siblings.length === 1 && around.containers.has(site.node))
        return claim(site, 'list', 0.85, 'GET whose body is a list, on a path that a parameter may follow')
      return claim(site, 'read', 0.95, 'GET on a path that ends with a parameter', item)
    }
    case 'PUT':
      return claim(site, 'replace', 0.95, 'PUT on a path that ends with a parameter', item)
    case 'PATCH':
      return claim(site, 'update', 0.97, 'PATCH on a path that ends with a parameter', item)
    case 'DELETE':
      return claim(site, 'delete', 0.97, 'DELETE on a path that ends with a parameter', item)
    case 'POST': {
      if (has('GET') || has('PUT') || has('DELETE'))
        return declares(site, '201') && !createsIn(collection)
          ? claim(
              site,
              'create',
              0.8,
              'POST with 201 on a path whose last parameter names the new thing',
              item
            )
          : claim(site, 'update', 0.85, 'POST on the path of one thing that is also read there', item)
      if (declares(site, '201'))
        return claim(
          site,
          'create',
          0.7,
          'POST with 201 on a path whose last parameter names the new thing',
          item
        )
      return claim(site, 'action', 0.5, 'POST on the path of one thing', item)
    }
    default:
      return none(site, `${site.method} is not about a thing that is kept`)
  }
}

function createsIn(node: Node | undefined): boolean {
  return node?.sites.some(({ method, verb }) => method === 'POST' && !verb) ?? false
}
