// Numbers: inside the schema's bounds and on its steps, as far as possible where a field of this name usually lies.
import { Random } from '../../internal/random.js'
import type { Produce } from './context.js'
import { isInstant } from './realistic/field-name.js'
import { instantsFor } from './realistic/instants.js'
import { rangeByName } from './realistic/number-by-name.js'
import type { NumberRange } from './realistic/number-by-name.js'
import type { Shape } from './shape.js'

const INT32 = 2_147_483_647
const WIDTHS = new Map([
  ['int8', [-128, 127]],
  ['uint8', [0, 255]],
  ['int16', [-32_768, 32_767]],
  ['uint16', [0, 65_535]],
  ['int32', [-INT32 - 1, INT32]],
  ['uint32', [0, 2 * INT32 + 1]],
  ['uint64', [0, Number.MAX_SAFE_INTEGER]],
  ['uint', [0, Number.MAX_SAFE_INTEGER]]
])
const EPOCH_FORMATS = new Set(['unix-time', 'unixtime', 'timestamp', 'epoch', 'unix-timestamp'])
const EPOCH_NAME = /^(created|updated|expires|modified|canceled|deleted|started|ended|date|timestamp)$/
const TRIES = 8
const ANY_NUMBER: NumberRange = { low: 0, high: 1_000_000, decimals: 2 }

/** Bounds as integers or doubles, both ends included. */
interface Bounds {
  readonly low: number
  readonly high: number
}

/** Compiles the producer of a number, or of an integer. `name` is the field's name as `fieldName` gives it. */
export function compileNumber(shape: Shape, integer: boolean, name: string): Produce {
  const step = stepOf(shape, integer)
  const { low, high } = boundsOf(shape, integer)
  const wish = wishOf(shape, name)
  const epoch = step === 1 && low <= 1e9 && isEpoch(shape, integer, name) ? instantsFor(name) : undefined
  const unit = /_ms$|milli/.test(name) ? 1 : 1000
  const decimals = integer ? 0 : wish.decimals
  const usual = narrow(low, high, wish)
  return (context, key) => {
    if (!context.step()) return 0
    if (epoch) {
      const value = Math.floor(epoch(context.now, key) / unit)
      if (value >= low && value <= high) return value
    }
    const span = context.variety > 0 ? narrow(low, high, ANY_NUMBER) : usual
    return numberBetween(span, step, decimals, new Random(key + context.variety))
  }
}

function isEpoch(shape: Shape, integer: boolean, name: string): boolean {
  if (shape.format !== undefined && EPOCH_FORMATS.has(shape.format)) return true
  return integer && (EPOCH_NAME.test(name) || (isInstant(name) && !/_(on|time)$/.test(name)))
}

function stepOf(shape: Shape, integer: boolean): number {
  let step = integer ? 1 : 0
  for (const multiple of shape.multiples) step = leastCommonMultiple(step, multiple)
  return step
}

/** The least common multiple where both are safe integers; else the larger of the two, which often is one of the other. */
function leastCommonMultiple(a: number, b: number): number {
  if (a === 0 || b === 0) return Math.max(a, b)
  let [x, y] = [a, b]
  let scale = 1
  while (scale < 1e9 && !(Number.isSafeInteger(x) && Number.isSafeInteger(y))) {
    scale *= 10
    x = Number((a * scale).toPrecision(12))
    y = Number((b * scale).toPrecision(12))
  }
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return Math.max(a, b)
  let [m, n] = [x, y]
  while (n > 0) [m, n] = [n, m % n]
  return ((x / m) * y) / scale
}

function boundsOf(shape: Shape, integer: boolean): Bounds {
  const width = WIDTHS.get(shape.format ?? '') ?? [-Infinity, Infinity]
  let low = Math.max(shape.minimum, width[0] as number)
  let high = Math.min(shape.maximum, width[1] as number)
  if (integer) {
    low = Math.ceil(low)
    high = Math.floor(high)
    if (shape.exclusiveMinimum > -Infinity) low = Math.max(low, Math.floor(shape.exclusiveMinimum) + 1)
    if (shape.exclusiveMaximum < Infinity) high = Math.min(high, Math.ceil(shape.exclusiveMaximum) - 1)
  } else {
    if (shape.exclusiveMinimum >= low) low = beyond(shape.exclusiveMinimum, high, shape.exclusiveMaximum)
    if (shape.exclusiveMaximum <= high) high = beyond(shape.exclusiveMaximum, low, shape.exclusiveMinimum)
  }
  return { low, high }
}

/** A number just inside an exclusive bound, on the side of the other end. */
function beyond(bound: number, otherEnd: number, otherExclusive: number): number {
  const other = Number.isFinite(otherEnd)
    ? otherEnd
    : Number.isFinite(otherExclusive)
      ? otherExclusive
      : undefined
  const gap = other === undefined ? 1 : Math.min(Math.abs(other - bound) / 16, 1)
  const towards = other === undefined ? (otherEnd > bound ? 1 : -1) : other >= bound ? 1 : -1
  const inside = bound + towards * gap
  return inside === bound ? bound * (1 + towards * (bound < 0 ? -1 : 1) * 1e-15) : inside
}

function wishOf(shape: Shape, name: string): NumberRange {
  const wish = rangeByName(name)
  const example = shape.examples.find(
    (value) => typeof value === 'number' && value >= 10_000 && Number.isSafeInteger(value)
  )
  if (example === undefined || !/(^|_)id$/.test(name)) return wish
  const magnitude = Number(`1e${String(example).length - 1}`)
  return { low: magnitude, high: magnitude * 9, decimals: 0 }
}

/** The part of the bounds that the wish covers; when there is none, a part of the bounds near zero. */
function narrow(low: number, high: number, wish: NumberRange): Bounds {
  const from = Math.max(low, wish.low)
  const to = Math.min(high, wish.high)
  if (from <= to) return { low: from, high: to }
  if (low > -Infinity && high < Infinity) return { low, high }
  return low > -Infinity
    ? { low, high: low + Math.max(Math.abs(low) / 10, 10) }
    : { low: high - Math.max(Math.abs(high) / 10, 10), high }
}

function numberBetween({ low, high }: Bounds, step: number, decimals: number, random: Random): number {
  if (step > 0) return multipleBetween(low, high, step, random)
  const scale = decimals === 0 ? 1 : Number(`1e${decimals}`)
  for (const factor of [scale, scale * 1_000]) {
    const first = Math.ceil(low * factor)
    const last = Math.floor(high * factor)
    if (first <= last && Number.isSafeInteger(first) && Number.isSafeInteger(last))
      return random.integer(first, last) / factor
  }
  const value = low + random.fraction() * (high - low)
  return value >= low && value <= high ? value : low
}

function multipleBetween(low: number, high: number, step: number, random: Random): number {
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step)
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last))
    return low <= 0 && high >= 0 ? 0 : low > 0 ? low : high
  if (step === 1 && first <= last) return random.integer(first, last)
  const inverse = Math.round(1 / step)
  const whole = step < 1 && 1 / inverse === step
  let value = first * step
  const tries = first <= last ? TRIES : 0
  for (let i = 0; i < tries; i++) {
    const count = random.integer(first, last)
    value = whole ? count / inverse : Number((count * step).toPrecision(15))
    // Not every checker divides decimals exactly; prefer values on which all agree.
    if (Number.isInteger(value / step)) return value
  }
  const round = Math.ceil(low)
  return first > last && round <= high ? round : value
}
