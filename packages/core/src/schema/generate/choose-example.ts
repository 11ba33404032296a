// Examples and defaults out of the description: used where they are valid, and only as far as the options ask for them.
import { deriveKey } from '../../internal/random.js'
import { isObject } from '../../internal/json.js'
import type { Context, Produce } from './context.js'
import { copyJson } from './copy-json.js'
import { isHidden } from './members.js'
import type { Producers } from './producers.js'
import { isIdentifying, isInstant } from './realistic/field-name.js'
import type { Shape } from './shape.js'

const EXAMPLE_SALT = 0x65786d70
const MAX_EXAMPLES = 50

/** Puts the examples of a shape before its own producer. */
export function compileExamples(shape: Shape, name: string, producers: Producers, produce: Produce): Produce {
  if (shape.examples.length === 0) return produce
  let valid: readonly unknown[] | undefined
  let varied: readonly unknown[] = []
  const load = (): readonly unknown[] => {
    valid = shape.examples.slice(0, MAX_EXAMPLES).filter((value) => isUsable(value, shape, producers))
    varied = isIdentifying(name) || isInstant(name) || isDate(shape) ? [] : valid.filter(isPlain)
    return valid
  }
  return (context, key, depth) => {
    if (context.examples === 'none' || context.leanness >= 2) return produce(context, key, depth)
    const usable = valid ?? load()
    const example = context.examples === 'first' ? usable[0] : pickSome(varied, key)
    return example === undefined ? produce(context, key, depth) : take(example, context)
  }
}

function take(example: unknown, context: Context): unknown {
  context.step()
  return copyJson(example, context)
}

function pickSome(examples: readonly unknown[], key: number): unknown {
  const chance = deriveKey(key, EXAMPLE_SALT)
  return (chance & 1) === 0 ? undefined : examples[Math.floor((chance / 0x100000000) * examples.length)]
}

function isUsable(value: unknown, shape: Shape, producers: Producers): boolean {
  return !hasHiddenMembers(value, shape, producers) && producers.isValid(shape.schema, value)
}

/** Members that do not travel in this direction must not come in through an example. */
function hasHiddenMembers(value: unknown, shape: Shape, producers: Producers): boolean {
  if (!isObject(value)) return false
  return shape.objectParts.some((part) =>
    Object.entries(part.properties).some(
      ([name, schema]) =>
        Object.hasOwn(value, name) && isHidden(schema, producers.reader, producers.direction)
    )
  )
}

function isDate(shape: Shape): boolean {
  return shape.format !== undefined && /^date|^time$|-time$|^uuid$/.test(shape.format)
}

/** Texts, booleans and short lists of them: what reads well more than once. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.length <= 5 && value.every((item) => typeof item === 'string')
  return typeof value === 'boolean' || (typeof value === 'string' && /\S/.test(value))
}
