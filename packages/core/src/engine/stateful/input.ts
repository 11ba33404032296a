// What a request says about the thing: the members in its body (or query), taken out of the envelope it came in.
import { isObject } from '../../internal/json.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { schemaAt } from '../../schema/members-of.js'
import { isForm, isMultipartForm, parseMediaType } from '../../http/media-type.js'
import { bodySchema } from '../../release/schema-of-media.js'
import type { Call } from './call.js'
import { factAt, idText, withFact, type Facts } from './facts.js'
import { withPlainValues } from './bodies/plain-values.js'
import { shapeOf } from './bodies/shape.js'

/** The things a request is about: usually one; an empty one where there is nothing to read. */
export function sentThings({ binding, plan, engine, view }: Call): readonly Facts[] {
  const { input } = plan.request
  const place = binding.input?.value
  if (!place) return [isObject(input.body) ? input.body : {}]
  if (place.in === 'query') return [input.query]
  const found =
    factAt(input.body, place.at) ?? (place.at.length > 0 && isObject(input.body) ? input.body : undefined)
  const names = view.resource.links && namesIn(found)
  if (names) return names.map((name) => named(view, name))
  if (Array.isArray(found))
    return found
      .filter(isObject)
      .map((one) => ownMembers({ binding, plan, engine, view }, one, [...place.at, '*']))
  if (!isObject(found)) return [{}]
  return [ownMembers({ binding, plan, engine, view }, found, place.at)]
}

/** The scalars of a body that only names things: `['bug']`, `{ labels: ['bug'] }`. */
function namesIn(body: unknown): readonly unknown[] | undefined {
  const list = Array.isArray(body)
    ? body
    : isObject(body)
      ? Object.values(body).find(Array.isArray)
      : undefined
  return Array.isArray(list) &&
    list.length > 0 &&
    list.every((item) => typeof item === 'string' || typeof item === 'number')
    ? list
    : undefined
}

function named({ resource }: Call['view'], name: unknown): Facts {
  return resource.id?.at ? withFact({}, resource.id.at.value, name) : { id: name }
}

/** What a client may say: without the members that the request's schema marks `readOnly` (OpenAPI 3.1, 4.8.24.1), and the server's own. */
function ownMembers(
  { engine, plan, view }: Pick<Call, 'engine' | 'plan' | 'binding' | 'view'>,
  sent: Facts,
  at: readonly string[]
): Facts {
  const schema = schemaAt(engine.release, bodySchema(plan.request.operation.requestBody?.content), at)
  const marked = new Set(
    schema === undefined
      ? []
      : shapeOf(engine.release, schema).members.flatMap(({ name, readOnly }) => (readOnly ? [name] : []))
  )
  const isOwn = (name: string): boolean => !marked.has(name) && !view.servers.has(normaliseName(name))
  const names = Object.keys(sent)
  const own = names.every(isOwn)
    ? sent
    : Object.fromEntries(Object.entries(sent).filter(([name]) => isOwn(name)))
  return withPlainValues(engine.release, schema, view.schema, own)
}

/** The id that a request names its thing by; `undefined` where it names none. */
export function keyOf({
  binding,
  plan
}: Pick<Call, 'binding'> & { readonly plan: Pick<Call['plan'], 'request'> }): string | undefined {
  const key = binding.key?.value
  if (!key) return undefined
  const { input } = plan.request
  switch (key.in) {
    case 'path':
      return idText(input.path[key.name])
    case 'query':
      return idText(input.query[key.name])
    case 'header':
      return idText(input.header[key.name])
    case 'body':
      return idText(factAt(input.body, key.name.split('.')))
  }
}

/** Whether the request came as a form: there an empty text is the only way to say "nothing". */
export function isFormRequest({ plan }: Pick<Call, 'plan'>): boolean {
  const type = parseMediaType(plan.request.headers['content-type'] ?? '')
  return type !== undefined && (isForm(type) || isMultipartForm(type))
}
