// All functions that expressions may call. Whoever adds one: deterministic on every platform, and its work counted in the frame.
import { isObject, type Json } from '../../internal/json.js'
import type { Frame } from '../frame.js'
import type { ExpressionFunction, FunctionTable } from './expression-function.js'
import { listFunctions } from './list-functions.js'
import { numberFunctions } from './number-functions.js'
import { lengthOf, textFunctions } from './text-functions.js'
import { timeFunctions } from './time-functions.js'

/** `size(value)` and `value.size()`: characters of a text, items of a list, members of a map. */
const size: ExpressionFunction = {
  takes: [['string', 'list', 'map']],
  gives: 'number',
  run: ([value], frame) => sizeOf(value!, frame)
}

function sizeOf(value: Json, frame: Frame): number {
  if (typeof value === 'string') return lengthOf(value, frame)
  if (!isObject(value)) return (value as readonly Json[]).length
  const { length } = Object.keys(value)
  frame.spend(length)
  return length
}

const tables: readonly FunctionTable[] = [
  { 'size(1)': size, '.size(0)': size },
  textFunctions,
  numberFunctions,
  listFunctions,
  timeFunctions
]

/** Every function by its signature: `size(1)`, `math.round(1)`, and methods as `.size(0)`. */
export const functions: ReadonlyMap<string, ExpressionFunction> = new Map(
  tables.flatMap((table) => Object.entries(table))
)
