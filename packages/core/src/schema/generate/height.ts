// How deeply the least value of a schema is nested: what keeps values of recursive schemas finite. Worked out only as far as a
// question needs: `fits(shape, 1)` never looks beyond the second level.
import type { Direction, Schema } from '../schema.js'
import type { Matches } from './members.js'
import { isHidden, isPlainScalar, itemSchema, memberSchema } from './members.js'
import type { ShapeReader } from './read-shape.js'
import type { Shape } from './shape.js'

const MAX_HEIGHT = 24
const MAX_RECURSION = 600
const MAX_STEPS = 20_000
const MAX_FIRST_ITEMS = 100

/** What is known of one shape: it fits into `fits` levels and more, and not into `tooLow` and fewer. */
interface Known {
  fits: number
  tooLow: number
  /** The number of levels that is being worked out; the same question inside its own answer is a cycle. */
  asking: number
}

/** Heights of shapes for one direction. */
export class Heights {
  readonly #reader: ShapeReader
  readonly #direction: Direction
  readonly #matches: Matches
  readonly #known = new WeakMap<Shape, Known>()
  readonly #required = new WeakMap<Shape, Schema[]>()
  #cut = 0
  #recursion = 0
  #steps = 0

  constructor(reader: ShapeReader, direction: Direction, matches: Matches) {
    this.#reader = reader
    this.#direction = direction
    this.#matches = matches
  }

  /** The least nesting of a value: 0 for scalars and for empty objects and arrays; `Infinity` where no end was found. */
  of(schema: Schema): number {
    if (isPlainScalar(schema)) return 0
    const shape = this.#reader.read(schema)
    this.#steps = 0
    for (let levels = 0; levels <= MAX_HEIGHT; levels++) if (this.#fits(shape, levels)) return levels
    return Infinity
  }

  #fitsSchema(schema: Schema, levels: number): boolean {
    return levels >= 0 && (isPlainScalar(schema) || this.#fits(this.#reader.read(schema), levels))
  }

  #fits(shape: Shape, levels: number): boolean {
    if (shape.impossible || levels < 0) return false
    let known = this.#known.get(shape)
    if (!known) {
      known = { fits: Infinity, tooLow: -1, asking: -1 }
      this.#known.set(shape, known)
    }
    if (levels >= known.fits) return true
    if (levels <= known.tooLow) return false
    if (levels === known.asking || this.#recursion > MAX_RECURSION || ++this.#steps > MAX_STEPS) {
      this.#cut++
      return false
    }
    const cutBefore = this.#cut
    const askedBefore = known.asking
    known.asking = levels
    this.#recursion++
    const fits = this.#work(shape, levels)
    this.#recursion--
    known.asking = askedBefore
    if (fits) known.fits = levels
    // A "no" that rests on a question still open is no knowledge.
    else if (this.#cut === cutBefore || this.#recursion === 0) known.tooLow = levels
    return fits
  }

  #work(shape: Shape, levels: number): boolean {
    if (shape.values) return shape.values.length > 0
    if (shape.choice) return shape.choice.branches.some((branch) => this.#fitsSchema(branch, levels))
    const { types } = shape
    if (!types || types.some((type) => type !== 'object' && type !== 'array')) return true
    const needed = [
      types.includes('object') ? this.#members(shape) : undefined,
      types.includes('array') ? this.#items(shape) : undefined
    ]
    return needed.some((schemas) => schemas?.every((schema) => this.#fitsSchema(schema, levels - 1)))
  }

  #members(shape: Shape): Schema[] {
    let schemas = this.#required.get(shape)
    if (!schemas) {
      schemas = [...shape.required].map((name) => memberSchema(shape, name, this.#reader, this.#matches))
      schemas = schemas.filter((schema) => !isHidden(schema, this.#reader, this.#direction))
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
