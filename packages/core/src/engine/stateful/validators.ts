// Entity tags, and the conditions that requests set by them (RFC 9110, sections 8.8.3 and 13.1).
import { hashText } from '../../internal/random.js'
import type { Operation } from '../../release/release.js'
import { addressOf, basePathOf, pathText } from './links/address.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import type { Entity } from './entity.js'
import { idText } from './facts.js'
import { inWorld, printOfOthers } from './bodies/in-world.js'

/** The entity tag of a thing: changes with every change, and with what it shows of other things. */
export function entityTag(call: Pick<Call, 'view' | 'understanding' | 'world'>, entity: Entity): string {
  const { resource } = call.view
  const print = hashText(`${resource.name}\n${entity.id}`, entity.key)
  const others = printOfOthers(inWorld(call, call.view, entity))
  return `"${hex(print)}-${entity.revision}${others === undefined ? '' : `-${hex(others)}`}"`
}

function hex(print: number): string {
  return print.toString(16).padStart(8, '0')
}

const telling = new WeakMap<Operation, boolean>()

/** Whether any response of an operation declares headers. */
function declaresHeaders(operation: Operation): boolean {
  let declares = telling.get(operation)
  if (declares === undefined) {
    declares = Object.values(operation.responses).some(({ headers }) => headers.length > 0)
    telling.set(operation, declares)
  }
  return declares
}

const noHeaders: { readonly [name: string]: string } = {}

/** Headers that tell of a thing, for responses that declare them. */
export function headersFor(call: Call, entity: Entity): { readonly [name: string]: string } {
  if (!declaresHeaders(call.plan.request.operation)) return noHeaders
  const location = locationOf(call, entity)
  return { etag: entityTag(call, entity), ...(location === undefined ? {} : { location }) }
}

/** Where a new thing is read (RFC 9110, 10.2.2); the path it was made at and its id where nothing reads it. */
function locationOf(call: Call, entity: Entity): string | undefined {
  const { plan, engine, understanding, binding, view } = call
  if (binding.does.value !== 'create' || entity.id === '') return undefined
  const address = addressOf(call, entity)
  if (address !== undefined || understanding.readsOf(view.resource.name, []).length > 0) return address
  const made = plan.request.operation.path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) =>
    pathText(idText(plan.request.input.path[name]) ?? '')
  )
  return `${basePathOf(engine)}${made}/${pathText(entity.id)}`
}

/** Judges `If-Match` and `If-None-Match: *` of a write: 412 when the thing is not as the client believes it. */
export function checkPreconditions(call: Call, entity: Entity | undefined): Refusal | undefined {
  const { plan } = call
  const { headers } = plan.request
  const match = headers['if-match']
  if (match !== undefined) {
    const good =
      entity !== undefined && (match.trim() === '*' || tagsOf(match).includes(entityTag(call, entity)))
    if (!good) return failed('If-Match names another version of the thing')
  }
  if (headers['if-none-match']?.trim() === '*' && entity !== undefined)
    return failed('If-None-Match: * and there is one already')
  return undefined
}

/** Whether a read may be answered with 304. */
export function isUnchanged(call: Call, entity: Entity): boolean {
  const { plan } = call
  const tags = plan.request.headers['if-none-match']
  const declares =
    plan.spec?.headers.some(({ name }) => name === 'etag') ||
    Object.hasOwn(plan.request.operation.responses, '304')
  return (
    tags !== undefined && declares && (tags.trim() === '*' || tagsOf(tags).includes(entityTag(call, entity)))
  )
}

function tagsOf(list: string): string[] {
  return (list.match(/(?:W\/)?"[^"]*"/g) ?? []).map((tag) => tag.replace(/^W\//, ''))
}

function failed(detail: string): Refusal {
  return refuse({ slug: 'precondition-failed', detail })
}
