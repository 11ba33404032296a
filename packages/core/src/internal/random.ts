// Chance as arithmetic: every random choice is a pure function of a 32-bit key. Keys are derived from keys (a field's
// from its parent's), so one more draw in one place never shifts what another place gets. Integer operations only:
// they give the same bits on every engine.

/** Turns a text into a 32-bit key (FNV-1a over UTF-16 units, then an avalanche), optionally continuing from `seed`. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return avalanche(hash)
}

/** Derives a child key from a key and a number (a property's hash, an array index, an attempt). */
export function deriveKey(key: number, part: number): number {
  return avalanche(Math.imul(key ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(part + 0x7f4a7c15, 0xc2b2ae35))
}

function avalanche(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** A small generator for leaves that need several draws: mulberry32 started from a key. */
export class Random {
  #state: number

  constructor(key: number) {
    this.#state = key >>> 0
  }

  /** The next unsigned 32-bit integer. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }

  /** An integer from `low` to `high`, both included; both must be safe integers. */
  integer(low: number, high: number): number {
    const span = high - low + 1
    if (span <= 0x100000000) return low + Math.floor((this.next() / 0x100000000) * span)
    return low + Math.floor(this.fraction() * span)
  }

  /** A double in [0, 1) with 53 random bits. */
  fraction(): number {
    return ((this.next() >>> 5) * 0x4000000 + (this.next() >>> 6)) / 0x20000000000000
  }

  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)] as T
  }
}
