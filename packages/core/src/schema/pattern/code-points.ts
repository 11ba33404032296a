// Sets of code points as sorted ranges: what character classes become. Used by the pattern parser, the matcher and the generator.

/** An inclusive range of code points. */
export type CodePointRange = readonly [low: number, high: number]

export const DIGITS: readonly CodePointRange[] = [[0x30, 0x39]]

export const WORD_CHARACTERS: readonly CodePointRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a]
]

/** What `\s` takes: ECMAScript's WhiteSpace and LineTerminator. */
export const WHITE_SPACE: readonly CodePointRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff]
]

/** What `.` does not take. */
export const LINE_TERMINATORS: readonly CodePointRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029]
]

/** Sorts ranges and merges those that touch. */
export function mergeRanges(ranges: readonly CodePointRange[]): CodePointRange[] {
  const merged: [number, number][] = []
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else merged.push([low, high])
  }
  return merged
}

/** Everything up to `max` that sorted, merged ranges leave out. */
export function invertRanges(ranges: readonly CodePointRange[], max: number): CodePointRange[] {
  const inverted: CodePointRange[] = []
  let next = 0
  for (const [low, high] of ranges) {
    if (low > next) inverted.push([next, low - 1])
    next = high + 1
  }
  if (next <= max) inverted.push([next, max])
  return inverted
}

/** Whether sorted ranges hold a code point; a binary search. */
export function inRanges(ranges: readonly CodePointRange[], code: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle] as CodePointRange
    if (code < range[0]) high = middle - 1
    else if (code > range[1]) low = middle + 1
    else return true
  }
  return false
}
