// Chance that repeats itself: a small generator of pseudo-random numbers (mulberry32, public domain).

/** A source of choices; the same seed makes the same ones. */
export interface Dice {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number
  /** True in so many of 100 cases. */
  chance(percent: number): boolean
  /** One of them. Throws when there is none. */
  pick<T>(items: readonly T[]): T
}

/** Dice by their seed, a 32-bit number. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    roll: (sides) => Math.floor(next() * sides),
    chance: (percent) => next() * 100 < percent,
    pick(items) {
      if (items.length === 0) throw new RangeError('There is nothing to pick from')
      return items[Math.floor(next() * items.length)]!
    }
  }
}
