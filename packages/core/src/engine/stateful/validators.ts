// Entity tags, and the conditions that requests set by them (RFC 9110, sections 8.8.3 and 13.1).
import { hashText } from '../../internal/random.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import type { Entity } from './entity.js'
import { idText } from './facts.js'
import { parentEntity } from './scope.js'

/** The entity tag of a thing: changes with every change. */
export function entityTag({ resource }: Call['view'], entity: Entity): string {
  const print = hashText(`${resource.name}\n${entity.id}`, entity.key)
  return `"${print.toString(16).padStart(8, '0')}-${entity.revision}"`
}

/** Headers that tell of a thing, for responses that declare them. */
export function headersFor(call: Call, entity: Entity): { readonly [name: string]: string } {
  const location = locationOf(call, entity)
  return { etag: entityTag(call.view, entity), ...(location === undefined ? {} : { location }) }
}

/** Where a new thing is read, below the base path where there is only one (RFC 9110, 10.2.2); the path it was made at and its id where nothing reads it. */
function locationOf(call: Call, entity: Entity): string | undefined {
  const { plan, engine, understanding, binding, view, scope } = call
  if (binding.does.value !== 'create' || entity.id === '') return undefined
  const [only = '', ...others] = engine.release.index.basePaths
  const base = others.length === 0 ? only : ''
  const parents = scope.map((step) => step.resource)
  const reads = understanding.readsOf(view.resource.name, parents)
  for (const { operation, key, within } of reads) {
    const values = new Map([[key!.value.name, entity.id]])
    for (const { resource, parameter } of within) {
      const text = parameter === undefined ? undefined : parentText(call, entity, resource)
      if (text !== undefined) values.set(parameter!, text)
    }
    const path = filledPath(engine.release.operation(operation).path, values)
    if (path !== undefined) return base + path
  }
  return reads.length > 0
    ? undefined
    : `${base}${plan.request.operation.path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => encoded(idText(plan.request.input.path[name]) ?? ''))}/${encoded(entity.id)}`
}

/** What a path says for a parent of a thing; `undefined` where that is not known. */
function parentText(
  { understanding, world, scope }: Call,
  { parents }: Entity,
  resource: string
): string | undefined {
  const step = scope.find((one) => one.resource === resource)
  if (step) return step.text
  const at = Object.hasOwn(parents, resource) ? parents[resource]! : undefined
  return at?.startsWith('=') ? at.slice(1) : at && parentEntity(understanding, world, resource, at)?.id
}

/** A path template with its parameters; `undefined` where one is missing. */
function filledPath(path: string, values: ReadonlyMap<string, string>): string | undefined {
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!)
  if (names.some((name) => !values.has(name))) return undefined
  return path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => encoded(values.get(name)!))
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Judges `If-Match` and `If-None-Match: *` of a write: 412 when the thing is not as the client believes it. */
export function checkPreconditions({ plan, view }: Call, entity: Entity | undefined): Refusal | undefined {
  const { headers } = plan.request
  const match = headers['if-match']
  if (match !== undefined) {
    const good =
      entity !== undefined && (match.trim() === '*' || tagsOf(match).includes(entityTag(view, entity)))
    if (!good) return failed('If-Match names another version of the thing')
  }
  if (headers['if-none-match']?.trim() === '*' && entity !== undefined)
    return failed('If-None-Match: * and there is one already')
  return undefined
}

/** Whether a read may be answered with 304. */
export function isUnchanged({ plan, view }: Call, entity: Entity): boolean {
  const tags = plan.request.headers['if-none-match']
  const declares =
    plan.spec?.headers.some(({ name }) => name === 'etag') ||
    Object.hasOwn(plan.request.operation.responses, '304')
  return (
    tags !== undefined &&
    declares === true &&
    (tags.trim() === '*' || tagsOf(tags).includes(entityTag(view, entity)))
  )
}

function tagsOf(list: string): string[] {
  return (list.match(/(?:W\/)?"[^"]*"/g) ?? []).map((tag) => tag.replace(/^W\//, ''))
}

function failed(detail: string): Refusal {
  return refuse({ slug: 'precondition-failed', detail })
}
