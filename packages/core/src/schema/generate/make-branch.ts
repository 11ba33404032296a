// Alternatives: picks a branch by key among those that end within the depth budget.
import { deriveKey } from '../../internal/random.js'
import type { Schema } from '../schema.js'
import type { Context, Produce } from './context.js'
import { areDisjoint } from './disjoint.js'
import { insist } from './insist.js'
import { isNullChosen } from './make-scalar.js'
import type { Producers } from './producers.js'
import type { Choice, Shape } from './shape.js'
import { branchesToldApart } from './tell-apart.js'

const BRANCH_SALT = 0x6272616e
const KIND_SALT = 0x6b696e64
/** How often a scalar is taken where an object would do as well: an id is more usual than the expanded object. */
const SCALAR_SHARE = 0.75
const MAX_COMPARED = 60
const MAX_TRIED = 20

interface Branch {
  readonly schema: Schema
  readonly height: number
  readonly kind: 'null' | 'scalar' | 'container'
  readonly isText: boolean
  produce: Produce | undefined
}

/** Compiles the producer of a shape with alternatives. */
export function compileBranches(shape: Shape, choice: Choice, name: string, producers: Producers): Produce {
  let branches: readonly Branch[] | undefined
  let expandable = false
  const produce: Produce = (context, key, depth) => {
    if (!context.enter()) {
      context.leave()
      return null
    }
    if (!branches) {
      branches = choice.branches.map((schema) => branchOf(schema, producers))
      // A text where an object would do as well is the object's id.
      expandable =
        branches.some((branch) => branch.kind === 'container') && branches.some((branch) => branch.isText)
    }
    const inReach =
      context.leanness < 3 ? branches.filter((branch) => depth + branch.height <= context.depth) : []
    const branch = pickBranch(inReach.length > 0 ? inReach : lowest(branches), context, key, depth)
    branch.produce ??= producers.of(
      branch.schema,
      branch.kind === 'scalar' && expandable ? `${name}_id` : name
    )
    const value = branch.produce(context, key, depth)
    context.leave()
    return value
  }
  const overlap = mayOverlap(choice, producers)
  if (!shape.uncertain && !overlap) return produce
  const isValid = (value: unknown): boolean => producers.isValid(shape.schema, value)
  if (!overlap) return insist(isValid, produce)
  let last: readonly Produce[] | undefined
  return insist(isValid, produce, () => {
    const further = [...choice.branches.slice(0, MAX_TRIED), ...branchesToldApart(choice, producers)]
    return (last ??= further.map((schema) => producers.of(schema, name)))
  })
}

function branchOf(schema: Schema, producers: Producers): Branch {
  const { types, values } = producers.reader.read(schema)
  let kind: Branch['kind'] = 'container'
  if (values) kind = values.every((value) => value === null) ? 'null' : 'scalar'
  else if (types?.every((type) => type !== 'object' && type !== 'array'))
    kind = types.join() === 'null' ? 'null' : 'scalar'
  return {
    schema,
    height: producers.heights.of(schema),
    kind,
    isText: types?.join() === 'string',
    produce: undefined
  }
}

function lowest(branches: readonly Branch[]): readonly Branch[] {
  const height = branches.reduce((least, branch) => Math.min(least, branch.height), Infinity)
  return branches.filter((branch) => branch.height === height)
}

function pickBranch(branches: readonly Branch[], context: Context, key: number, depth: number): Branch {
  let candidates = branches
  const present = candidates.filter((branch) => branch.kind !== 'null')
  if (present.length > 0 && present.length < candidates.length) {
    candidates = isNullChosen(context, key, depth)
      ? candidates.filter((branch) => branch.kind === 'null')
      : present
  }
  const scalars = candidates.filter((branch) => branch.kind === 'scalar')
  if (scalars.length > 0 && scalars.length < candidates.length) {
    const isScalar = deriveKey(key, KIND_SALT) / 0x100000000 < SCALAR_SHARE
    candidates = isScalar ? scalars : candidates.filter((branch) => branch.kind === 'container')
  }
  return candidates[Math.floor((deriveKey(key, BRANCH_SALT) / 0x100000000) * candidates.length)] as Branch
}

function mayOverlap(choice: Choice, producers: Producers): boolean {
  const { alternatives } = choice
  if (!alternatives || alternatives.length < 2) return false
  if (alternatives.length > MAX_COMPARED) return true
  const shapes = alternatives.map((alternative) => producers.reader.read(alternative))
  return shapes.some((one, i) => shapes.slice(i + 1).some((other) => !areDisjoint(one, other, producers)))
}
