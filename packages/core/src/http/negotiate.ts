// Proactive negotiation (RFC 9110 section 12.5.1): which of the offered media types answers an Accept header.

import { isJson, isRange, isXml, matchMediaType, parseMediaType, type MediaType } from './media-type.js'
import { memoise } from '../internal/memoise.js'

interface AcceptedRange {
  readonly range: MediaType
  readonly quality: number
}

// No client has this many preferences; the rest of a longer header is not read.
const maxRanges = 64
const qualityValue = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/
// What makes one fit weaker than any range: another member of the same family, such as `application/vnd.x+json` for JSON.
const familyFit = 35

/**
 * Picks the offered media type (a key of a `content` object, which may be a range) that the client likes best; `undefined`
 * when it accepts none. Members of Accept that are not media ranges are ignored; when none is left, anything will do.
 * A type's quality is that of the closest range. Between equal qualities the closer match wins, then JSON when the client
 * only said that anything will do, then the order of `offered`. `application/json` and vendor `+json` types satisfy each other, as do XML types.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | undefined {
  const ranges = accept === undefined || accept === '*/*' ? [] : parseAccept(accept)
  let best: string | undefined
  let bestRank = 0
  for (const key of offered) {
    const type = parseMediaType(key)
    const rank = rankOffer(type, ranges)
    if (rank > bestRank) {
      best = key
      bestRank = rank
    }
  }
  return best
}

/**
 * The concrete media type to send for an offered key: the key itself, or, when it is a range, what the client asked for
 * within it, else a usual type of that family (`application/json` for any type).
 */
export function concreteMediaType(offered: string, accept: string | undefined): string {
  const type = parseMediaType(offered)
  if (type === undefined || !isRange(type)) return offered
  let best: AcceptedRange | undefined
  for (const accepted of parseAccept(accept ?? '')) {
    if (isRange(accepted.range) || accepted.quality === 0 || matchMediaType(type, accepted.range) === 0)
      continue
    if (best === undefined || accepted.quality > best.quality) best = accepted
  }
  if (best !== undefined) return best.range.essence
  if (type.subtype.startsWith('*+')) return `${type.type}/${type.subtype.slice(2)}`
  return usualTypes.get(type.type) ?? 'application/octet-stream'
}

const usualTypes = new Map([
  ['*', 'application/json'],
  ['application', 'application/json'],
  ['text', 'text/plain'],
  ['image', 'image/png'],
  ['audio', 'audio/mpeg'],
  ['video', 'video/mp4']
])

// One number to compare by: thousandths of quality, then the fit, then JSON where only `*/*` spoke for the type.
function rankOffer(type: MediaType | undefined, ranges: readonly AcceptedRange[]): number {
  if (type === undefined) return ranges.length === 0 ? 1 : 0
  if (ranges.length === 0) return isJson(type) ? 3 : 2
  let fit = 0
  let quality = 0
  for (const accepted of ranges) {
    const thisFit = fitOf(accepted.range, type)
    if (thisFit < fit || thisFit === 0) continue
    quality = thisFit > fit ? accepted.quality : Math.max(quality, accepted.quality)
    fit = thisFit
  }
  if (quality === 0) return 0
  return quality * 1_000_000 + fit * 10 + (fit === 10 && isJson(type) ? 1 : 0)
}

function fitOf(range: MediaType, type: MediaType): number {
  const fit = matchMediaType(range, type)
  if (fit !== 0 || isRange(range)) return fit
  // A range is offered and a type asked for: the description promises any type of that range.
  if (isRange(type)) return matchMediaType(type, range)
  return sameFamily(range, type) ? familyFit : 0
}

// `application/json` stands for its family: two different vendor types do not satisfy each other.
function sameFamily(a: MediaType, b: MediaType): boolean {
  if (isJson(a) && isJson(b)) return a.suffix !== 'json' || b.suffix !== 'json'
  return isXml(a) && isXml(b) && (a.suffix !== 'xml' || b.suffix !== 'xml')
}

const parseAccept = memoise(readAccept, 256, 256)

function readAccept(accept: string): readonly AcceptedRange[] {
  const ranges: AcceptedRange[] = []
  for (const member of members(accept)) {
    const parsed = parseMediaType(member)
    if (parsed === undefined || (parsed.type === '*' && parsed.subtype !== '*')) continue
    const weight = parsed.parameters.get('q')
    if (weight !== undefined && !qualityValue.test(weight)) continue
    const quality = weight === undefined ? 1000 : Math.floor(Number(weight) * 1000 + 0.5)
    ranges.push({ range: weight === undefined ? parsed : withoutQuality(parsed), quality })
  }
  return ranges
}

function withoutQuality(range: MediaType): MediaType {
  const parameters = new Map(range.parameters)
  parameters.delete('q')
  return { ...range, parameters }
}

// The comma-separated members, commas in quoted strings apart; a bounded number of them.
function* members(list: string): Generator<string> {
  let start = 0
  let quoted = false
  let count = 0
  for (let i = 0; i <= list.length && count < maxRanges; i++) {
    const character = list[i]
    if (quoted && character === '\\') i++
    else if (character === '"') quoted = !quoted
    else if (character === undefined || (character === ',' && !quoted)) {
      if (i > start) {
        yield list.slice(start, i)
        count++
      }
      start = i + 1
    }
  }
}
