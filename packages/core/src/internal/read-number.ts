// One number literal of JSON -> its value. Whole numbers that a double would round are kept as bigints, digit by digit; everything that
// reads, checks or prints values of a request knows them.

/** Digits of the longest whole number that is kept: longer ones would make reading and printing slow, and nobody means them. */
export const mostDigits = 1000

const wholeNumber = /^-?\d+$/

/**
 * The value of a JSON number literal (RFC 8259 section 6). A whole number, written without fraction and exponent, that is not a safe
 * integer is a bigint; any other is the nearest double, which is infinite for what is beyond its range and for whole numbers of more than
 * `mostDigits` digits. No bigint is ever within the safe range, so equal numbers of one kind are equal values.
 */
export function readNumber(literal: string): number | bigint {
  const number = Number(literal)
  if (Number.isSafeInteger(number) || !wholeNumber.test(literal)) return number
  return literal.length - (literal.startsWith('-') ? 1 : 0) > mostDigits ? number : BigInt(literal)
}
