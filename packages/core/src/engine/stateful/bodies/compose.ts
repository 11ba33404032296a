// Puts a value together from a schema and facts: what is known goes where the schema has a place for it, what must be there and is not
// known is made up, the same each time. Every body of stateful mode comes from here.
import { standInNames } from '../../../internal/identity-names.js'
import { getOwn, isObject } from '../../../internal/json.js'
import { readNumber } from '../../../internal/read-number.js'
import { deriveKey, hashText } from '../../../internal/random.js'
import type { Schema } from '../../../schema/schema.js'
import type { Engine } from '../../engine.js'
import { bestBranch } from './best-branch.js'
import { Draft } from './draft.js'
import { factFinder } from './fact-finder.js'
import { shapeOf, shapeOfBranch, type Shape, type ShapeMember } from './shape.js'

/** How to put a value together. */
export interface ComposeOptions {
  /** Seeds what is made up. */
  readonly key: number
  /** Epoch milliseconds that made-up dates lie around. */
  readonly now: number
  /** Whether an optional member that no fact speaks of is made up all the same. Absent: none is. */
  readonly wants?: (member: ShapeMember) => boolean
  /** What stands for a reference where the schema wants the whole thing: the facts of the entity, or `undefined`. */
  readonly embed?: (schema: Schema, id: string | number | bigint) => unknown
  /** Leaves such references as they are: for facts to keep, which no response shows as they stand. */
  readonly keepsReferences?: true
  /** Top-level members that the caller sets afterwards: where nobody said one, null keeps its place. */
  readonly later?: ReadonlySet<string>
  /** Objects that are right as they stand are given as they are, not copied. For facts that never change. */
  readonly shares?: true
}

const deepest = 24

/** Composes; the result is not checked. `undefined` facts mean that nothing is known. */
export function compose(engine: Engine, schema: Schema, facts: unknown, options: ComposeOptions): unknown {
  return place(engine, schema, facts, options, options.key, 0)
}

function place(
  engine: Engine,
  schema: Schema,
  fact: unknown,
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  if (depth > deepest || fact === null) return fact ?? null
  const shape = shapeOf(engine.release, schema)
  if (fact === undefined) return unknown(engine, schema, shape, options, key, depth)
  if (shape.branches.length > 0) return placeBranch(engine, shape, fact, options, key, depth)
  if (Array.isArray(fact)) return placeList(engine, shape, fact, options, key, depth)
  if (isObject(fact)) return placeObject(engine, shape, fact, options, key, depth)
  return placeScalar(engine, schema, shape, fact, options, key, depth)
}

/** The alternative that fits, with the members that stand beside the choice. */
function placeBranch(
  engine: Engine,
  shape: Shape,
  fact: unknown,
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  const branch = bestBranch(engine, shape, fact)
  if (shape.members.length === 0 || !isObject(fact))
    return place(engine, branch, fact, options, key, depth + 1)
  const whole = shapeOfBranch(engine.release, shape, branch)
  return whole.branches.length > 0 && depth < deepest
    ? placeBranch(engine, whole, fact, options, key, depth + 1)
    : placeObject(engine, whole, fact, options, key, depth)
}

function placeList(
  engine: Engine,
  shape: Shape,
  fact: readonly unknown[],
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  const { items } = shape
  if (items !== undefined)
    return fact.map((item, index) => place(engine, items, item, options, deriveKey(key, index), depth + 1))
  // A list that the schema wraps: `{ data: [...] }`.
  const wrapped = shape.members.find(
    ({ name, schema }) =>
      /^(data|items|values|results|nodes)$/i.test(name) && shapeOf(engine.release, schema).items !== undefined
  )
  if (shape.isObject && wrapped)
    return placeObject(engine, shape, { [wrapped.name]: fact }, options, key, depth)
  return fact
}

function placeObject(
  engine: Engine,
  shape: Shape,
  facts: Readonly<Record<string, unknown>>,
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  if (shape.members.length === 0 && shape.others === undefined) {
    // The schema wants a scalar: the id of the thing is what can be said of it.
    if (!shape.isObject && shape.types.size > 0 && !shape.types.has('object'))
      return getOwn(facts, 'id') ?? unknown(engine, true, shape, options, key, depth)
    return facts
  }
  const draft = new Draft(options.shares ? facts : undefined)
  const find = factFinder(shape, facts)
  const used = shape.others === undefined ? undefined : new Set<string>()
  for (const member of shape.members) {
    if (member.writeOnly) {
      used?.add(find(member) ?? '')
      continue
    }
    const name = find(member)
    if (name !== undefined) used?.add(name)
    const fact = name === undefined ? undefined : facts[name]
    if (
      fact === undefined &&
      !member.required &&
      !(options.wants?.(member) && depth < 4) &&
      !(depth === 0 && options.wants === undefined && saysThatItWentWell(engine, member))
    )
      continue
    if (fact === undefined && depth === 0 && options.later?.has(member.name)) {
      draft.put(member.name, null)
      continue
    }
    const made =
      (fact === undefined ? modest(engine, member) : undefined) ??
      place(engine, member.schema, fact, options, deriveKey(key, member.hash), depth + 1)
    if (made !== undefined) draft.put(member.name, made)
  }
  if (used && shape.others !== undefined) {
    for (const name of Object.keys(facts)) {
      if (used.has(name) || facts[name] === undefined) continue
      draft.put(
        name,
        place(engine, shape.others, facts[name], options, deriveKey(key, hashText(name)), depth + 1)
      )
    }
  }
  return draft.done()
}

