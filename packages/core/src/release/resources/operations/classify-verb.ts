// Operations whose path has a verb: `/things/{id}:cancel`, `/users.create`, `/createUser`.
import { normaliseName } from '../../../internal/normalise-name.js'
import { claim, keyed, none, type Claim, type Surroundings } from './claim.js'
import { idInBody, idInQuery } from '../ids/named-ids.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { lastParameter, type Site } from './sites.js'
import { singularOf } from '../words.js'

/** Classifies by the verb. */
export function byVerb(around: Surroundings, site: Site): Claim {
  const verb = site.verb!
  const onItem = lastParameter(site.tokens) !== undefined
  if (onItem) return itemVerb(around, site)
  const place = verbPlace(around, site, verb.noun)
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
function itemVerb({ containers }: Surroundings, site: Site): Claim {
  const verb = site.verb!
  const item = keyed(site)
  const because = `the path says \`${verb.word}\` about {${item.key!.value.name}}`
  if (verb.noun !== '' && !verb.custom)
    return { ...claim(site, 'action', 0.5, because, item), word: `${verb.word}${verb.noun}` }
  if (site.method === 'GET') {
    // `/things/{kind}/list` lists what `/things/{kind}/{id}` names.
    if (verb.kind === 'list' && site.items && containers.has(site.node))
      return claim(site, 'list', 0.8, `the path says \`${verb.word}\` of what stands there`)
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
