// "Did you mean": the known name that was most likely meant.

/** The candidate within a third of its letters of `name`, upper and lower case being the same; the first of equals. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  if (wanted.length > longest) return undefined
  let best: string | undefined
  let least = Infinity
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least || candidate.length > longest) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < least && distance <= Math.max(name.length, candidate.length) / 3) {
      least = distance
      best = candidate
    }
  }
  return best
}

const longest = 120

/** How many letters were added, left out, replaced or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? before[j - 2]! + 1 : Infinity
      next.push(Math.min(replaced, swapped, row[j]! + 1, next[j - 1]! + 1))
    }
    before = row
    row = next
  }
  return row[b.length]!
}
