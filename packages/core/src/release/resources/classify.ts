// What each operation does, and to which kind of thing: read from its method, its path, its neighbours and what its bodies hold.
import { normaliseName } from '../../internal/normalise-name.js'
import { componentOf, componentsIn, itemsOf, membersOf, typesOf } from '../../schema/members-of.js'
import type { Schema } from '../../schema/schema.js'
import { inferred, type Evidence } from './evidence.js'
import type { Classification, Inferred, KeyPlace } from './model.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { declares, lastParameter, type Node, type Site } from './sites.js'
import { isPlural, singularOf, verbness } from './words.js'

/** What one operation claims to do. */
export interface Claim {
  readonly site: Site
  readonly does: Inferred<Classification>
  /** The node that keeps the things it is about; absent for `none`. */
  readonly container?: string
  readonly tokens?: readonly PathToken[]
  readonly singleton?: true
  readonly key?: Inferred<KeyPlace>
  /** The word of an action. */
  readonly word?: string
  /** A create whose request only names things that exist. */
  readonly names?: true
}

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

/** What classification looks at besides the site itself. */
export interface Surroundings {
  readonly evidence: Evidence
  readonly nodes: ReadonlyMap<string, Node>
  readonly containers: ReadonlyMap<string, readonly PathToken[]>
  /** Components that reads of one thing answer with -> the nouns of their paths. */
  readonly readable: ReadonlyMap<string, ReadonlySet<string>>
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

function claim(
  site: Site,
  does: Classification,
  confidence: number,
  reason: string,
  more: Partial<Claim> = {}
): Claim {
  return {
    site,
    does: inferred(does, confidence, reason),
    container: site.node,
    tokens: site.tokens,
    ...more
  }
}

function none(site: Site, reason: string): Claim {
  return { site, does: inferred('none', 0.6, reason) }
}

/** The node that keeps what a path with a last parameter names, and that parameter. */
function keyed(site: Site): Pick<Claim, 'container' | 'tokens' | 'key'> {
  const tokens = site.tokens.slice(0, -1)
  const name = lastParameter(site.tokens)!
  return {
    container: shapeKey(tokens),
    tokens,
    key: inferred({ in: 'path', name }, 0.95, `the path ends with {${name}}`)
  }
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

function atCollection(around: Surroundings, site: Site): Claim {
  const siblings = around.nodes.get(site.node)!.sites
  const other = (method: string) => siblings.find((sibling) => sibling.method === method && !sibling.verb)
  const isContainer = around.containers.has(site.node)
  const read = other('GET')
  const isSingleton = !isContainer && read !== undefined && !read.items && read.entity !== undefined
  switch (site.method) {
    case 'GET':
      if (site.items)
        return claim(site, 'list', isContainer ? 0.97 : 0.9, `GET whose body is a list: ${site.items.reason}`)
      if (isSingleton && !other('POST')?.entity?.at) return singleton(around, site, 'read')
      if (isSingleton) return singleton(around, site, 'read')
      return none(site, 'GET whose body is neither a list nor one thing')
    case 'POST':
      return posted(around, site, { isContainer, read, isSingleton })
    case 'PUT':
    case 'PATCH': {
      const does = site.method === 'PUT' ? 'replace' : 'update'
      if (isSingleton || (!isContainer && !other('POST') && !read && !isAction(site)))
        return singleton(around, site, does)
      const inBody = idInBody(around.evidence, site)
      if (inBody && (isContainer || other('POST')))
        return claim(site, does, 0.85, `${site.method} on the collection with the id in the body`, {
          key: inBody
        })
      return (
        onItemBefore(site, `${site.method} on a path below one thing`) ??
        none(site, `${site.method} on a collection as a whole`)
      )
    }
    case 'DELETE': {
      if (!isContainer && (read || other('PUT')) && !read?.items) return singleton(around, site, 'delete')
      const inQuery = idInQuery(site)
      if (inQuery)
        return claim(site, 'delete', 0.75, 'DELETE on the collection with the id in the query', {
          key: inQuery
        })
      return none(site, 'DELETE on a collection as a whole')
    }
    default:
      return none(site, `${site.method} is not about a thing that is kept`)
  }
}

interface Neighbours {
  readonly isContainer: boolean
  readonly read: Site | undefined
  readonly isSingleton: boolean
}

function posted(around: Surroundings, site: Site, { isContainer, read, isSingleton }: Neighbours): Claim {
  if (isContainer && !isAction(site)) return claim(site, 'create', 0.95, 'POST on a collection')
  if (read?.items) return claim(site, 'create', 0.93, 'POST on a path whose GET is a list')
  if (isSingleton) return singleton(around, site, 'update')
  const { entity, noun } = site
  const before = lastParameter(site.tokens.slice(0, -1))
  const sameAsItem = before !== undefined && isSameThing(around, site)
  const verb = verbness(noun)
  if (
    !sameAsItem &&
    verb < 0.5 &&
    (isPlural(noun) || declares(site, '201')) &&
    (entity || site.request !== undefined)
  )
    return claim(
      site,
      'create',
      declares(site, '201') ? 0.8 : 0.65,
      `POST on a noun${declares(site, '201') ? ' that answers 201' : ''}`
    )
  if (!sameAsItem && makesReadable(around, site))
    return claim(site, 'create', 0.7, 'POST that answers with a thing which is read elsewhere')
  if (before !== undefined)
    return onItemBefore(
      site,
      sameAsItem
        ? 'POST below one thing that answers with the thing itself'
        : 'POST on a word below one thing'
    )!
  if (entity && verb < 0.5 && hasIdentity(around.evidence, site))
    return claim(site, 'create', 0.6, 'POST that answers with a thing that has an id')
  return none(site, 'POST on a path that names no collection')
}

/** Whether a POST answers with what another path reads one by one, under a noun that its schema bears. */
function makesReadable({ readable }: Surroundings, site: Site): boolean {
  if (verbness(site.noun) >= 0.7 && !declares(site, '201')) return false
  const nouns = new Set([...readable.values()].flatMap((some) => [...some]))
  return componentsIn(site.entity?.schema ?? site.items?.value.schema).some((component) => {
    const named = normaliseName(component.split('/').at(-1)!)
    const own = readable.get(component)
    return own
      ? [...own].some((noun) => noun !== '' && named.includes(noun))
      : nouns.has(normaliseName(singularOf(named)))
  })
}

function isAction(site: Site): boolean {
  return verbness(site.noun) >= 0.7
}

/** An action on what the parameter before the last literal names. */
function onItemBefore(site: Site, reason: string): Claim | undefined {
  const tokens = site.tokens.slice(0, -1)
  const name = lastParameter(tokens)
  if (name === undefined) return undefined
  const container = tokens.slice(0, -1)
  return claim(site, 'action', 0.5 + verbness(site.noun) * 0.4, reason, {
    container: shapeKey(container),
    tokens: container,
    key: inferred({ in: 'path', name }, 0.9, `the path leads through {${name}}`),
    word: site.noun
  })
}

function singleton(_around: Surroundings, site: Site, does: Classification): Claim {
  return claim(site, does, 0.85, 'a path that names one thing without an id', { singleton: true })
}

/** Whether a POST below an item answers with the item's own schema. */
function isSameThing({ nodes }: Surroundings, site: Site): boolean {
  const component = componentOf(site.entity?.schema)
  if (component === undefined) return false
  const item = nodes.get(shapeKey(site.tokens.slice(0, -1)))
  return item?.sites.some((other) => componentOf(other.entity?.schema) === component) ?? false
}

function byVerb(around: Surroundings, site: Site): Claim {
  const verb = site.verb!
  const onItem = lastParameter(site.tokens) !== undefined
  if (onItem) return itemVerb(site)
  const noun = verb.noun === '' ? '' : verb.noun
  const place = verbPlace(around, site, noun)
  const because = `the path says \`${verb.word}\``
  switch (verb.kind) {
    case 'create':
      return claim(site, 'create', 0.85, because, place)
    case 'list':
      return site.items
        ? claim(site, 'list', 0.85, because, place)
        : none(site, `${because}, but the body is no list`)
    case 'read': {
      if (site.items) return claim(site, 'list', 0.75, `${because} and the body is a list`, place)
      const key = idInQuery(site) ?? idInBody(around.evidence, site)
      if (key) return claim(site, 'read', 0.85, because, { ...place, key })
      return none(site, `${because}, but nothing in the request names a thing`)
    }
    case 'update':
    case 'delete': {
      const key = idInBody(around.evidence, site) ?? idInQuery(site)
      if (key) return claim(site, verb.kind, 0.85, because, { ...place, key })
      return none(site, `${because}, but nothing in the request names a thing`)
    }
    case 'other': {
      const key = idInBody(around.evidence, site) ?? idInQuery(site)
      if (key && site.method !== 'GET')
        return claim(site, 'action', 0.6, because, { ...place, key, word: verb.word })
      return none(site, `${because}, which is about no one thing`)
    }
  }
}

/** `/things/{id}:cancel`, `/things/{id}/update`. */
function itemVerb(site: Site): Claim {
  const verb = site.verb!
  const item = keyed(site)
  const because = `the path says \`${verb.word}\` about {${item.key!.value.name}}`
  if (verb.noun !== '' && !verb.custom)
    return { ...claim(site, 'action', 0.5, because, item), word: `${verb.word}${verb.noun}` }
  if (site.method === 'GET') {
    if (verb.kind === 'read' && site.entity) return claim(site, 'read', 0.7, because, item)
    return none(site, `${because}, which is not kept`)
  }
  if (verb.kind === 'update') return claim(site, 'update', 0.85, because, item)
  if (verb.kind === 'delete') return claim(site, 'delete', 0.85, because, item)
  return { ...claim(site, 'action', 0.85, because, item), word: verb.word }
}

/** The collection a verb is about: the path before it, or the noun after it (`/createUser` -> `/users` where there is one). */
function verbPlace(
  { containers, nodes }: Surroundings,
  site: Site,
  noun: string
): Pick<Claim, 'container' | 'tokens'> {
  const before = site.tokens
  if (noun === '') return { container: site.node, tokens: before }
  const singular = normaliseName(singularOf(noun))
  const isIt = (tokens: readonly PathToken[]): boolean => {
    const last = tokens.at(-1)
    return last?.kind === 'literal' && normaliseName(singularOf(last.text)) === singular
  }
  if (isIt(before)) return { container: site.node, tokens: before }
  for (const [container, tokens] of [
    ...containers,
    ...[...nodes].map(([key, node]) => [key, node.tokens] as const)
  ]) {
    if (isIt(tokens) && shapeKey(tokens.slice(0, -1)) === site.node) return { container, tokens }
  }
  const tokens = [...before, { kind: 'literal', text: noun } as const]
  return { container: shapeKey(tokens), tokens }
}

const idNames = ['id', 'uuid', 'guid', 'uid', 'sid', 'identifier', 'key', 'name', 'slug', 'number', 'code']

/** The names that an id of a noun may go by, likeliest first, normalised. */
export function idNamesOf(noun: string): readonly string[] {
  const singular = normaliseName(singularOf(noun))
  return [
    ...idNames.slice(0, 6).map((name) => singular + name),
    ...idNames.slice(0, 6),
    singular,
    ...idNames.slice(6).map((name) => singular + name)
  ]
}

function idInBody({ source }: Evidence, site: Site): Inferred<KeyPlace> | undefined {
  if (site.request === undefined) return undefined
  const members = [...membersOf(source, site.request).keys()]
  for (const wanted of idNamesOf(site.noun)) {
    const name = members.find((member) => normaliseName(member) === wanted)
    if (name !== undefined) return inferred({ in: 'body', name }, 0.85, `the body has \`${name}\``)
  }
  return undefined
}

function idInQuery(site: Site): Inferred<KeyPlace> | undefined {
  const inQuery = site.operation.parameters.filter((parameter) => parameter.in === 'query')
  for (const wanted of idNamesOf(site.noun)) {
    const found = inQuery.find(({ name }) => normaliseName(name) === wanted)
    if (found) return inferred({ in: 'query', name: found.name }, 0.8, `the query has \`${found.name}\``)
  }
  return undefined
}

function hasIdentity({ source }: Evidence, site: Site): boolean {
  const names = new Set([...membersOf(source, site.entity!.schema).keys()].map(normaliseName))
  return idNamesOf(site.noun)
    .slice(0, 12)
    .some((name) => names.has(name))
}
