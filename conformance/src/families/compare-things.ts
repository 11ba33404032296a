// Whether an answer holds what was sent, and whether two answers show the same thing.
import { isRawObject, member, type RawObject } from '../oracle/raw-document.js'
import type { SchemaSet } from '../oracle/schema-set.js'
import { membersOf } from './resource-schema.js'
import { shapeOf } from './schema-shape.js'
import { memberOf } from './thing.js'
import { flat, isVolatile } from './words.js'

/** A member that is not what it should be, in words; `undefined` when all is well. */
export type Difference = string | undefined

/** What an answer is compared with. */
export interface Echo {
  readonly document: unknown
  readonly schemas: SchemaSet
  /** The pointer of the answer's declared schema. */
  readonly schema: string | undefined
  readonly things: readonly RawObject[]
  readonly noun: string
}

/** Every sent value that the answer's schema has a place for must be there. Values that the schema does not allow there are not asked for. */
export function missingEcho(echo: Echo, sent: ReadonlyMap<string, unknown>): Difference {
  const declared = membersOf(echo.document, echo.schema, echo.noun)
  for (const [name, value] of sent) {
    const member = declared.get(flat(name))
    const found = memberOf(echo.things.toReversed(), name)
    if (member === undefined && found === undefined) continue
    if (member !== undefined && (!takes(echo, member.pointers, value) || isHidden(echo, member.pointers)))
      continue
    if (found === undefined) {
      if (member?.always === true) return `${name}: ${show(value)} was sent, and is not in the answer`
      continue
    }
    if (isRawObject(found.value) && !refersTo(found.value, value)) continue
    if (Array.isArray(found.value)) continue
    if (!isSame(value, found.value)) return `${name}: ${show(value)} was sent, ${show(found.value)} came back`
  }
  return undefined
}

/** Members that both answers have must agree, except those that may change by themselves. */
export function differing(
  earlier: readonly RawObject[],
  later: readonly RawObject[],
  leaveOut: ReadonlySet<string>
): Difference {
  const [before, after] = [withoutEnvelopes(earlier), withoutEnvelopes(later)]
  for (const [depth, thing] of before.toReversed().entries()) {
    // Level by level from the innermost: `type` of the thing is not `type` of its attributes.
    const levels =
      after.length === before.length ? after.toReversed().slice(depth, depth + 1) : after.toReversed()
    for (const [name, value] of Object.entries(thing)) {
      if (isVolatile(name) || leaveOut.has(flat(name)) || !isScalar(value)) continue
      const found = memberOf(levels, name)
      if (found === undefined || !isScalar(found.value)) continue
      if (!isSame(value, found.value)) return `${name}: was ${show(value)}, is ${show(found.value)}`
    }
    if (after.length !== before.length) break
  }
  return undefined
}

/** True when there is anything to compare: a sent value, or a member that both answers have. */
export function canCompare(
  before: readonly RawObject[],
  after: readonly RawObject[],
  sent: ReadonlyMap<string, unknown>
): boolean {
  const names = [
    ...sent.keys(),
    ...before.flatMap((thing) => Object.keys(thing).filter((name) => isScalar(thing[name])))
  ]
  return names.some((name) => !isVolatile(name) && memberOf(after, name) !== undefined)
}

/** The levels from the one that has an id on: what stands around it tells of the call, not of the thing. */
function withoutEnvelopes(things: readonly RawObject[]): readonly RawObject[] {
  const at = things.findIndex((thing) =>
    Object.keys(thing).some((name) => /^(?:id|uuid|guid|sid|gid)$/i.test(name))
  )
  return things.slice(Math.max(at, 0))
}

function takes(echo: Echo, pointers: readonly string[], value: unknown): boolean {
  return pointers.some((pointer) => {
    const validate = echo.schemas.validator(pointer)
    return typeof validate === 'string' || validate(value)?.length === 0
  })
}

/** True for members that only go in. */
function isHidden({ document }: Echo, pointers: readonly string[]): boolean {
  return pointers.some((pointer) => shapeOf(document, [pointer]).keywords.get('writeOnly') === true)
}

/** An expanded reference: `{ id: 'c1' }` for `c1`. */
function refersTo(object: RawObject, value: unknown): boolean {
  return ['id', 'uuid', 'key', 'name', 'slug', 'login'].some((name) => member(object, name) === value)
}

function isScalar(value: unknown): boolean {
  return value !== null && typeof value !== 'object'
}

/** Equal, also when one is a text and the other a number, or both are the same instant. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other || String(one) === String(other)) return true
  if (isRawObject(other)) return refersTo(other, one)
  // A day and its first instant are the same.
  if (typeof one !== 'string' || typeof other !== 'string' || !/^\d{4}-\d\d-\d\d(?:T|$)/.test(one))
    return false
  const [first, second] = [Date.parse(one), Date.parse(other)]
  return Number.isFinite(first) && first === second
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
