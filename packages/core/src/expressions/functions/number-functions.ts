// Functions of numbers, and the ways from values to numbers and texts.
import type { Json } from '../../internal/json.js'
import { readNumber } from '../../internal/read-number.js'
import { calculate, negate, whole, type Numeric } from '../arithmetic.js'
import { Fault, type Frame } from '../frame.js'
import { kindOf, nameKind } from '../kinds.js'
import type { ExpressionFunction, FunctionTable } from './expression-function.js'

const number = ['number'] as const
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

export const numberFunctions: FunctionTable = {
  'int(1)': {
    takes: [['number', 'string']],
    gives: 'number',
    run: ([value]) => rounded(Math.trunc, numberOf(value!))
  },
  'double(1)': { takes: [['number', 'string']], gives: 'number', run: ([value]) => numberOf(value!) },
  'string(1)': {
    takes: [['number', 'string', 'boolean']],
    gives: 'string',
    run: ([value]) => String(value as Numeric | string | boolean)
  },
  'math.abs(1)': numeric((value) => (value < 0 ? negate(value) : value)),
  'math.ceil(1)': numeric((value) => rounded(Math.ceil, value)),
  'math.floor(1)': numeric((value) => rounded(Math.floor, value)),
  'math.trunc(1)': numeric((value) => rounded(Math.trunc, value)),
  'math.round(1)': numeric((value) => rounded(halfAwayFromZero, value)),
  'math.least(1)': least(1, (a, b) => a < b),
  'math.least(2)': least(2, (a, b) => a < b),
  'math.greatest(1)': least(1, (a, b) => a > b),
  'math.greatest(2)': least(2, (a, b) => a > b),
  '.sum(0)': {
    takes: [['list']],
    gives: 'number',
    run: ([list], frame) => sum(numbersOf(list!, frame), frame)
  }
}

function numeric(run: (value: Numeric) => Numeric): ExpressionFunction {
  return { takes: [number], gives: 'number', run: ([value]) => run(value as Numeric) }
}

/** Bigints are whole; what rounding makes of a fraction is never a negative zero. */
function rounded(round: (value: number) => number, value: Numeric): Numeric {
  return typeof value === 'bigint' ? value : round(value) + 0
}

/** As CEL's math.round: 2.5 is 3, and -2.5 is -3. */
function halfAwayFromZero(value: number): number {
  const towardsZero = Math.trunc(value)
  return Math.abs(value - towardsZero) >= 0.5 ? towardsZero + Math.sign(value) : towardsZero
}

/** One list, or two numbers. */
function least(count: 1 | 2, isBefore: (a: Numeric, b: Numeric) => boolean): ExpressionFunction {
  return {
    takes: count === 1 ? [['list']] : [number, number],
    gives: 'number',
    run(args, frame) {
      const numbers = count === 1 ? numbersOf(args[0]!, frame) : (args as readonly Numeric[])
      if (numbers.length === 0) throw new Fault('An empty list has neither a least nor a greatest number')
      return numbers.reduce((best, value) => (isBefore(value, best) ? value : best))
    }
  }
}

function numbersOf(list: Json, frame: Frame): readonly Numeric[] {
  const items = list as readonly Json[]
  frame.spend(items.length)
  const other = items.find((item) => kindOf(item) !== 'number')
  if (other !== undefined)
    throw new Fault(`The list holds ${nameKind(kindOf(other))} where it must hold numbers only`)
  return items as readonly Numeric[]
}

function sum(numbers: readonly Numeric[], frame: Frame): Numeric {
  let total: Numeric = 0
  for (const each of numbers) {
    const next = calculate('+', total, each)
    if (typeof next === 'string') throw new Fault(`The sum ${next}`)
    if (typeof next === 'bigint') frame.spend(64)
    total = next
  }
  return total
}

function numberOf(value: Json): Numeric {
  if (typeof value !== 'string') return value as Numeric
  const read = value.length <= 400 && jsonNumber.test(value) ? readNumber(value) : NaN
  const result = typeof read === 'bigint' ? whole(read) : read + 0
  if (typeof result === 'string' || (typeof result === 'number' && !Number.isFinite(result)))
    throw new Fault(`'${value.slice(0, 40)}' is no number`)
  return result
}
