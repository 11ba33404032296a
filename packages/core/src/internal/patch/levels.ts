// How deep a value is nested. Whoever patches decides it, and everything after the patch recurses.

/** Values nested deeper than this are refused by `jsonPatch`: as deep as a request can ever be, so that what is kept can be exported and sent. */
export const mostLevels = 512

/** The levels of objects and arrays in a value: 0 for a scalar. Counts no further than one beyond `mostLevels`. */
export function levelsOf(value: unknown, above = 0): number {
  if (typeof value !== 'object' || value === null) return 0
  let deepest = 0
  if (above < mostLevels)
    for (const member of Object.values(value)) deepest = Math.max(deepest, levelsOf(member, above + 1))
  return deepest + 1
}