function placeScalar(
  engine: Engine,
  schema: Schema,
  shape: Shape,
  fact: unknown,
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  const { types } = shape
  if (types.size === 0 || (typeof fact === 'boolean' && types.has('boolean'))) {
    if (!shape.isObject) return fact
  }
  if (typeof fact === 'string') {
    if (types.has('string')) return inOtherPrecision(engine, schema, fact)
    if ((types.has('integer') || types.has('number')) && /^-?\d{1,1000}(\.\d{1,20})?$/.test(fact))
      return readNumber(fact)
    if (types.has('boolean') && /^(true|false)$/.test(fact)) return fact === 'true'
  }
  if ((typeof fact === 'number' || typeof fact === 'bigint') && (types.has('number') || types.has('integer')))
    return fact
  if ((typeof fact === 'number' || typeof fact === 'bigint') && types.has('string')) return String(fact)
  if (shape.isObject && (typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'bigint')) {
    const whole = options.embed?.(schema, fact)
    if (whole !== undefined)
      return place(engine, schema, whole, { ...options, embed: () => undefined }, key, depth + 1)
    if (options.keepsReferences) return fact
    // Without the thing itself its name is all that is known of it.
    return placeObject(engine, shape, nameOnly(engine, shape, fact), options, key, depth)
  }
  return fact
}

/** A day where the schema wants an instant, and the other way round: the same point in time, as the schema writes it. */
function inOtherPrecision(engine: Engine, schema: Schema, text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  if (!isDay && !/^\d{4}-\d\d-\d\dT/.test(text)) return text
  if (engine.checker.isValid(schema, text, 'response')) return text
  const other = isDay ? `${text}T00:00:00Z` : text.slice(0, 10)
  return engine.checker.isValid(schema, other, 'response') ? other : text
}

/** The one fact that a scalar says of a thing: the first member that names things and takes it. */
function nameOnly(engine: Engine, shape: Shape, fact: unknown): Readonly<Record<string, unknown>> {
  for (const plain of standInNames) {
    const member = shape.members.find((candidate) => candidate.plain === plain)
    if (member && engine.checker.isValid(member.schema, fact, 'response')) return { [member.name]: fact }
  }
  return { id: fact }
}

const affirmative = /^(is|has|can)?(active|enabled|visible|valid|available|public|allowed|live)$/
const wentWell = /^(is)?(ok|success|successful|succeeded|acknowledged)$/

/** `ok` and the like, which clients look at first: never left out of an answer. */
function saysThatItWentWell(engine: Engine, { plain, schema }: ShapeMember): boolean {
  return wentWell.test(plain) && shapeOf(engine.release, schema).types.has('boolean')
}

/** A value for what nobody said: what the schema says itself, else the plainest that holds nothing, else a generated one. */
function unknown(
  engine: Engine,
  schema: Schema,
  shape: Shape,
  options: ComposeOptions,
  key: number,
  depth: number
): unknown {
  if (shape.fallback) return shape.fallback.value
  if (shape.branches.length > 0) {
    if (shape.nullable) return null
    const plain =
      shape.branches.find((branch) => !shapeOf(engine.release, branch).isObject) ?? shape.branches[0]!
    return place(engine, plain, undefined, options, deriveKey(key, 7), depth + 1)
  }
  if (shape.nullable && shape.types.size > 0) return null
  if (shape.types.has('array') && engine.checker.isValid(schema, [], 'response')) return []
  if (shape.isObject && depth < 12) return placeObject(engine, shape, {}, options, key, depth)
  return engine.generator.generate(schema, {
    key,
    direction: 'response',
    now: options.now,
    examples: 'some',
    depth: 1
  }).value
}

/** A boolean or a count that nobody said, by its name: nothing has happened to a new thing yet. `undefined`: no opinion. */
function modest(engine: Engine, { plain, schema }: ShapeMember): unknown {
  const { types, fallback } = shapeOf(engine.release, schema)
  if (fallback) return undefined
  let value: unknown
  if (types.has('boolean')) value = affirmative.test(plain) || wentWell.test(plain)
  else if (
    (types.has('integer') || types.has('number')) &&
    /(count|total|counter|comments|used|size|attempts|retries|paid|refunded|captured)$/.test(plain)
  )
    value = 0
  else return undefined
  return engine.checker.isValid(schema, value, 'response') ? value : undefined
}
