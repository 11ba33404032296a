// What a request leaves unsaid, and its own schema says: `copies: { type: integer, default: 1 }`.
import { normaliseName } from '../../../internal/normalise-name.js'
import { setOwn } from '../../../internal/json.js'
import { bodySchema } from '../../../release/schema-of-media.js'
import type { Operation } from '../../../release/release.js'
import { schemaAt } from '../../../schema/members-of.js'
import type { Call } from '../call.js'
import type { Facts } from '../facts.js'
import { shapeOf, type ShapeMember } from '../bodies/shape.js'

interface Default {
  readonly name: string
  readonly plain: ShapeMember['plain']
  readonly value: unknown
}

const known = new WeakMap<Operation, readonly Default[]>()

/** The sent members, with the defaults of the request's schema for those of the thing that nobody said. */
export function withDefaults(call: Call, sent: Facts): Facts {
  const { operation } = call.plan.request
  let defaults = known.get(operation)
  if (!defaults) known.set(operation, (defaults = defaultsOf(call)))
  if (defaults.length === 0) return sent
  const said = new Set(Object.keys(sent).map(normaliseName))
  const whole: Record<string, unknown> = { ...sent }
  for (const { name, plain, value } of defaults) if (!said.has(plain)) setOwn(whole, name, value)
  return whole
}

function defaultsOf({ engine, view, plan, binding }: Call): readonly Default[] {
  const place = binding.input?.value
  if (place?.in !== 'body' || view.schema === undefined) return []
  const body = bodySchema(plan.request.operation.requestBody?.content)
  const schema = schemaAt(engine.release, body, place.many ? [...place.at, '*'] : place.at)
  if (schema === undefined) return []
  const shown = new Set(shapeOf(engine.release, view.schema).members.map(({ plain }) => plain))
  return shapeOf(engine.release, schema).members.flatMap(({ name, plain, schema: own, readOnly }) => {
    const { fallback } = shapeOf(engine.release, own)
    return fallback && !readOnly && shown.has(plain) ? [{ name, plain, value: fallback.value }] : []
  })
}
