// Values from schemas: full ones first, leaner ones when the checker refuses them.
import type { Checker } from '../check/create-checker.js'
import type { Direction, Schema, SchemaSource } from '../schema.js'
import { Context } from './context.js'
import type { GenerateOptions } from './context.js'

export type { GenerateOptions } from './context.js'
import { keyOfAttempt } from './insist.js'
import { createProducers } from './create-producers.js'
import type { Producers } from './producers.js'

/** A generated value, and whether it satisfies its schema. */
export interface Generated {
  readonly value: unknown
  readonly valid: boolean
}

/** Generates values. Compiles a schema when it is first used and keeps that per schema object. */
export interface Generator {
  /**
   * A value of the schema: the same for the same schema and options, whatever was generated before. A member's value depends on
   * the key and the member's path only. When no attempt is valid, the one with the fewest findings, and `valid: false`.
   * At most about 10,000 nodes and 1,000,000 characters, however much the schema asks for. Never throws.
   */
  generate(schema: Schema, options: GenerateOptions): Generated
  /** The first attempt alone, unchecked. */
  draft(schema: Schema, options: GenerateOptions): unknown
}

/** How lean each attempt is: 0 is full, 3 has only what is required. */
const ATTEMPTS = [0, 0, 1, 2, 3, 3]

/** Makes a generator over a source; the checker must be over the same source. */
export function createGenerator(source: SchemaSource, checker: Checker): Generator {
  const families = new Map<Direction, Producers>()
  const family = (direction: Direction): Producers => {
    const producers = families.get(direction) ?? createProducers(source, checker, direction)
    families.set(direction, producers)
    return producers
  }
  return {
    draft: (schema, options) =>
      family(options.direction).of(schema, '')(new Context(options, 0), options.key, 0),
    generate(schema, options) {
      const { direction } = options
      const produce = family(direction).of(schema, '')
      let best: unknown
      let fewest = Infinity
      for (let attempt = 0; attempt < ATTEMPTS.length; attempt++) {
        const context = new Context(options, ATTEMPTS[attempt] as number)
        const value = produce(context, keyOfAttempt(options.key, attempt), 0)
        if (checker.isValid(schema, value, direction)) return { value, valid: true }
        const findings = checker.check(schema, value, direction).length
        if (findings < fewest) [best, fewest] = [value, findings]
        // What did not fit into the budgets will not fit with another key; only leaner values may.
        if (context.exhausted) attempt = Math.max(attempt, ATTEMPTS.length - 3)
      }
      return { value: best ?? null, valid: false }
    }
  }
}
