// A claim -> the binding the engine works with: what the path leads through, and where the parts of request and response are.
import { componentsIn, itemsOf, membersOf, schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import type { Claim } from './claim.js'
import { entityPlace } from './entity-place.js'
import { inferred, type Evidence } from '../evidence.js'
import { inferAction } from '../fields/infer-action.js'
import { inferList } from '../lists/infer-list.js'
import type { Inferred } from '../inferred.js'
import type { Binding, InputPlace, OutputPlace, Resource } from '../model.js'
import type { Named } from '../groups/name-groups.js'
import { idBesideBody } from '../ids/named-ids.js'
import type { Site } from './sites.js'
import { stepsWithin } from './steps-within.js'

/** Builds the binding of an operation. */
export function bindingOf(
  evidence: Evidence,
  claim: Claim,
  named: Named,
  resources: ReadonlyMap<string, Resource>
): Binding {
  const { site, does, key } = claim
  const name =
    claim.container === undefined
      ? undefined
      : named.byContainer.get(`${claim.singleton ? '=' : ''}${claim.container}`)
  const resource = name === undefined ? undefined : resources.get(name)
  const output = outputOf(site)
  if (!resource) {
    return {
      operation: site.key,
      does: does.value === 'none' ? does : inferred('none', 0.5, 'the thing it is about is kept nowhere'),
      within: stepsWithin(site.tokens, named),
      output
    }
  }
  const entity = resource.schema && schemaOfPlace(evidence.source, resource.schema.value)
  const input = inputOf(evidence, site, does.value, entity)
  const own = key ?? (does.value === 'create' ? idBesideBody(site) : undefined)
  const list =
    does.value === 'list' ? inferList(evidence, site.operation, entity, site.noun, site.items) : undefined
  const action =
    does.value === 'action'
      ? inferAction(evidence, site.operation, claim.word ?? site.noun, entity, resource.state)
      : undefined
  const expand = parameterNamed(site, expanding)
  const fields = parameterNamed(site, /^(fields?|select|only|attributes|properties|optfields|sparsefields)$/)
  return {
    operation: site.key,
    does,
    resource: inferred(resource.name, does.confidence, does.reason),
    within: stepsWithin(claim.tokens!, named),
    ...(own ? { key: own } : {}),
    ...(claim.picks ? { picks: claim.picks } : {}),
    ...(input ? { input } : {}),
    output,
    ...(list ? { list } : {}),
    ...(action ? { action } : {}),
    ...(expand === undefined ? {} : { expand }),
    ...(fields === undefined ? {} : { fields })
  }
}

function outputOf(site: Site): Inferred<OutputPlace> {
  if (site.success === undefined)
    return inferred({ kind: 'none', at: [] }, 0.95, 'the success response has no body')
  if (site.items)
    return inferred({ kind: 'items', at: site.items.value.at }, site.items.confidence, site.items.reason)
  if (site.entity) {
    const { at, confidence, reason } = site.entity
    return at.at(-1) === '*'
      ? inferred({ kind: 'items', at: at.slice(0, -1) }, confidence, reason)
      : inferred({ kind: 'entity', at }, confidence, reason)
  }
  return inferred({ kind: 'other', at: [] }, 0.6, 'the body is no object')
}

function inputOf(
  { source }: Evidence,
  site: Site,
  does: string,
  entity: Schema | undefined
): Inferred<InputPlace> | undefined {
  if (does === 'list' || does === 'read' || does === 'delete') return undefined
  const { request } = site
  if (request === undefined) {
    const hasQuery = site.operation.parameters.some((parameter) => parameter.in === 'query')
    return hasQuery && site.method !== 'GET'
      ? inferred({ in: 'query', at: [] }, 0.6, 'there is no body; the query says the members')
      : undefined
  }
  const items = typesOf(source, request).has('array') ? itemsOf(source, request) : undefined
  if (items !== undefined && membersOf(source, items).size > 0)
    return inferred({ in: 'body', at: [], many: true }, 0.8, 'the body is an array of things')
  // What comes back in an envelope is likely to be sent in the same one.
  const wrapped = site.entity?.at.length ? schemaAt(source, request, site.entity.at) : undefined
  if (site.entity && wrapped !== undefined && membersOf(source, wrapped).size > 0)
    return inferred(
      { in: 'body', at: site.entity.at },
      0.95,
      `request and response have the envelope \`${site.entity.at.join('.')}\``
    )
  const { at, confidence, reason } = entityPlace(source, request, site.noun, 'request')
  const [only, ...others] = membersOf(source, request)
  if (at.length === 0 && only && others.length === 0) {
    const components = new Set(componentsIn(entity))
    if (componentsIn(only[1].schema).some((one) => components.has(one)))
      return inferred(
        { in: 'body', at: [only[0]] },
        0.9,
        `all that the body has is the thing in \`${only[0]}\``
      )
  }
  return at.at(-1) === '*'
    ? inferred({ in: 'body', at: at.slice(0, -1), many: true }, confidence, reason)
    : inferred({ in: 'body', at }, confidence, reason)
}

/** Parameters that ask for referenced entities in place of their ids. */
export const expanding = /^(expand|include|includes|embed|with|populate|sideload)$/

/** The query parameter with such a name, normalised. */
export function parameterNamed(site: Site, pattern: RegExp): string | undefined {
  return site.operation.parameters.find(
    (parameter) =>
      parameter.in === 'query' && pattern.test(normaliseName(parameter.name.replace(/\[\]$/, '')))
  )?.name
}
