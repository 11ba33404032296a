// Operations whose path ends with a word: a collection, a singleton, an action on what stands before it.
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentOf, componentsIn } from '../../../schema/members-of.js'
import { claim, none, type Claim, type Surroundings } from './claim.js'
import { inferred } from '../evidence.js'
import type { Classification } from '../model.js'
import { hasIdentity, idInBody, idInQuery } from '../ids/named-ids.js'
import { shapeKey } from './path-shape.js'
import { declares, lastParameter, type Site } from './sites.js'
import { isActionWord, isPlural, singularOf, verbness, wordsOf } from '../words.js'

/** Classifies by the method, the neighbours at the same path and the bodies. */
export function atCollection(around: Surroundings, site: Site): Claim {
  const siblings = around.nodes.get(site.node)!.sites
  const other = (method: string) => siblings.find((sibling) => sibling.method === method && !sibling.verb)
  const isContainer = around.containers.has(site.node)
  const read = other('GET')
  // `/user` is the one who asks, though `/user/{id}` is anybody.
  const isSingleton =
    (!isContainer || !other('POST')) && read !== undefined && !read.items && read.entity !== undefined
  switch (site.method) {
    case 'GET':
      if (site.items)
        return claim(site, 'list', isContainer ? 0.97 : 0.9, `GET whose body is a list: ${site.items.reason}`)
      if (isSingleton) return viewOfItem(around, site, 'read') ?? singleton(site, 'read')
      return none(site, 'GET whose body is neither a list nor one thing')
    case 'POST':
      return posted(around, site, { isContainer, read, isSingleton })
    case 'PUT':
    case 'PATCH': {
      const does = site.method === 'PUT' ? 'replace' : 'update'
      if (isSingleton || (!isContainer && !other('POST') && !read && !isActionWord(site.noun)))
        return viewOfItem(around, site, does) ?? singleton(site, does)
      const inBody = idInBody(around.evidence, site)
      if (inBody && (isContainer || other('POST')))
        return claim(site, does, 0.85, `${site.method} on the collection with the id in the body`, {
          key: inBody
        })
      if (isContainer && site.method === 'PUT' && site.request !== undefined && saysThatItCreates(site))
        return claim(site, 'create', 0.75, 'PUT on a collection that is said to create')
      return (
        onItemBefore(site, `${site.method} on a path below one thing`) ??
        none(site, `${site.method} on a collection as a whole`)
      )
    }
    case 'DELETE': {
      // `PUT .../lock` locks, and this takes it back.
      const takesBack =
        !read && isActionWord(site.noun) ? onItemBefore(site, 'DELETE on a verb below one thing') : undefined
      if (takesBack) return takesBack
      if (isSingleton || (!isContainer && other('PUT') && !read?.items)) return singleton(site, 'delete')
      const inQuery = idInQuery(site)
      if (inQuery)
        return claim(site, 'delete', 0.75, 'DELETE on the collection with the id in the query', {
          key: inQuery
        })
      return read?.items
        ? claim(site, 'delete', 0.6, 'DELETE on a path whose GET is a list: all of them')
        : none(site, 'DELETE on a path that names nothing')
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
  if (looksUp(around, site)) return none(site, 'POST that finds what there is')
  if (isContainer && (!isActionWord(site.noun) || readsBelow(around, site)))
    return claim(site, 'create', 0.95, 'POST on a collection')
  if (read?.items) return claim(site, 'create', 0.93, 'POST on a path whose GET is a list')
  if (isSingleton) return singleton(site, 'update')
  if (isBelowSearch(site)) return none(site, 'POST below a search finds what there is')
  const { entity, noun } = site
  const before = lastParameter(site.tokens.slice(0, -1))
  const sameAsItem = before !== undefined && isSameThing(around, site)
  const verb = verbness(noun)
  if (before === undefined && isActionWord(site.noun)) {
    const further = onItemBefore(site, 'POST on a verb below one thing', 2)
    if (further) return further
  }
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

const lookUps = /^(?:gets?|search(?:es)?|finds?|fetch(?:es)?|query|queries|retrieves?|look|lookup)$/

/** What says so by its name and its summary, and `/things/search` unless searches are kept there by an id; never what says that it makes something. */
function looksUp({ nodes }: Surroundings, site: Site): boolean {
  if (declares(site, '201')) return false
  const { operationId, summary } = site.operation
  const says = [operationId, summary].every((text) => lookUps.test(wordsOf(text ?? '')[0] ?? ''))
  const last = site.tokens.at(-1)
  if (last?.kind !== 'literal' || !/^search$/i.test(last.text)) return says
  const below = nodes.get(`${site.node}/{}`)?.sites ?? []
  return says || !below.some(({ tokens }) => /(?:id|key)$/i.test(lastParameter(tokens) ?? ''))
}

/** `/bulk_search/images`, unless it says that it makes something. */
function isBelowSearch(site: Site): boolean {
  const before = site.tokens.slice(0, -1)
  return (
    !declares(site, '201') &&
    before.some((token) => token.kind === 'literal' && /(?:^|[_-])search$/i.test(token.text))
  )
}

/** Whether one thing is read at the path with a parameter behind it: then the last word is a noun, whatever it looks like. */
function readsBelow({ nodes }: Surroundings, { node }: Site): boolean {
  const item = nodes.get(`${node}/{}`)
  return (
    item?.sites.some(({ method, verb, entity }) => method === 'GET' && !verb && entity !== undefined) ?? false
  )
}

function saysThatItCreates({ operation }: Site): boolean {
  return wordsOf(`${operation.operationId ?? ''} ${operation.summary ?? ''}`).some((word) =>
    /^(create[sd]?|adds?|inserts?)$/.test(word)
  )
}

const known = new WeakMap<Surroundings['readable'], ReadonlySet<string>>()

/** All nouns of what can be read; one set for all that ask. */
function nounsOf(readable: Surroundings['readable']): ReadonlySet<string> {
  let nouns = known.get(readable)
  if (!nouns) known.set(readable, (nouns = new Set([...readable.values()].flatMap((some) => [...some]))))
  return nouns
}

/** Whether a POST answers with what another path reads one by one, under a noun that its schema bears. */
function makesReadable({ readable }: Surroundings, site: Site): boolean {
  if (isActionWord(site.noun) && !declares(site, '201')) return false
  const nouns = nounsOf(readable)
  return componentsIn(site.entity?.schema ?? site.items?.value.schema).some((component) => {
    const named = normaliseName(component.split('/').at(-1)!)
    const own = readable.get(component)
    return own
      ? [...own].some((noun) => noun !== '' && named.includes(noun))
      : nouns.has(normaliseName(singularOf(named)))
  })
}

/** An action on what the parameter before the last literal (or the last few) names. */
function onItemBefore(site: Site, reason: string, literals = 1): Claim | undefined {
  const tokens = site.tokens.slice(0, -literals)
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

function singleton(site: Site, does: Classification): Claim {
  return claim(site, does, 0.85, 'a path that names one thing without an id', { singleton: true })
}

/** `/things/{id}/status` and the like that answer with the thing itself are other ways to it. */
function viewOfItem(around: Surroundings, site: Site, does: Classification): Claim | undefined {
  const name = lastParameter(site.tokens.slice(0, -1))
  const isView = /^(status|full|details?|info|extended|complete|expanded|basic)$/i.test(site.noun)
  // Its own word may be a member of the thing as well: the whole of the body counts.
  const component = componentOf(site.success)
  const item = around.nodes.get(shapeKey(site.tokens.slice(0, -1)))
  const isSame = item?.sites.some((other) => componentOf(other.success) === component)
  if (name === undefined || !isView || component === undefined || !isSame) return undefined
  const container = site.tokens.slice(0, -2)
  const entity = item!.sites.find((other) => componentOf(other.success) === component)!.entity
  return claim(site, does, 0.75, 'a word below one thing that answers with the thing itself', {
    site: { ...site, entity },
    container: shapeKey(container),
    tokens: container,
    key: inferred({ in: 'path', name }, 0.9, `the path leads through {${name}}`)
  })
}

/** Whether a POST below an item answers with the item's own schema. */
function isSameThing({ nodes }: Surroundings, site: Site): boolean {
  const component = componentOf(site.entity?.schema)
  if (component === undefined) return false
  const item = nodes.get(shapeKey(site.tokens.slice(0, -1)))
  return item?.sites.some((other) => componentOf(other.entity?.schema) === component) ?? false
}
