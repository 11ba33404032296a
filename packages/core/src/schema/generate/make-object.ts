// Objects: what is required, as many optional members as the depth allows, and invented names where a map must not be empty.
import { setOwn } from '../../internal/json.js'
import { deriveKey, hashText } from '../../internal/random.js'
import type { Schema } from '../schema.js'
import type { Context, Produce } from './context.js'
import { membersOf } from './members.js'
import type { Member } from './members.js'
import { mapEntries } from './map-entries.js'
import type { Producers } from './producers.js'
import { fieldName } from './realistic/field-name.js'
import { isPlainScalar } from './shape.js'
import type { Shape } from './shape.js'

const OPTIONAL_SALT = 0x6f707469
/** What share of optional members is kept, by leanness. */
const LEAN_SHARES = [1, 0.6, 0.25, 0]

const PERSON = /^(e?mail|email_?address|phone|first_?name|login)$/i
const ADDRESS = /^(city|town|postal_?code|post_?code|zip)$/i

interface Property extends Member {
  readonly hash: number
  /** A field name that says more than the member's own does. */
  readonly alias: string | undefined
  /** Nesting below this object, once asked for; counted as 1 for objects that could be empty but have members to show. */
  height: number | undefined
  produce: Produce | undefined
}

/** Compiles the producer of an object. */
export function compileObject(shape: Shape, producers: Producers): Produce {
  let all: readonly Property[] | undefined
  let needed: readonly Property[] | undefined
  const entries = mapEntries(shape, producers)
  const counted =
    shape.minProperties > 0 || shape.maxProperties < Infinity || shape.dependentRequired.size > 0
  // Where no optional member fits any more, nothing needs to be known of them.
  const needsAll =
    counted || entries !== undefined || ['name', 'state'].some((name) => shape.required.has(name))
  return (context, key, depth) => {
    const object: Record<string, unknown> = {}
    if (!context.enter()) {
      context.leave()
      return object
    }
    const share = shareAt(depth, context)
    const properties =
      needsAll || (depth < context.depth && share > 0)
        ? (all ??= propertiesOf(shape, producers))
        : (needed ??= propertiesOf(shape, producers, true))
    const chosen = counted ? choose(properties, shape, producers, context, key, depth) : undefined
    for (let i = 0; i < properties.length && !context.exhausted; i++) {
      const property = properties[i] as Property
      if (!property.required && chosen && !chosen[i]) continue
      const propertyKey = deriveKey(key, property.hash)
      if (!property.required && !chosen && !isKept(property, producers, context, propertyKey, depth, share))
        continue
      property.produce ??= producers.of(property.schema, property.alias ?? fieldName(property.name))
      setOwn(object, property.name, property.produce(context, propertyKey, depth + 1))
    }
    if (entries) entries(object, properties.length > 0, context, key, depth)
    context.leave()
    return object
  }
}

/** Which optional members the object gets. */
function choose(
  properties: readonly Property[],
  shape: Shape,
  producers: Producers,
  context: Context,
  key: number,
  depth: number
): boolean[] {
  const chosen: boolean[] = []
  const share = shareAt(depth, context)
  let count = shape.required.size
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i] as Property
    if (property.required) continue
    const kept =
      count < shape.maxProperties &&
      isKept(property, producers, context, deriveKey(key, property.hash), depth, share)
    chosen[i] = kept
    if (kept) count++
  }
  for (let i = 0; i < properties.length && count < shape.minProperties; i++) {
    const property = properties[i] as Property
    if (property.required || chosen[i] || heightOf(property, producers) === Infinity) continue
    chosen[i] = true
    count++
  }
  if (shape.dependentRequired.size > 0) addDependents(properties, chosen, shape)
  return chosen
}

function isKept(
  property: Property,
  producers: Producers,
  context: Context,
  key: number,
  depth: number,
  share: number
): boolean {
  if (share === 0 || depth >= context.depth) return false
  if (depth + heightOf(property, producers) >= context.depth) return false
  return deriveKey(key, OPTIONAL_SALT) / 0x100000000 < share
}

/** The share of optional members that is kept at a depth. */
function shareAt(depth: number, context: Context): number {
  const share = context.optionals * (LEAN_SHARES[context.leanness] as number)
  if (context.examples === 'first' && depth < 2) return share
  if (depth < 1) return share * (context.direction === 'response' ? 0.97 : 0.75)
  return share * (depth < 2 ? 0.85 : 0.5)
}

/** A member that is there may ask for others (JSON Schema validation, section 6.5.4), and so on. */
function addDependents(properties: readonly Property[], chosen: boolean[], shape: Shape): void {
  const indexes = new Map(properties.map((property, index) => [property.name, index]))
  const pending = properties.flatMap((property, index) =>
    property.required || chosen[index] ? [property.name] : []
  )
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const needed of shape.dependentRequired.get(name) ?? []) {
      const index = indexes.get(needed)
      if (index === undefined || chosen[index] || properties[index]?.required) continue
      chosen[index] = true
      pending.push(needed)
    }
  }
}

function propertiesOf(shape: Shape, producers: Producers, onlyRequired = false): Property[] {
  const { reader, direction, matches } = producers
  const members = membersOf(shape, reader, direction, matches, dependentNames(shape), onlyRequired)
  const isPerson = members.some((member) => PERSON.test(member.name))
  const isAddress = members.some((member) => ADDRESS.test(member.name))
  const properties = members.map((member): Property => {
    const alias =
      isPerson && member.name === 'name'
        ? 'full_name'
        : isAddress && member.name === 'state'
          ? 'province'
          : undefined
    const { name, schema, required } = member
    return { name, schema, required, hash: hashText(name), alias, height: undefined, produce: undefined }
  })
  if (shape.propertyNames.length === 0) return properties
  return properties.filter(
    ({ name, required }) => required || shape.propertyNames.every((schema) => producers.isValid(schema, name))
  )
}

function heightOf(property: Property, producers: Producers): number {
  return (property.height ??= visibleHeight(property.schema, producers))
}

function visibleHeight(schema: Schema, producers: Producers): number {
  if (isPlainScalar(schema)) return 0
  const height = producers.heights.of(schema)
  const shape = producers.reader.read(schema)
  return shape.types?.includes('object') && shape.objectParts.length > 0 ? Math.max(height, 1) : height
}

function dependentNames(shape: Shape): string[] {
  return [...shape.dependentRequired.values()].flat()
}
