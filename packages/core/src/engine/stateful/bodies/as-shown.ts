// What the answer to a create makes up has to be what later reads show: it becomes part of the thing.
import { isObject, setOwn } from '../../../internal/json.js'
import { schemaAt } from '../../../schema/members-of.js'
import { schemaOfMedia } from '../../../release/schema-of-media.js'
import { asCreated } from './answer.js'
import type { Call } from '../call.js'
import type { Entity } from '../entity.js'
import { composeValid, wrapAt } from './entity-body.js'
import { factAt } from '../facts.js'
import { shapeOf } from './shape.js'

/** The thing with the scalars that the answer shows of it beyond what is known, where the answer has a schema of its own. */
export function asShown(call: Call, entity: Entity): Entity {
  const { engine, view, binding } = call
  const { kind, at } = binding.output.value
  const whole = kind === 'entity' ? schemaOfMedia(asCreated(call.plan).mediaType) : undefined
  const schema = schemaAt(engine.release, whole, at)
  if (whole === undefined || schema === undefined || view.schema === undefined) return entity
  const own = shapeOf(engine.release, view.schema)
  if (shapeOf(engine.release, schema).members === own.members || schema === view.schema) return entity
  const { value } = composeValid(engine, whole, wrapAt(at, entity.facts), {
    key: entity.key,
    now: entity.created
  })
  const shown = factAt(value, at)
  if (!isObject(shown)) return entity
  const facts: Record<string, unknown> = { ...entity.facts }
  for (const name of Object.keys(shown)) {
    const told = shown[name]
    const isScalar = typeof told === 'string' || typeof told === 'number' || typeof told === 'boolean'
    const isKnown = Object.hasOwn(facts, name) && facts[name] !== null && facts[name] !== undefined
    if (isScalar && !isKnown && own.names.has(name)) setOwn(facts, name, told)
  }
  return { ...entity, facts }
}
