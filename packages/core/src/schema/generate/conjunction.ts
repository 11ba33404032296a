// Schemas that must hold together, as one schema. The same members always give the same object, so that recursion through
// intersections comes back to where it was, and everything compiled per schema object stays finite.
import type { Schema, SchemaObject } from '../schema.js'

/** Makes and remembers `allOf`s and constraints on a member. One per generator. */
export class Conjunctions {
  readonly #ids = new WeakMap<SchemaObject, number>()
  readonly #byMembers = new Map<string, SchemaObject>()
  readonly #byConstraint = new Map<string, SchemaObject>()
  #count = 0

  /** The schema that asks for all of these; the only one of them itself where no other says anything. */
  of(schemas: readonly Schema[]): Schema {
    if (schemas.length === 1) return schemas[0] as Schema
    const members = new Map<number, SchemaObject>()
    for (const schema of schemas) {
      if (schema === false) return false
      if (schema !== true) members.set(this.#id(schema), schema)
    }
    if (members.size === 0) return true
    if (members.size === 1) return [...members.values()][0] as SchemaObject
    const key = [...members.keys()].toSorted((a, b) => a - b).join()
    let made = this.#byMembers.get(key)
    if (!made) {
      made = { allOf: [...members.values()] }
      this.#byMembers.set(key, made)
    }
    return made
  }

  /** `{ properties: { [name]: { enum: values } }, required: [name] }`, the same object for the same name and texts. */
  memberIs(name: string, values: readonly string[]): SchemaObject {
    return this.#constraint(JSON.stringify([name, ...values]), () => ({
      properties: Object.fromEntries([[name, { enum: values }]]),
      required: [name]
    }))
  }

  /** A schema that takes only values without this member. */
  memberAbsent(name: string): SchemaObject {
    return this.#constraint(`absent ${name}`, () => ({ properties: Object.fromEntries([[name, false]]) }))
  }

  /** A schema that takes only objects with these members. */
  membersPresent(names: readonly string[]): SchemaObject {
    return this.#constraint(`present ${JSON.stringify(names)}`, () => ({ required: names }))
  }

  #constraint(key: string, make: () => SchemaObject): SchemaObject {
    let made = this.#byConstraint.get(key)
    if (!made) {
      made = make()
      this.#byConstraint.set(key, made)
    }
    return made
  }

  #id(schema: SchemaObject): number {
    let id = this.#ids.get(schema)
    if (id === undefined) {
      id = ++this.#count
      this.#ids.set(schema, id)
    }
    return id
  }
}
