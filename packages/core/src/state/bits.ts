// Sets of up to 32 slots as the bits of one integer: what the tries of this folder index their arrays with.

/** How many bits of a 32-bit integer are set. */
export function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Whether slot `slot` (0 to 31) is in the set. */
export function hasSlot(bits: number, slot: number): boolean {
  return ((bits >>> slot) & 1) === 1
}

/** How many slots of the set are lower than `slot`: the place of the slot in an array that holds only what is there. */
export function indexOfSlot(bits: number, slot: number): number {
  return countBits(bits & ((1 << slot) - 1))
}
