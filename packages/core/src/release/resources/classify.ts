// What each operation does, and to which kind of thing: read from its method, its path, its neighbours and what its bodies hold.
import { normaliseName } from '../../internal/normalise-name.js'
import { componentsIn, itemsOf, membersOf, typesOf } from '../../schema/members-of.js'
import type { Schema } from '../../schema/schema.js'
import { claim, keyed, none, type Claim, type Surroundings } from './claim.js'
import { atCollection } from './classify-collection.js'
import { byVerb } from './classify-verb.js'
import type { Evidence } from './evidence.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { declares, lastParameter, type Node, type Site } from './sites.js'
import { singularOf } from './words.js'

/** The nodes below which a parameter stands: each keeps things of one kind. */
export function containersOf(sites: readonly Site[]): ReadonlyMap<string, readonly PathToken[]> {
  const containers = new Map<string, readonly PathToken[]>()
  for (const { tokens } of sites) {
    tokens.forEach((token, index) => {
      if (token.kind === 'parameter' && index > 0) {
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
  const claimed = site.verb
    ? byVerb(around, site)
    : lastParameter(site.tokens) === undefined
      ? atCollection(around, site)
      : atItem(around, site)
  return claimed.does.value === 'create' && namesOnly(around.evidence, site)
    ? { ...claimed, names: true }
    : claimed
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

function atItem(around: Surroundings, site: Site): Claim {
  const item = keyed(site)
  const siblings = around.nodes.get(site.node)!.sites
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
