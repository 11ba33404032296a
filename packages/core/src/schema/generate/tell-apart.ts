// Overlapping `oneOf` alternatives: finds a member by which an object of one of them is refused by the others, and says so as a schema.
import type { Schema, SchemaObject } from '../schema.js'
import { isHidden, memberSchema } from './members.js'
import type { Producers } from './producers.js'
import { TYPES } from './shape.js'
import type { Choice, Shape, TypeName } from './shape.js'

const MAX_ALTERNATIVES = 20
const MAX_DEPTH = 3

/** A constraint on the members of an object; `natural` when it asks for nothing that the alternative itself does not declare. */
interface Difference {
  readonly constraint: SchemaObject
  readonly natural: boolean
}

/**
 * Narrower forms of a `oneOf`'s branches that its other alternatives tend to refuse, the natural ones first: those that differ in a
 * declared member. The others give a member that only another alternative declares a value which that one refuses.
 */
export function branchesToldApart({ branches, alternatives = [] }: Choice, producers: Producers): Schema[] {
  if (alternatives.length > MAX_ALTERNATIVES) return []
  const { reader } = producers
  const natural: Schema[] = []
  const contrived: Schema[] = []
  const others = alternatives.map((alternative) => reader.read(alternative))
  branches.forEach((branch, index) => {
    const own = reader.read(branch)
    const differences = others
      .filter((other, at) => at !== index && !other.impossible)
      .map((other) => difference(own, other, producers))
      .filter((one) => one !== undefined)
    if (differences.length === 0) return
    const list = differences.every((one) => one.natural) ? natural : contrived
    list.push(reader.conjunctions.of([branch, ...differences.map((one) => one.constraint)]))
  })
  return [...natural, ...contrived]
}

/** The most natural way in which an object of shape `own` can be none of shape `other`. */
function difference(own: Shape, other: Shape, producers: Producers, depth = 0): Difference | undefined {
  const { reader, direction, matches } = producers
  const declared = namesOf(own)
  let contrived: Difference | undefined
  for (const name of new Set([...declared, ...namesOf(other)])) {
    const mine = memberSchema(own, name, reader, matches)
    const theirs = memberSchema(other, name, reader, matches)
    if (mine === false || theirs === true || isHidden(mine, reader, direction)) continue
    const value =
      theirs === false ? true : refusedValue(reader.read(mine), reader.read(theirs), producers, depth)
    if (value === undefined) continue
    const natural = declared.has(name)
    const constraint = { properties: Object.fromEntries([[name, value]]), required: [name] }
    if (natural) return { constraint, natural }
    contrived ??= { constraint, natural }
  }
  return contrived
}

function namesOf(shape: Shape): Set<string> {
  return new Set(shape.objectParts.flatMap((part) => Object.keys(part.properties)))
}

/** A schema of values that `other` refuses and `own` may take; `undefined` where none is known. */
function refusedValue(own: Shape, other: Shape, producers: Producers, depth: number): Schema | undefined {
  if (other.impossible) return true
  if (own.values) {
    const rest = own.values.filter(
      (value) => producers.isValid(own.schema, value) && !producers.isValid(other.schema, value)
    )
    return rest.length > 0 ? { enum: rest } : undefined
  }
  if (other.values) return { ...(!own.types && oneType(typesOf(other.values))), not: { enum: other.values } }
  if (!other.types || other.guessed) return undefined
  const takesNumbers = other.types.includes('number')
  const refused = (own.types ?? TYPES).filter(
    (type) => !other.types?.includes(type) && !(type === 'integer' && takesNumbers)
  )
  if (refused.length > 0) return oneType(refused)
  if (own.types?.join() !== 'object' || other.types.join() !== 'object' || depth >= MAX_DEPTH)
    return undefined
  return difference(own, other, producers, depth + 1)?.constraint
}

/** The first of the types, null only when there is no other. */
function oneType(types: readonly TypeName[]): { type?: TypeName } {
  const type = types.find((one) => one !== 'null' && one !== 'object' && one !== 'array') ?? types[0]
  return type === undefined ? {} : { type }
}

function typesOf(values: readonly unknown[]): TypeName[] {
  const found = new Set<string>(values.map((value) => (value === null ? 'null' : typeof value)))
  return TYPES.filter((type) => found.has(type))
}
