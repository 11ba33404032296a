// Enumerated values, booleans, and shapes that allow several scalar types or any.
import { deriveKey } from '../../internal/random.js'
import type { Context, Produce } from './context.js'
import { copyJson } from './copy-json.js'
import type { Producers } from './producers.js'
import { emptyShape } from './shape.js'
import type { Shape, TypeName } from './shape.js'

const NULL_SALT = 0x6e756c6c
const TYPE_SALT = 0x74797065

/** How likely a value that may be null is null: rarely where a reader looks first. */
export function isNullChosen(context: Context, key: number, depth: number): boolean {
  return deriveKey(key, NULL_SALT) / 0x100000000 < (depth < 2 ? 0.06 : 0.25) + context.leanness / 10
}

/** Compiles the producer of one of the values of an `enum`, or of a `const`: those that satisfy the rest of the schema too. */
export function compileValues(shape: Shape, values: readonly unknown[], producers: Producers): Produce {
  const { schema } = shape
  const valid = values.filter((value) => producers.isValid(schema, value))
  const usable = valid.length > 0 ? valid : values.slice(0, 1)
  const present = usable.filter((value) => value !== null)
  return (context, key, depth) => {
    context.step()
    const list =
      present.length === 0 || (present.length < usable.length && isNullChosen(context, key, depth))
        ? usable
        : present
    const value = list === usable && list !== present ? null : pick(list, key, context.variety)
    if (typeof value === 'string') return context.reserve(value.length) ? value : ''
    return copyJson(value, context)
  }
}

/** Compiles the producer of a shape with several scalar types, of booleans, or of anything. */
export function compileScalarType(shape: Shape | undefined, name: string, producers: Producers): Produce {
  const types = shape?.types ?? typesByName(name)
  const own = shape ?? emptyShape(true)
  const nullable = types.includes('null') && types.length > 1
  const produced = types
    .filter((type) => type !== 'null' || !nullable)
    .map((type) => {
      return type === 'boolean' ? produceBoolean : producers.compileType(own, type, name)
    })
  const only = produced.length === 1 ? produced[0] : undefined
  return (context, key, depth) => {
    if (nullable && isNullChosen(context, key, depth)) return null
    return (only ?? pick(produced, deriveKey(key, TYPE_SALT)))(context, key, depth)
  }
}

function typesByName(name: string): readonly TypeName[] {
  if (/^(is|has|can|allow|enable)(_|$)|enabled$/.test(name)) return ['boolean']
  return /(^|_)(count|total|quantity|size|index)$/.test(name) ? ['integer'] : ['string']
}

function produceBoolean(context: Context, key: number): boolean {
  context.step()
  return ((key + context.variety) & 1) === 1
}

function pick<T>(list: readonly T[], key: number, offset = 0): T {
  return list[(Math.floor((key / 0x100000000) * list.length) + offset) % list.length] as T
}
