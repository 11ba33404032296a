// Some requests hold each value in an object of its own, so that "not said" and "null" differ: `{ "name": { "value": "Rex" } }`.
import { isObject } from '../../../internal/json.js'
import type { ReleaseSource } from '../../../release/release-source.js'
import type { Schema } from '../../../schema/schema.js'
import type { Facts } from '../facts.js'
import { shapeOf } from './shape.js'

/**
 * What was sent, with the values themselves where `request` says that a member is an object around a `value` and `entity` that the thing
 * shows no object there. An empty one says nothing, so that the member is left out.
 */
export function withPlainValues(
  source: ReleaseSource,
  request: Schema | undefined,
  entity: Schema | undefined,
  sent: Facts
): Facts {
  if (request === undefined || entity === undefined) return sent
  const held = Object.keys(sent).filter((name) => isHolder(sent[name]))
  if (held.length === 0) return sent
  const declared = shapeOf(source, request).members
  const shown = shapeOf(source, entity).members
  const plain = new Set(
    held.filter((name) => {
      const own = declared.find((member) => member.name === name)
      const other = shown.find((member) => member.plain === own?.plain)
      return (
        own !== undefined &&
        other !== undefined &&
        shapeOf(source, own.schema).names.size === 1 &&
        shapeOf(source, own.schema).names.has('value') &&
        isScalar(source, other.schema)
      )
    })
  )
  if (plain.size === 0) return sent
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]): [string, unknown][] => {
      if (!plain.has(name) || !isObject(value)) return [[name, value]]
      return Object.hasOwn(value, 'value') ? [[name, value['value']]] : []
    })
  )
}

function isHolder(value: unknown): boolean {
  return isObject(value) && Object.keys(value).every((name) => name === 'value')
}

function isScalar(source: ReleaseSource, schema: Schema): boolean {
  const { types, members } = shapeOf(source, schema)
  return types.size > 0 && members.length === 0 && !types.has('object') && !types.has('array')
}
