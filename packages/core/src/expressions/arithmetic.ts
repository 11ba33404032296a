// Arithmetic on JSON numbers. As in JavaScript, but whole numbers stay exact: a result beyond 2^53 is a bigint, and none within it is.
import { mostDigits } from '../internal/read-number.js'

/** A JSON number: a bigint is a whole number beyond the safe range (see `readNumber`). */
export type Numeric = number | bigint

/** The first whole number with too many digits. */
const tooLarge = BigInt(`1${'0'.repeat(mostDigits)}`)

export type Arithmetic = '+' | '-' | '*' | '/' | '%'

/**
 * The result, or why there is none: division by zero, or a number that JSON cannot write. `/` gives fractions, and `%` has the sign of
 * the dividend. There is no negative zero, for JSON has none that everybody reads.
 */
export function calculate(operator: Arithmetic, a: Numeric, b: Numeric): Numeric | string {
  if ((operator === '/' || operator === '%') && b === 0) return 'divides by zero'
  if (typeof a === 'number' && typeof b === 'number') {
    const result = onDoubles(operator, a, b)
    // A whole result that was rounded is calculated again.
    const isRight = Number.isSafeInteger(result) || !(Number.isSafeInteger(a) && Number.isSafeInteger(b))
    if (isRight || operator === '/') return finite(result)
  }
  if (!isExact(a) || !isExact(b)) return finite(onDoubles(operator, Number(a), Number(b)))
  const [x, y] = [BigInt(a), BigInt(b)]
  if (operator === '/' && x % y !== 0n) return finite(Number(x) / Number(y))
  return whole(onBigInts(operator, x, y))
}

/** The number with the other sign. */
export function negate(value: Numeric): Numeric {
  return typeof value === 'bigint' ? -value : 0 - value
}

/** A whole number as it is kept: as a number within the safe range, as a bigint beyond it. */
export function whole(value: bigint): Numeric | string {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  return value >= tooLarge || value <= -tooLarge ? `has more than ${mostDigits} digits` : value
}

function isExact(value: Numeric): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value + 0 : 'is too large for a number'
}

function onDoubles(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
  }
}

function onBigInts(operator: Arithmetic, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
  }
}
