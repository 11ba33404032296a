// Schema -> the closure that makes its values. Compiled when first asked for, one per schema object and field name.
import type { Checker } from '../check/create-checker.js'
import { compilePattern } from '../pattern/match-pattern.js'
import type { Direction, Schema, SchemaObject, SchemaSource } from '../schema.js'
import type { Context, Produce } from './context.js'
import { compileExamples } from './choose-example.js'
import { DynamicScopes } from './dynamic-scope.js'
import { Heights } from './height.js'
import { insist } from './insist.js'
import { compileArray } from './make-array.js'
import { compileBranches } from './make-branch.js'
import { compileNumber } from './make-number.js'
import { compileObject } from './make-object.js'
import { compileScalarType, compileValues } from './make-scalar.js'
import { compileText } from './make-text.js'
import type { Matches } from './members.js'
import type { Producers } from './producers.js'
import { ShapeReader } from './read-shape.js'
import type { Shape, TypeName } from './shape.js'

/** All producers for one direction. */
class CompiledProducers implements Producers {
  readonly heights: Heights
  readonly #producers = new WeakMap<SchemaObject, Map<string, Produce>>()

  constructor(
    readonly reader: ShapeReader,
    readonly isValid: (schema: Schema, value: unknown) => boolean,
    readonly direction: Direction,
    readonly matches: Matches
  ) {
    this.heights = new Heights(reader, direction, matches)
  }

  of(schema: Schema, name: string): Produce {
    if (schema === false) return produceNothing
    if (schema === true) return compileScalarType(undefined, name, this)
    const producers = this.#producers.get(schema) ?? new Map<string, Produce>()
    this.#producers.set(schema, producers)
    let produce = producers.get(name)
    if (!produce) {
      const shape = this.reader.read(schema)
      produce = compileExamples(shape, name, this, this.#compile(shape, name))
      producers.set(name, produce)
    }
    return produce
  }

  #compile(shape: Shape, name: string): Produce {
    if (shape.values) return compileValues(shape, shape.values, this)
    if (shape.impossible) return produceNothing
    if (shape.choice) return compileBranches(shape, shape.choice, name, this)
    const types = shape.types
    if (!types || types.length !== 1) return compileScalarType(shape, name, this)
    const produce = this.compileType(shape, types[0] as TypeName, name)
    return shape.uncertain ? insist((value) => this.isValid(shape.schema, value), produce) : produce
  }

  compileType(shape: Shape, type: TypeName, name: string): Produce {
    if (type === 'object') return compileObject(shape, this)
    if (type === 'array') return compileArray(shape, name, this)
    if (type === 'integer' || type === 'number') return compileNumber(shape, type === 'integer', name)
    if (type === 'null') return produceNothing
    if (type === 'boolean') return compileScalarType({ ...shape, types: ['boolean'] }, name, this)
    return compileText({
      shape,
      name,
      matches: this.matches,
      isValid: (text) => this.isValid(shape.schema, text)
    })
  }
}

function produceNothing(context: Context): unknown {
  context.step()
  return null
}

/** The producers of a source for one direction. */
export function createProducers(source: SchemaSource, checker: Checker, direction: Direction): Producers {
  const scopes = new DynamicScopes(source)
  const scopedChecker = checker.over(scopes)
  const isValid = (schema: Schema, value: unknown): boolean =>
    (scopes.areUsed ? scopedChecker : checker).isValid(schema, value, direction)
  const patterns = new Map<string, (text: string) => boolean>()
  const matches: Matches = (pattern, text) => {
    const test = patterns.get(pattern) ?? compilePattern(pattern).test
    patterns.set(pattern, test)
    return test(text)
  }
  return new CompiledProducers(new ShapeReader(scopes), isValid, direction, matches)
}
