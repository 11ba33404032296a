// Entity tags, and the conditions that requests set by them (RFC 9110, sections 8.8.3 and 13.1).
import { hashText } from '../../internal/random.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import type { Entity } from './entity.js'

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

/** Where a new thing is read: the path it was made at and its id, below the base path where there is only one (RFC 9110, 10.2.2). */
function locationOf(
  { plan, engine, understanding, binding, view, scope }: Call,
  entity: Entity
): string | undefined {
  if (binding.does.value !== 'create' || entity.id === '') return undefined
  const [only = '', ...others] = engine.release.index.basePaths
  const base = others.length === 0 ? only : ''
  const read = understanding.readPath(
    view.resource.name,
    scope.map((step) => step.resource)
  )
  const path = read === undefined ? `${plan.request.operation.path}/{}` : read
  let at = 0
  const values = [...scope.map((step) => step.text), entity.id]
  // The last parameter is the id; the ones before it are the parents, in order.
  const names = path.match(/\{[^{}]*\}/g) ?? []
  const filled = path.replaceAll(/\{[^{}]*\}/g, () => {
    const last = at === names.length - 1
    const value = last ? entity.id : (values[at] ?? '')
    at++
    return encodeURIComponent(value.toWellFormed())
  })
  return `${base}${filled}`
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
