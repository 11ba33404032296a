// A value that satisfies a schema: what is required, and of the rest what the caller wants.
import { composeScalar } from './compose-scalar.js'
import { shapeOf, typeOf, type Shape } from './schema-shape.js'

/** What the caller decides about the members of a value. Paths are member names from the root; items of arrays add nothing. */
export interface Composing {
  readonly document: unknown
  /** Makes values differ from those of other bodies. */
  readonly serial: number
  /** Which alternative of every choice is taken. */
  readonly turn: number
  /** A value that is set already. */
  fixed(path: readonly string[]): unknown
  /** Keys of the existing thing that this member refers to, the best first; none when it is no reference, or there is nothing to refer to. */
  reference(path: readonly string[], shape: Shape): Promise<readonly unknown[]>
  /** True when objects without members cannot be written, as in forms. */
  readonly fillsObjects?: boolean
  /** Whether an optional member is sent. */
  wants(path: readonly string[], shape: Shape): boolean
}

const maximumDepth = 8

/** Composes a value. Schemas that never end are cut off, so the result may be invalid: the caller checks it. */
export async function composeValue(
  composing: Composing,
  pointers: readonly string[],
  path: readonly string[] = [],
  depth = 0
): Promise<unknown> {
  const fixed = composing.fixed(path)
  if (fixed !== undefined) return fixed
  const shape = chosenShape(composing.document, pointers, composing.turn)
  if (typeOf(shape) === 'object') return composeObject(composing, shape, path, depth)
  if (typeOf(shape) === 'array') return composeArray(composing, shape, path, depth)
  if (!shape.keywords.has('enum') && !shape.keywords.has('const')) {
    const reference = fitting(await composing.reference(path, shape), shape)
    if (reference !== undefined) return reference
  }
  return composeScalar(path.at(-1) ?? 'value', shape, composing.serial)
}

async function composeObject(
  composing: Composing,
  shape: Shape,
  path: readonly string[],
  depth: number
): Promise<unknown> {
  const value: { [name: string]: unknown } = {}
  for (const [name, pointers] of shape.properties) {
    const member = chosenShape(composing.document, pointers, composing.turn)
    const inner = [...path, name]
    if (member.keywords.get('readOnly') === true) continue
    if (shape.discriminator?.property === name && !member.keywords.has('const')) {
      set(value, name, discriminating(member, shape.discriminator.value))
      continue
    }
    if (composing.fixed(inner) === undefined && !shape.required.has(name)) {
      if (depth < maximumDepth && composing.wants(inner, member))
        set(value, name, await composeValue(composing, pointers, inner, depth + 1))
      else set(value, name, await optionalReference(composing, member, inner))
      continue
    }
    if (depth >= maximumDepth && typeOf(member) === 'object') set(value, name, {})
    else if (depth >= maximumDepth && typeOf(member) === 'array') set(value, name, [])
    else set(value, name, await composeValue(composing, pointers, inner, depth + 1))
  }
  const others = shape.places.get('additionalProperties')
  for (const name of shape.required) {
    if (shape.properties.has(name)) continue
    if (others !== undefined && typeof shape.keywords.get('additionalProperties') === 'object')
      set(value, name, await composeValue(composing, [others], [...path, name], depth + 1))
    else set(value, name, composing.fixed([...path, name]) ?? `zq-${composing.serial}`)
  }
  const least = Number(shape.keywords.get('minProperties') ?? 0)
  for (const [name, pointers] of shape.properties) {
    if (Object.keys(value).length >= least) break
    const member = chosenShape(composing.document, pointers, composing.turn)
    if (Object.hasOwn(value, name) || member.keywords.get('readOnly') === true) continue
    set(value, name, await composeValue(composing, pointers, [...path, name], depth + 1))
  }
  for (let i = 0; Object.keys(value).length < least && i < least; i++)
    set(
      value,
      `zq${i}`,
      typeof shape.keywords.get('additionalProperties') === 'object' && others !== undefined
        ? await composeValue(composing, [others], [...path, `zq${i}`], depth + 1)
        : `zq-${composing.serial}`
    )
  if (composing.fillsObjects === true && depth > 0 && Object.keys(value).length === 0) {
    const first = [...shape.properties].find(
      ([, pointers]) => shapeOf(composing.document, pointers).keywords.get('readOnly') !== true
    )
    if (first !== undefined && depth < maximumDepth)
      set(value, first[0], await composeValue(composing, first[1], [...path, first[0]], depth + 1))
  }
  return value
}

