// A text and the values that may stand in it -> the pieces it is put together from.
import type { TextPart } from '../../../internal/text-template.js'

/** A value that may stand in other texts, and what it is the value of. */
export interface Source {
  readonly text: string
  readonly name: string
  /** It is the id of the thing. */
  readonly isId: boolean
  /** Path segments that it follows in the API's own paths: there it may be short. */
  readonly after: ReadonlySet<string>
}

const longest = 500
const wordSign = /[\p{L}\p{N}_]/u
const alphanumeric = /[\p{L}\p{N}]/u

/** Whether a value is telling wherever it stands: three characters, or two digits. */
function isTelling({ text }: Source): boolean {
  return (text.length >= 3 && /\S/.test(text)) || /^\d{2}$/.test(text)
}

/** The pieces of a text: the values found in it, as whole tokens and the longest first, and what stands between them. */
export function putTogether(text: string, sources: readonly Source[]): readonly TextPart[] {
  if (text.length > longest) return [text]
  const known = sources
    .filter((one) => isUsable(one) && text.includes(one.text))
    .toSorted((a, b) => b.text.length - a.text.length)
  if (known.length === 0) return [text]
  const authority = authorityOf(text)
  const parts: TextPart[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const found = known.find((one) => standsAt(text, at, one) && !isInHost(at, one, authority))
    if (!found) continue
    if (at > start) parts.push(text.slice(start, at))
    parts.push({ name: found.name })
    start = at + found.text.length
    at = start - 1
  }
  if (start < text.length) parts.push(text.slice(start))
  return withLastId(parts, sources)
}

function isUsable(source: Source): boolean {
  const { text, after } = source
  return text.length <= 200 && (isTelling(source) || (after.size > 0 && text !== ''))
}

function standsAt(text: string, at: number, source: Source): boolean {
  if (!text.startsWith(source.text, at)) return false
  const inWord = /^\d+$/.test(source.text) ? alphanumeric : wordSign
  const end = at + source.text.length
  if ((at > 0 && inWord.test(text[at - 1]!)) || (end < text.length && inWord.test(text[end]!))) return false
  return isTelling(source) || source.after.has(/([^/]+)\/$/.exec(text.slice(0, at))?.[1] ?? '')
}

interface Authority {
  readonly start: number
  readonly end: number
  readonly labels: number
}

function authorityOf(text: string): Authority | undefined {
  const [whole, scheme = '', host = ''] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)/i.exec(text) ?? []
  return whole === undefined
    ? undefined
    : { start: scheme.length, end: whole.length, labels: host.split('.').length }
}

/** Of a host only the first of three labels may be a name. */
function isInHost(at: number, { text }: Source, authority: Authority | undefined): boolean {
  if (!authority || at >= authority.end) return false
  return at !== authority.start || authority.labels < 3 || at + text.length >= authority.end
}

/** A short number as the last token, where all before it names what the thing stands below, is its id. */
function withLastId(parts: readonly TextPart[], sources: readonly Source[]): readonly TextPart[] {
  const id = sources.find(({ isId }) => isId)
  const last = parts.at(-1)
  const names = parts.filter((part) => typeof part !== 'string').length
  if (!id || names < 2 || typeof last !== 'string' || !/^\d+$/.test(id.text)) return parts
  const before = last.slice(0, -id.text.length)
  if (!last.endsWith(id.text) || before === '' || alphanumeric.test(before.at(-1)!)) return parts
  return [...parts.slice(0, -1), before, { name: id.name }]
}

/** Whether such pieces make a URL, a path or a compound of names, rather than a sentence or another value that happens to hold one. */
export function isPutTogether(text: string, parts: readonly TextPart[]): boolean {
  const names = parts.filter((part) => typeof part !== 'string').length
  if (names === 0 || parts.length === 1 || /\s/.test(text) || /^\d{4}-\d\d-\d\d/.test(text)) return false
  const isAddress = /^[a-z][a-z0-9+.-]*:|\//i.test(text)
  return isAddress || !parts.some((part) => typeof part === 'string' && alphanumeric.test(part))
}
