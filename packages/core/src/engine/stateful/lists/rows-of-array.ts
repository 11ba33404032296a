// Rows from an array: for lists that are put together on the spot. Collections bring their own.
import type { Row, Rows } from './rows.js'

/** Rows over an array in ascending order of `seq`, which must not change afterwards. Has no indexes. */
export function rowsOfArray(all: readonly Row[]): Rows {
  let byId: Map<string, Row> | undefined
  return {
    size: all.length,
    page(offset, limit, direction = 'ascending') {
      if (direction === 'ascending') return all.slice(offset, offset + limit)
      return all
        .slice(Math.max(0, all.length - offset - limit), Math.max(0, all.length - offset))
        .toReversed()
    },
    rankOf(seq) {
      let [low, high] = [0, all.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (all[middle]!.seq < seq) low = middle + 1
        else high = middle
      }
      return low
    },
    find: (id) => (byId ??= new Map(all.map((row) => [row.id, row]))).get(id),
    equal: () => undefined
  }
}
