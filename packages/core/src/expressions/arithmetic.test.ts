// The laws of JSON numbers in expressions.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileExpression } from './compile-expression.js'
import { evaluate } from './evaluate.js'

const operators = ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '==', '!='] as const
type Numeric = number | bigint

const compiled = new Map(
  operators.map((operator) => {
    const expression = compileExpression(`a ${operator} b`, { a: 'any', b: 'any' })
    if ('message' in expression) throw new Error(expression.message)
    return [operator, expression]
  })
)

function calculate(operator: (typeof operators)[number], a: Numeric, b: Numeric): unknown {
  const evaluated = evaluate(compiled.get(operator)!, { a, b })
  return 'value' in evaluated ? evaluated.value : undefined
}

const javascript: { readonly [operator: string]: (a: never, b: never) => unknown } = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b
}

/** What JSON makes of a number: there is no negative zero. */
const asJson = (value: unknown) => (value === 0 ? 0 : value)
/** How a whole number is kept. */
const kept = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)

const safe = fc.maxSafeInteger()
const small = fc.integer({ min: -1000, max: 1000 })
const double = fc.double({ noNaN: true, noDefaultInfinity: true })
const operator = fc.constantFrom(...operators)

it('on safe integers is that of JavaScript wherever that is exact', () => {
  fc.assert(
    fc.property(fc.oneof(safe, small), fc.oneof(safe, small), operator, (a, b, operator) => {
      const wanted = javascript[operator]!(a as never, b as never)
      if (typeof wanted === 'number' && Number.isInteger(wanted) && !Number.isSafeInteger(wanted)) return
      if (typeof wanted === 'number' && !Number.isFinite(wanted)) {
        expect(calculate(operator, a, b)).toBeUndefined()
        return
      }
      expect(calculate(operator, a, b)).toBe(asJson(wanted))
    }),
    { numRuns: 2000 }
  )
})

it('on fractions is that of JavaScript, and no result is infinite, not a number or a negative zero', () => {
  fc.assert(
    fc.property(double, fc.oneof(double, small), operator, (a, b, operator) => {
      const wanted = javascript[operator]!(a as never, b as never)
      const result = calculate(operator, a, b)
      if (typeof wanted === 'number' && !Number.isFinite(wanted)) expect(result).toBeUndefined()
      else if (typeof result !== 'bigint') expect(result).toBe(asJson(wanted))
    }),
    { numRuns: 2000 }
  )
})

it('on whole numbers of any size is exact, and keeps them as requests do', () => {
  const whole = fc.oneof(
    fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
    safe.map(BigInt),
    small.map(BigInt)
  )
  fc.assert(
    fc.property(whole, whole, operator, (a, b, operator) => {
      const result = calculate(operator, kept(a), kept(b))
      if ((operator === '/' || operator === '%') && b === 0n) expect(result).toBeUndefined()
      else if (operator === '/' && a % b !== 0n) expect(result).toBe(asJson(Number(a) / Number(b)))
      else {
        const exact = javascript[operator]!(a as never, b as never)
        expect(result).toBe(typeof exact === 'bigint' ? kept(exact) : exact)
      }
    }),
    { numRuns: 2000 }
  )
})

it('a + b - b is a, for all whole numbers', () => {
  const expression = compileExpression('a + b - b', { a: 'any', b: 'any' })
  if ('message' in expression) throw new Error(expression.message)
  const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(kept)
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(evaluate(expression, { a, b })).toEqual({ value: a })
    })
  )
})

it('any JSON value equals itself, and its copy, and is in a list of it', () => {
  const same = compileExpression('a == b && a in [b] && !(a != b)', { a: 'any', b: 'any' })
  if ('message' in same) throw new Error(same.message)
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy: unknown = JSON.parse(JSON.stringify(value))
      expect(evaluate(same, { a: value, b: copy })).toEqual({ value: true })
    })
  )
})
