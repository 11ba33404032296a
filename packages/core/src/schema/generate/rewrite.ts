// Says `if`, `not` and `dependentSchemas` again in words that a value can be built from: alternatives and constraints.
// Where a rewriting is narrower than the original it is only a way to find valid values; the checker still has the last word.
import type { Schema, SchemaObject } from '../schema.js'
import type { Conjunctions } from './conjunction.js'
import { TYPES } from './shape.js'

const ANNOTATIONS = new Set([
  'default',
  'examples',
  'readOnly',
  'writeOnly',
  'xml',
  'discriminator',
  'lenientNull',
  'dynamicAnchors'
])
const MAX_DEPTH = 20

/** The keywords of a schema that refuse values. */
export function constraintsOf(schema: SchemaObject): string[] {
  return Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword) && !keyword.startsWith('x-'))
}

/** Rewrites keywords; gives the same objects for the same schema each time. One per generator. */
export class Rewriter {
  readonly #conjunctions: Conjunctions
  readonly #rewritten = new WeakMap<SchemaObject, readonly Schema[]>()
  readonly #negated = new WeakMap<SchemaObject, Schema>()

  constructor(conjunctions: Conjunctions) {
    this.#conjunctions = conjunctions
  }

  /** What the schema's `if`, `not` and `dependentSchemas` come to; all of it must hold. */
  rewrite(schema: SchemaObject): readonly Schema[] {
    if (schema.if === undefined && schema.not === undefined && schema.dependentSchemas === undefined)
      return []
    let rewritten = this.#rewritten.get(schema)
    if (!rewritten) {
      const negated = schema.not === undefined ? [] : [this.negate(schema.not)]
      rewritten = [...this.#conditional(schema), ...this.#dependents(schema), ...negated]
      this.#rewritten.set(schema, rewritten)
    }
    return rewritten
  }

  /** A schema whose values tend to be refused by the given one; `true` where nothing better is known. */
  negate(schema: Schema, depth = 0): Schema {
    if (typeof schema === 'boolean') return !schema
    if (depth > MAX_DEPTH) return true
    let negated = this.#negated.get(schema)
    if (negated === undefined) {
      negated = this.#negation(schema, depth)
      this.#negated.set(schema, negated)
    }
    return negated
  }

  #conditional(schema: SchemaObject): Schema[] {
    if (schema.if === undefined) return []
    const holds = this.#conjunctions.of([schema.if, schema.then ?? true])
    const fails = this.#conjunctions.of([this.negate(schema.if), schema.else ?? true])
    return [{ anyOf: [holds, fails] }]
  }

  #dependents(schema: SchemaObject): Schema[] {
    return Object.entries(schema.dependentSchemas ?? {}).map(([name, dependent]) => {
      const present = this.#conjunctions.of([this.#conjunctions.membersPresent([name]), dependent])
      return { anyOf: [present, this.#conjunctions.memberAbsent(name)] }
    })
  }

  #negation(schema: SchemaObject, depth: number): Schema {
    const keywords = constraintsOf(schema)
    if (keywords.length === 0) return false
    if (schema.not !== undefined && keywords.length === 1) return schema.not
    if (schema.anyOf ?? schema.oneOf) {
      if (keywords.length === 1) {
        const branches = schema.anyOf ?? schema.oneOf ?? []
        return this.#conjunctions.of(branches.map((branch) => this.negate(branch, depth + 1)))
      }
    }
    const ways: Schema[] = []
    for (const keyword of keywords) {
      if (keyword === 'type') ways.push(otherTypes(schema))
      else if (keyword === 'required')
        ways.push(...(schema.required ?? []).map((name) => this.#conjunctions.memberAbsent(name)))
      else if (keyword === 'properties') ways.push(...this.#wrongMembers(schema))
      else if (keyword === 'allOf')
        ways.push(...(schema.allOf ?? []).map((member) => this.negate(member, depth + 1)))
      else return true
    }
    return ways.length === 1 ? (ways[0] as Schema) : { anyOf: ways }
  }

  #wrongMembers(schema: SchemaObject): Schema[] {
    return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      properties: Object.fromEntries([[name, typeof property === 'boolean' ? !property : { not: property }]]),
      required: [name]
    }))
  }
}

function otherTypes(schema: SchemaObject): Schema {
  const types = new Set(typeof schema.type === 'string' ? [schema.type] : schema.type)
  return { type: TYPES.filter((type) => !types.has(type) && !(type === 'integer' && types.has('number'))) }
}
