// Which names the expressions of a pack know where they stand, and what is known of each.
import type { Scope } from '../../../expressions/compiled.js'
import type { Resource } from '../../resources/model.js'
import type { Known } from './known.js'
import type { Grounds } from '../grounds.js'

/** The names that an expression may use. */
export interface NamesHere {
  readonly scope: Scope
  readonly known: ReadonlyMap<string, Known | undefined>
}

/** What is there besides `things` and `now`, which are everywhere. */
export interface Around {
  /** The thing; `null`: of no known resource. */
  readonly entity?: Resource | null | undefined
  /** Whether there may be no thing. */
  readonly perhaps?: boolean
  /** What the thing was before. */
  readonly previous?: Resource | undefined
  /** Whether there may be a request. */
  readonly request?: boolean
  /** The names of parameters; `any`: whatever is given. */
  readonly params?: readonly string[] | 'any'
  /** Things that earlier steps named. */
  readonly named?: ReadonlyMap<string, Resource> | undefined
}

/** The names that are not for `as`: they mean something already, or are words of the language. */
export const takenNames: ReadonlySet<string> = new Set([
  'entity',
  'previous',
  'request',
  'params',
  'things',
  'now',
  'true',
  'false',
  'null',
  'in',
  'math'
])

/** Puts them together. */
export function namesHere(
  place: Grounds,
  { entity, perhaps = false, previous, request, params, named }: Around
): NamesHere {
  const known = new Map<string, Known | undefined>([
    ['things', thingsKnown(place)],
    ['now', undefined]
  ])
  const scope: { [name: string]: Scope[string] } = { things: 'map', now: 'number' }
  if (entity !== undefined) {
    scope['entity'] = perhaps ? 'any' : 'map'
    known.set('entity', entity ? { kind: 'thing', resource: entity } : undefined)
  }
  if (previous) {
    scope['previous'] = 'any'
    known.set('previous', { kind: 'thing', resource: previous })
  }
  if (request) {
    scope['request'] = 'any'
    known.set('request', requestKnown)
  }
  if (params) {
    scope['params'] = 'map'
    known.set('params', params === 'any' ? undefined : paramsKnown(params))
  }
  for (const [name, resource] of named ?? []) {
    scope[name] = 'map'
    known.set(name, { kind: 'thing', resource })
  }
  return { scope, known }
}

const requestKnown: Known = {
  kind: 'names',
  what: 'the request',
  members: new Map(['method', 'path', 'query', 'header', 'cookie', 'body'].map((name) => [name, undefined]))
}

function paramsKnown(names: readonly string[]): Known {
  return { kind: 'names', what: 'the parameters', members: new Map(names.map((name) => [name, undefined])) }
}

const knownThings = new WeakMap<Grounds['model'], Known>()

function thingsKnown({ model }: Grounds): Known {
  let known = knownThings.get(model)
  if (!known) {
    const resources = Object.values(model.resources)
    const members = resources.map((resource): [string, Known] => [
      resource.name,
      { kind: 'list', of: { kind: 'thing', resource } }
    ])
    knownThings.set(
      model,
      (known = { kind: 'names', what: 'the things of the API', members: new Map(members) })
    )
  }
  return known
}
