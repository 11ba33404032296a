// How deeply the least value of a schema is nested: what keeps values of recursive schemas finite. Worked out only as far as a
// question needs: whether a schema fits into one level never looks beyond the second.
import type { Direction, Schema } from '../schema.js'
import { isHidden, itemSchema, memberSchema } from './members.js'
import type { Matches } from './members.js'
import type { ShapeReader } from './read-shape.js'
import { isPlainScalar } from './shape.js'
import type { Shape } from './shape.js'

const MAX_HEIGHT = 24
const MAX_ALTERNATIVES = 40
const MAX_FIRST_ITEMS = 100

/** What is known of one shape: it fits into `fits` levels and more, and not into `tooLow` and fewer. */
interface Known {
  fits: number
  tooLow: number
  /** The shapes behind its alternatives, and alternatives of alternatives: of these one must fit. */
  leaves: readonly Shape[] | undefined
}

/** Heights of schemas for one direction. What is remembered never changes an answer. */
export class Heights {
  readonly #reader: ShapeReader
  readonly #direction: Direction
  readonly #matches: Matches
  readonly #known = new WeakMap<Shape, Known>()
  readonly #required = new WeakMap<Shape, readonly Schema[]>()

  constructor(reader: ShapeReader, direction: Direction, matches: Matches) {
    this.#reader = reader
    this.#direction = direction
    this.#matches = matches
  }

  /** The least nesting of a value: 0 for scalars and for empty objects and arrays; `Infinity` where no end was found. */
  of(schema: Schema): number {
    for (let levels = 0; levels <= MAX_HEIGHT; levels++) if (this.#fits(schema, levels)) return levels
    return Infinity
  }

  #fits(schema: Schema, levels: number): boolean {
    if (isPlainScalar(schema)) return true
    const shape = this.#reader.read(schema)
    if (shape.impossible) return false
    const known = this.#known.get(shape) ?? { fits: Infinity, tooLow: -1, leaves: undefined }
    this.#known.set(shape, known)
    if (levels >= known.fits) return true
    if (levels <= known.tooLow) return false
    if (!known.leaves && shape.choice?.branches.some(isPlainScalar)) {
      known.fits = 0
      return true
    }
    known.leaves ??= this.#leaves(shape)
    const fits = known.leaves.some((leaf) => this.#leafFits(leaf, levels))
    if (fits) known.fits = levels
    else known.tooLow = levels
    return fits
  }

  /** Alternatives, depth first; some of them where there are very many. */
  #leaves(shape: Shape): Shape[] {
    const leaves: Shape[] = []
    const seen = new Set<Shape>([shape])
    const pending = [shape]
    for (let next = pending.pop(); next && seen.size <= MAX_ALTERNATIVES; next = pending.pop()) {
      if (!next.choice && !next.impossible) leaves.push(next)
      for (const branch of next.choice?.branches.slice(0, MAX_ALTERNATIVES).toReversed() ?? []) {
        const alternative = this.#reader.read(branch)
        if (seen.has(alternative)) continue
        seen.add(alternative)
        pending.push(alternative)
      }
    }
    return leaves
  }

  #leafFits(shape: Shape, levels: number): boolean {
    if (shape.values) return shape.values.length > 0
    const { types } = shape
    if (!types || types.some((type) => type !== 'object' && type !== 'array')) return true
    const needed = types.includes('object') ? this.#members(shape) : this.#items(shape)
    return needed.length === 0 || (levels > 0 && needed.every((schema) => this.#fits(schema, levels - 1)))
  }

  #members(shape: Shape): readonly Schema[] {
    let schemas = this.#required.get(shape)
    if (!schemas) {
      schemas = [...shape.required]
        .map((name) => memberSchema(shape, name, this.#reader, this.#matches))
        .filter((schema) => !isHidden(schema, this.#reader, this.#direction))
      this.#required.set(shape, schemas)
    }
    return schemas
  }

  #items(shape: Shape): Schema[] {
    const schemas = new Set(
      shape.contains.filter((contains) => contains.min > 0).map((contains) => contains.schema)
    )
    for (let i = 0; i < Math.min(shape.minItems, MAX_FIRST_ITEMS); i++)
      schemas.add(itemSchema(shape, i, this.#reader))
    return [...schemas]
  }
}
