// Whether no value can satisfy two shapes at once, as far as a look at types and constant members tells.
import { canonicalJson } from '../../internal/canonical-json.js'
import { memberSchema } from './members.js'
import type { Producers } from './producers.js'
import type { Shape } from './shape.js'

const MAX_VALUES = 200

/** True when the shapes are known to exclude each other; false when they may overlap. */
export function areDisjoint(a: Shape, b: Shape, producers: Producers): boolean {
  if (a.impossible || b.impossible) return true
  if (a.values && b.values) return haveNoCommonValue(a.values, b.values)
  const typesOfA = certainTypes(a)
  const typesOfB = certainTypes(b)
  if (typesOfA && typesOfB && ![...typesOfA].some((type) => typesOfB.has(type))) return true
  if (typesOfA?.size !== 1 || !typesOfA.has('object') || typesOfB?.size !== 1) return false
  return excludesMember(a, b, producers) || excludesMember(b, a, producers)
}

/** The types of a shape's values, integers counted as numbers; `undefined` when that is not known. */
function certainTypes(shape: Shape): ReadonlySet<string> | undefined {
  if (shape.values) return new Set(shape.values.map(typeOf))
  if (!shape.types || shape.guessed) return undefined
  return new Set(shape.types.map((type) => (type === 'integer' ? 'number' : type)))
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

/** Whether a member that every value of `a` has is one that no value of `b` has like that. */
function excludesMember(a: Shape, b: Shape, { reader, matches }: Producers): boolean {
  for (const name of a.required) {
    const other = memberSchema(b, name, reader, matches)
    if (other === false) return true
    if (typeof other === 'boolean') continue
    const otherValues = reader.read(other).values
    const values = otherValues && reader.read(memberSchema(a, name, reader, matches)).values
    if (otherValues && values && haveNoCommonValue(values, otherValues)) return true
  }
  return false
}

function haveNoCommonValue(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length > MAX_VALUES || b.length > MAX_VALUES) return false
  const texts = new Set(a.map((value) => canonicalJson(value)))
  return !b.some((value) => texts.has(canonicalJson(value)))
}
