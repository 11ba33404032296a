// Alternating pairs: contestant, raw, raw, contestant, ... so that what else the machine does falls on both alike.

import { load } from './load.mjs'

/** The middle value; NaN for none. */
export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length === 0
    ? NaN
    : sorted.length % 2 === 1
      ? sorted[half]
      : (sorted[half - 1] + sorted[half]) / 2
}

/**
 * Loads `ours` and `raw` (`{ port, pid }`) in turn, `pairs` times, with the same request, or each with its own `request`. `ratio` and `cpuRatio` are
 * medians of each pair's own quotient: throughput ours / raw, CPU time a request ours / raw.
 */
export async function measurePairs(ours, raw, request, { pairs, seconds }) {
  const taken = []
  for (let index = 0; index < pairs; index++) {
    const pair = {}
    for (const side of index % 2 === 0 ? ['ours', 'raw'] : ['raw', 'ours'])
      pair[side] = await load({ request, ...(side === 'ours' ? ours : raw), seconds })
    taken.push(pair)
  }
  const of = (side, field) => median(taken.map((pair) => pair[side][field]))
  return {
    requestsPerSecond: of('ours', 'requestsPerSecond'),
    rawPerSecond: of('raw', 'requestsPerSecond'),
    ratio: median(taken.map(({ ours: a, raw: b }) => a.requestsPerSecond / b.requestsPerSecond)),
    cpuMicros: of('ours', 'cpuMicros'),
    cpuRatio: median(taken.map(({ ours: a, raw: b }) => a.cpuMicros / b.cpuMicros)),
    p50: of('ours', 'p50'),
    p99: of('ours', 'p99'),
    statuses: taken[0].ours.statuses,
    otherCores: median(taken.flatMap((pair) => [pair.ours.otherCores, pair.raw.otherCores]))
  }
}