/** The discriminator's value, unless the member's own schema allows only another. */
function discriminating({ keywords }: Shape, value: string): unknown {
  const allowed = keywords.get('enum')
  return Array.isArray(allowed) && !allowed.includes(value) ? allowed[0] : value
}

async function composeArray(
  composing: Composing,
  shape: Shape,
  path: readonly string[],
  depth: number
): Promise<unknown> {
  const items = shape.places.get('items')
  const least = Number(shape.keywords.get('minItems') ?? 0)
  const most = Number(shape.keywords.get('maxItems') ?? Infinity)
  const count = Math.min(Math.max(least, depth < 4 ? 1 : 0), most, 50)
  const list: unknown[] = []
  for (let i = 0; i < count; i++) {
    const one = { ...composing, serial: composing.serial + i * 1000 }
    list.push(items === undefined ? `zq-${one.serial}` : await composeValue(one, [items], path, depth + 1))
  }
  return list
}

async function optionalReference(
  composing: Composing,
  shape: Shape,
  path: readonly string[]
): Promise<unknown> {
  const isArray = typeOf(shape) === 'array'
  const items = shape.places.get('items')
  const single = isArray ? (items === undefined ? undefined : shapeOf(composing.document, [items])) : shape
  if (single === undefined || single.keywords.has('enum') || shape.keywords.get('deprecated') === true)
    return undefined
  const type = typeOf(single)
  if (type !== 'string' && type !== 'integer') return undefined
  const reference = fitting(await composing.reference(path, single), single)
  return reference !== undefined && isArray ? [reference] : reference
}

/** The first key that fits the field, as the field's type; `undefined` when none does. */
function fitting(keys: readonly unknown[], shape: Shape): unknown {
  for (const key of keys) {
    const value = asType(key, typeOf(shape))
    if (value !== undefined) return value
  }
  return undefined
}

function asType(reference: unknown, type: string | undefined): unknown {
  if (typeof reference !== 'string' && typeof reference !== 'number') return undefined
  if (type === 'integer' || type === 'number')
    return /^-?\d+$/.test(String(reference)) && String(reference).length < 16 ? Number(reference) : undefined
  return type === 'string' || type === undefined ? String(reference) : undefined
}

/** A schema with one alternative taken of every choice in it. */
export function chosenShape(document: unknown, pointers: readonly string[], turn: number, depth = 0): Shape {
  const shape = shapeOf(document, pointers)
  if (depth > 6) return shape
  for (const choice of shape.choices) {
    const index = turn % Math.max(1, choice.pointers.length)
    const pointer = choice.pointers[index]
    if (pointer === undefined) continue
    const chosen = chosenShape(document, [pointer], turn, depth + 1)
    if (shape.types.size === 0 || (typeOf(shape) === 'object' && shape.properties.size === 0))
      for (const type of chosen.types) shape.types.add(type)
    for (const [name, list] of chosen.properties)
      shape.properties.set(name, [...(shape.properties.get(name) ?? []), ...list])
    for (const name of chosen.required) shape.required.add(name)
    for (const [name, value] of chosen.keywords)
      if (!shape.keywords.has(name)) shape.keywords.set(name, value)
    for (const [name, place] of chosen.places) if (!shape.places.has(name)) shape.places.set(name, place)
    shape.patterns.push(...chosen.patterns)
    for (const name of chosen.names) shape.names.add(name)
    if (choice.property !== undefined) {
      const value = choice.values?.[index]
      shape.required.add(choice.property)
      if (value !== undefined) shape.discriminator = { property: choice.property, value }
    }
  }
  return shape
}

function set(target: object, name: string, value: unknown): void {
  if (value === undefined) return
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
}
