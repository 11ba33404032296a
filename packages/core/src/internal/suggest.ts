// "Did you mean": the candidate that a person most likely meant.

/** The candidate with the least edit distance to `text`, when it is near enough to be of help. Work is bounded for long lists and texts. */
export function suggest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.slice(0, 120)
  let best: string | undefined
  let least = Math.max(3, Math.ceil(wanted.length * 0.6))
  let work = 200_000
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue
    work -= wanted.length * candidate.length
    if (work < 0) break
    const distance = editDistance(wanted, candidate, least)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance, given up as soon as it must reach `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const substituted = previous[j - 1]! + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const distance = Math.min(substituted, previous[j]! + 1, current[j - 1]! + 1)
      current.push(distance)
      if (distance < least) least = distance
    }
    if (least >= limit) return limit
    previous = current
  }
  return previous[b.length]!
}
