// Which alternative of a schema the facts belong to.
import { isObject } from '../../../internal/json.js'
import type { Schema } from '../../../schema/schema.js'
import type { Engine } from '../../engine.js'
import { factFinder } from './fact-finder.js'
import { shapeOf, type Shape } from './shape.js'

/** The alternative that says most about the facts. */
export function bestBranch(engine: Engine, shape: Shape, fact: unknown): Schema {
  let best = shape.branches[0]!
  let most = -Infinity
  for (const branch of shape.branches) {
    const fit = fitOf(engine, branch, fact)
    if (fit > most) [best, most] = [branch, fit]
  }
  return best
}

function fitOf(engine: Engine, branch: Schema, fact: unknown): number {
  const shape = shapeOf(engine.release, branch)
  if (shape.branches.length > 0)
    return Math.max(...shape.branches.slice(0, 50).map((inner) => fitOf(engine, inner, fact)))
  if (!isObject(fact)) {
    const type = fact === null ? 'null' : Array.isArray(fact) ? 'array' : typeof fact
    const fits =
      shape.types.has(type) ||
      (type === 'number' && shape.types.has('integer')) ||
      (type === 'bigint' && shape.types.has('integer'))
    return fits ? 10 : shape.types.size === 0 ? 1 : -10
  }
  if (!shape.isObject && shape.types.size > 0) return -10
  let fit = 0
  const find = factFinder(shape, fact)
  for (const member of shape.members) {
    const name = find(member)
    if (name === undefined) {
      if (member.required) fit -= 0.5
      continue
    }
    fit += 1
    const { fallback } = shapeOf(engine.release, member.schema)
    const value = fact[name]
    if (fallback && typeof fallback.value === 'string' && typeof value === 'string')
      fit += fallback.value === value ? 20 : -5
    else if (fallback && typeof fallback.value === 'boolean') fit += fallback.value === value ? 30 : -20
    else if (!engine.checker.isValid(member.schema, value, 'response')) fit -= 0.75
  }
  return fit
}
