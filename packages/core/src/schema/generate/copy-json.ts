// Copies of JSON out of a description, within the budgets of a value.
import { setOwn } from '../../internal/json.js'
import type { Context } from './context.js'

const MAX_DEPTH = 200

/** A copy that shares nothing with the description; cut short when a budget runs out. */
export function copyJson(value: unknown, context: Context, depth = 0): unknown {
  if (typeof value === 'string') return context.reserve(value.length) ? value : ''
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH || !context.step()) {
    context.exhausted = true
    return null
  }
  if (Array.isArray(value)) return value.map((item) => copyJson(item, context, depth + 1))
  const copy = {}
  for (const name of Object.keys(value))
    setOwn(copy, name, copyJson((value as Record<string, unknown>)[name], context, depth + 1))
  return copy
}
