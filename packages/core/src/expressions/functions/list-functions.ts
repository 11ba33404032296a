// Functions of lists whose items have an order: all of them numbers, or all of them texts.
import type { Json } from '../../internal/json.js'
import { order } from '../compare.js'
import { Fault, type Frame } from '../frame.js'
import { kindOf } from '../kinds.js'
import type { ExpressionFunction, FunctionTable } from './expression-function.js'

export const listFunctions: FunctionTable = {
  '.min(0)': extreme((comparison) => comparison < 0),
  '.max(0)': extreme((comparison) => comparison > 0),
  '.sort(0)': {
    takes: [['list']],
    gives: 'list',
    run([list], frame) {
      const items = ordered(list!, frame)
      return items.toSorted((a, b) => {
        frame.spend(1)
        return order(a, b, frame)!
      })
    }
  }
}

function extreme(isBetter: (comparison: number) => boolean): ExpressionFunction {
  return {
    takes: [['list']],
    gives: 'any',
    run([list], frame) {
      const items = ordered(list!, frame)
      if (items.length === 0) throw new Fault('An empty list has neither a least nor a greatest item')
      return items.reduce((best, item) => (isBetter(order(item, best, frame)!) ? item : best))
    }
  }
}

/** The items, if they have an order together. */
function ordered(list: Json, frame: Frame): readonly Json[] {
  const items = list as readonly Json[]
  frame.spend(items.length)
  const [first] = items
  const kind = first === undefined ? 'number' : kindOf(first)
  if ((kind !== 'number' && kind !== 'string') || items.some((item) => kindOf(item) !== kind))
    throw new Fault('Only numbers, or only strings, have an order: the list holds others')
  return items
}
