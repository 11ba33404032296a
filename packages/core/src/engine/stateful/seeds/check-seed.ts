// Whether a thing made of a seed shows what the seed says: responses may not break their schema, so what would do so is a fault.
import { joinPointer, parsePointer } from '../../../internal/json-pointer.js'
import { isObject } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { suggest } from '../../../internal/suggest.js'
import type { Schema } from '../../../schema/schema.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { compose } from '../bodies/compose.js'
import type { Entity } from '../entity.js'
import { entityBody } from '../bodies/entity-body.js'
import type { Facts } from '../facts.js'
import type { OnFault } from './seed-fault.js'
import type { ResourceView } from '../resource-view.js'
import { shapeOf, type ShapeMember } from '../bodies/shape.js'

/** Whether it may be kept. Of what no response describes nothing can be wrong. */
export function checkSeed(
  engine: Engine,
  world: World,
  view: ResourceView,
  entity: Entity,
  given: Facts,
  onFault: OnFault
): boolean {
  const { schema } = view
  if (schema === undefined) return true
  // Most are valid as they were made; putting together what a response shows of them takes longer.
  if (engine.checker.isValid(schema, entity.facts, 'response'))
    return checkMembers(engine, view, schema, entity.facts, given, onFault)
  const { understanding } = engine
  const shown = entityBody({ engine, understanding, world }, schema, entity)
  if (shown.notes.length > 0 && reportBroken(engine, schema, entity, given, onFault)) return false
  return !isObject(shown.value) || checkMembers(engine, view, schema, shown.value, given, onFault)
}

/** Reports what of the seed breaks the schema; false where only what was made up around it did, which has been mended. */
function reportBroken(
  engine: Engine,
  schema: Schema,
  { facts, key, created }: Entity,
  given: Facts,
  onFault: OnFault
): boolean {
  const value = compose(engine, schema, facts, { key, now: created })
  let isBroken = false
  for (const { pointer, property, message } of engine.checker.check(schema, value, 'response')) {
    const tokens = [...parsePointer(pointer), ...(property === undefined ? [] : [property])]
    const at = saidAt(given, tokens)
    if (at === undefined) continue
    isBroken = true
    onFault({ pointer: at, message: `This ${message}.` })
  }
  return isBroken
}

/** The pointer of a place in what was said, members in any spelling; `undefined` where nothing was said. */
function saidAt(given: unknown, tokens: readonly string[]): string | undefined {
  let value = given
  let pointer = ''
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null) return undefined
    const plain = normaliseName(token)
    const name = Object.hasOwn(value, token)
      ? token
      : Object.keys(value).find((other) => normaliseName(other) === plain)
    if (name === undefined) return undefined
    value = (value as Record<string, unknown>)[name]
    pointer = joinPointer(pointer, name)
  }
  return pointer
}

/** Each member by itself: what became something else on its way, what the schema forbids, and what it has no place for. */
function checkMembers(
  engine: Engine,
  { resource, writable }: ResourceView,
  schema: Schema,
  shown: Facts,
  given: Facts,
  onFault: OnFault
): boolean {
  const { members, branches } = shapeOf(engine.release, schema)
  const isOpen = members.length === 0 || branches.length > 0
  const memberOf = (name: string): ShapeMember | undefined => {
    const plain = normaliseName(name)
    return members.find((one) => one.name === name || one.plain === plain)
  }
  const strays = isOpen
    ? []
    : Object.keys(given).filter((name) => !memberOf(name) && !writable.has(normaliseName(name)))
  const forbidden = forbiddenAmong(engine, schema, shown, given, strays)
  let isGood = true
  for (const name of Object.keys(given)) {
    const pointer = joinPointer('', name)
    const member = memberOf(name)
    if (member) {
      if (!Object.hasOwn(shown, member.name) || isKept(given[name], shown[member.name])) continue
      const [finding] = engine.checker.check(member.schema, given[name], 'response')
      if (!finding) continue
      isGood = false
      onFault({ pointer: pointer + finding.pointer, message: `This ${finding.message}.` })
      continue
    }
    if (isOpen || writable.has(normaliseName(name))) continue
    const nearest = suggest(
      name,
      members.map((one) => one.name)
    )
    const isForbidden = forbidden.has(name)
    if (isForbidden) isGood = false
    onFault({
      pointer,
      message: isForbidden
        ? `${resource.name} may have no member \`${name.slice(0, 100)}\`.`
        : `Nothing describes a member \`${name.slice(0, 100)}\` of ${resource.name}; no response will show it.`,
      ...(nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` }),
      ...(isForbidden ? {} : { isUnknown: true })
    })
  }
  return isGood
}

const mostChecked = 100

/** Those of the members without a place that the schema does not take beside what is shown. */
function forbiddenAmong(
  { checker }: Engine,
  schema: Schema,
  shown: Facts,
  given: Facts,
  strays: readonly string[]
): ReadonlySet<string> {
  const areTaken = (names: readonly string[]): boolean => {
    const said = Object.fromEntries(names.map((name) => [name, given[name]]))
    return checker.isValid(schema, { ...shown, ...said }, 'response')
  }
  if (strays.length === 0 || areTaken(strays)) return new Set()
  // A check of the whole for each takes its time: of very many the first are looked at one by one, the others together.
  const rest = strays.slice(mostChecked)
  const first = strays.slice(0, mostChecked).filter((name) => !areTaken([name]))
  return new Set(rest.length === 0 || areTaken(rest) ? first : [...first, ...rest])
}

/** Whether a value shows what was said: itself, its text as a number, the thing that it names, its list in an envelope. */
function isKept(said: unknown, shown: unknown): boolean {
  if (said === null || shown === null) return said === shown
  if (typeof shown !== 'object') return typeof said !== 'object' && String(said) === String(shown)
  return isObject(shown) || Array.isArray(said)
}
