// `format` of whole numbers beyond the safe range, to the digit: the tests of numbers stop where doubles do.
import { FORMATS } from '../formats.js'

const INT_64 = 64

/** Whether a bigint, which is never within the safe range, has a format. What a format does not apply to passes. */
export function hasWideFormat(value: bigint, format: string): boolean {
  switch (format) {
    case 'int64':
      return BigInt.asIntN(INT_64, value) === value
    case 'uint64':
      return BigInt.asUintN(INT_64, value) === value
    default:
      return FORMATS.get(format)?.(Number(value)) ?? true
  }
}
