// Path and query parameters come back in a generated body where it has members of their names: `GET /pets/42` answers about pet 42.
import { isObject } from '../../internal/json.js'
import type { MediaType } from '../../release/release.js'
import { templateParameters } from '../../release/path-template.js'
import type { Engine } from '../engine.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { MadeBody, Plan } from '../stages.js'
import { identityOf } from './identity.js'

/**
 * Puts each parameter into the member of its name, at the top of the body or of a single object wrapped in it; the path parameter that
 * identifies the thing (`petId`, `pet_id`) also into `id`. What would make the body invalid is left out.
 */
export function echoInput(
  engine: Engine,
  plan: Plan & { readonly mediaType: MediaType },
  made: MadeBody
): MadeBody {
  const { operation, input } = plan.request
  const { schema } = plan.mediaType
  if (!isObject(made.value) || schema === undefined || made.notes.length > 0) return made
  const inPath = templateParameters(operation.path)
  const wanted = new Map<string, unknown>()
  for (const [name, value] of Object.entries(input.query))
    if (isScalar(value)) wanted.set(normaliseName(name), value)
  for (const name of inPath) if (isScalar(input.path[name])) wanted.set(normaliseName(name), input.path[name])
  const identity = identityOf(operation.path)
  if (identity && !wanted.has('id')) {
    const id = input.path[identity.parameter]
    const isTaken =
      identity.isName && setMember(made.value, normaliseName(identity.parameter), id) !== undefined
    if (isScalar(id) && !isTaken) wanted.set('id', id)
  }
  if (wanted.size === 0) return made
  let value: unknown = made.value
  for (const [name, echoed] of wanted) {
    const next = setMember(value, name, echoed)
    if (next !== undefined && engine.checker.isValid(schema, next, 'response')) value = next
  }
  return { ...made, value }
}

/** A copy with the member set, at the top or inside the one object that an envelope holds; `undefined` where there is no such member. */
function setMember(body: unknown, name: string, value: unknown): unknown {
  if (!isObject(body)) return undefined
  const member = Object.keys(body).find((key) => normaliseName(key) === name)
  if (member !== undefined) {
    const current = body[member]
    if (typeof current === 'object' && current !== null) return undefined
    return { ...body, [member]: typeof current === 'string' ? String(value) : value }
  }
  const inner = Object.keys(body).filter((key) => isObject(body[key]))
  if (inner.length !== 1) return undefined
  const [envelope] = inner as [string]
  const next = Object.keys(body).length <= 3 ? setMember(body[envelope], name, value) : undefined
  return next === undefined ? undefined : { ...body, [envelope]: next }
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}
