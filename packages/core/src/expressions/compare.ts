// Equality and order of values. The loops go over what somebody sent, so they count their work.
import { isObject, type Json } from '../internal/json.js'
import { Exhausted, type Frame, type Value } from './frame.js'

/** Levels of the deepest values that are compared: more than requests may have, and less than engines can recurse. */
const mostLevels = 2000

/** Whether two values are equal: numbers by value, members in any order. */
export function areEqual(a: Value, b: Value, frame: Frame, level = 0): boolean {
  if (a === b) {
    if (typeof a === 'string') frame.spendText(a.length)
    return true
  }
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length === b.length) frame.spendText(a.length)
    return false
  }
  // A bigint equals the double that is exactly as large (1e21 and the digits that it stands for).
  if (isNumeric(a) && isNumeric(b)) return !(a < b) && !(a > b)
  if (level > mostLevels)
    throw new Exhausted(`Values nested deeper than ${mostLevels} levels are not compared`)
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) {
      frame.spend(1)
      if (!areEqual(a[i] as Json, b[i] as Json, frame, level + 1)) return false
    }
    return true
  }
  if (!isObject(a) || !isObject(b)) return false
  const names = Object.keys(a)
  frame.spend(names.length)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => Object.hasOwn(b, name) && areEqual(a[name] as Json, b[name] as Json, frame))
}

/** Below zero when `a` comes first; `undefined` for kinds that have no order together. Texts are ordered by UTF-16 code units. */
export function order(a: Value, b: Value, frame: Frame): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    frame.spendText(Math.min(a.length, b.length))
    return a < b ? -1 : a > b ? 1 : 0
  }
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return undefined
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}
