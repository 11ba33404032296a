// `multipleOf` on decimals as they are written: 0.3 is a multiple of 0.1, though its double is not.

/** Whether `value` is a whole multiple of `divisor`, taking both as the shortest decimals that denote them. */
export function isMultipleOf(value: number | bigint, divisor: number): boolean {
  if (typeof value === 'bigint') {
    if (Number.isSafeInteger(divisor)) return value % BigInt(divisor) === 0n
  } else {
    if (!Number.isFinite(value)) return false
    if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0
  }
  const a = decimal(value)
  const b = decimal(divisor)
  const exponent = Math.min(a.exponent, b.exponent)
  return scaled(a, exponent) % scaled(b, exponent) === 0n
}

interface Decimal {
  readonly digits: string
  readonly exponent: number
}

function decimal(value: number | bigint): Decimal {
  const [mantissa = '0', power = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: whole + fraction, exponent: Number(power) - fraction.length }
}

function scaled(value: Decimal, exponent: number): bigint {
  return BigInt(value.digits + '0'.repeat(value.exponent - exponent))
}
