// The thing inside an answer: found through envelopes, its members by name, and what its key may be.
import { isRawObject, member, type RawObject } from '../oracle/raw-document.js'
import { flat, idNames, isAside, isEnvelope, nounOf, referenceIn, wordsOf } from './words.js'

/** A possible key, where it was found, and how likely it is. */
export interface Candidate {
  readonly value: string
  /** The member, `Location`, a link, or what the client sent itself. */
  readonly source: string
  readonly score: number
}

/** The objects in an answer that may be the thing, outermost first. What has an id of its own is not looked into any further. */
export function thingsIn(body: unknown, noun: string): RawObject[] {
  const things: RawObject[] = []
  let current: unknown = Array.isArray(body) ? body[0] : body
  for (let depth = 0; depth < 4 && isRawObject(current); depth++) {
    things.push(current)
    const entries = Object.entries(current)
    const attributes = member(current, 'attributes')
    if (entries.some(([name]) => /^(?:id|uuid|guid|sid|sha)$/i.test(name))) {
      if (isRawObject(attributes)) things.push(attributes)
      break
    }
    const [metadata, spec] = [member(current, 'metadata'), member(current, 'spec')]
    if (isRawObject(metadata) && isRawObject(spec)) {
      things.push(metadata, spec)
      break
    }
    const inner = entries.filter(([, value]) => isRawObject(single(value)))
    const wrapped =
      inner.find(([name]) => nounOf(name) === noun) ??
      inner.find(([name]) => isEnvelope(name, noun)) ??
      (inner.length === 1 && entries.every(([name]) => name === inner[0]?.[0] || isAside(name))
        ? inner[0]
        : undefined)
    if (wrapped === undefined) break
    current = single(wrapped[1])
  }
  return things
}

function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

/** A member of the thing by name, letter case and separators aside; `undefined` when none of the objects has it. */
export function memberOf(
  things: readonly RawObject[],
  name: string
): { readonly value: unknown } | undefined {
  for (const thing of things) {
    if (Object.hasOwn(thing, name)) return { value: thing[name] }
    const other = Object.keys(thing).find((one) => flat(one) === flat(name))
    if (other !== undefined) return { value: thing[other] }
  }
  return undefined
}

/** What a list's filter has to be for the thing to be in it: `status`, `filter[organization]`; looks into relationships as well. */
export function filterValue(things: readonly RawObject[], filter: string): unknown {
  const name = /\[([^\]]*)\]$/.exec(filter)?.[1] ?? filter
  const { words, explicit } = referenceIn(name)
  const owner = explicit ? memberOf(things, words.join('_'))?.value : undefined
  const direct = memberOf(things, name)?.value ?? owner
  const related = member(memberOf(things, 'relationships')?.value, name)
  const value = direct ?? member(related, 'data')
  return isRawObject(value) ? (member(value, 'id') ?? idInside(value)) : value
}

/** What a thing's key may be, the most likely first. `accepts` says whether a value fits the parameter: 1 fits, 0 hardly, -1 not at all. */
export function keyCandidates(
  things: readonly RawObject[],
  key: string,
  noun: string,
  accepts: (value: unknown) => -1 | 0 | 1
): Candidate[] {
  const found: Candidate[] = []
  const add = (value: unknown, source: string, score: number) => {
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return
    const fit = accepts(value)
    if (fit >= 0) found.push({ value: String(value), source, score: fit === 0 ? score - 25 : score })
  }
  for (const [depth, thing] of things.entries()) {
    for (const [name, value] of Object.entries(thing)) {
      const score = scoreOf(name, key, noun)
      if (score === undefined) continue
      add(isRawObject(value) ? idInside(value) : value, name, score - depth)
    }
  }
  return distinct(found)
}

/** Sorted by score, each value once. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates
    .toSorted((a, b) => b.score - a.score)
    .filter(({ value }) => !seen.has(value) && seen.add(value))
}

/** How likely a member is the key; `undefined` when it is not. */
export function scoreOf(name: string, key: string, noun: string): number | undefined {
  if (flat(name) === flat(key)) return 100
  const words = wordsOf(key)
  if (words.length > 1 && flat(name) === words.at(-1)) return 90
  if (words.at(-1) === 'username' && name === 'login') return 80
  const { words: own, explicit } = referenceIn(name)
  if (
    explicit &&
    own.length > 0 &&
    (nounOf(own) === noun || (own.join('').length > 2 && noun.endsWith(nounOf(own))))
  )
    return 75
  // `collection` of a collection is what it is called.
  if (noun !== '' && nounOf(name) === noun) return 61
  const index = (idNames as readonly string[]).indexOf(name.toLowerCase())
  return index < 0 ? undefined : 72 - 2 * index
}

/** The id of a nested object, such as `owner: { login }`. */
function idInside(value: RawObject): unknown {
  const name = ['login', 'username', 'slug', 'key', 'id', 'name'].find((one) => Object.hasOwn(value, one))
  return name === undefined ? undefined : value[name]
}

/** The parameters of a path template, read from a location or link; `undefined` when it is no address of that kind. */
export function readLocation(template: string, location: string): Map<string, string> | undefined {
  const names: string[] = []
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
      names.push(name)
      return '([^/?#]+)'
    })
  const match = new RegExp(`${pattern}/?(?:[?#].*)?$`).exec(location)
  if (match === null) return undefined
  return new Map(names.map((name, index) => [name, decode(match[index + 1] as string)]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** True when a list's element is the thing with this key: the key stands in a member of the same name, or in one that identifies. */
export function isElement(element: unknown, candidate: Candidate, noun: string): boolean {
  if (typeof element === 'string' || typeof element === 'number') return String(element) === candidate.value
  return thingsIn(element, noun).some((thing) =>
    Object.entries(thing).some(
      ([name, value]) =>
        (String(value) === candidate.value || (isLink(name) && lastIn(value) === candidate.value)) &&
        // A value that the client made up is found wherever it stands.
        (candidate.value.startsWith('zq') ||
          flat(name) === flat(candidate.source) ||
          (idNames as readonly string[]).includes(name.toLowerCase()) ||
          (referenceIn(name).explicit && nounOf(referenceIn(name).words) === noun) ||
          isLink(name))
    )
  )
}

function isLink(name: string): boolean {
  return /^(?:href|url|self|uri|link)$/i.test(name)
}

/** `7` of `/things/7?fields=all`. */
function lastIn(link: unknown): string | undefined {
  return typeof link === 'string' ? decode(link.split(/[?#]/)[0]?.split('/').at(-1) ?? '') : undefined
}

/** True when a body or a list's object says that the thing is gone. */
export function isTombstone(body: unknown): boolean {
  if (!isRawObject(body)) return false
  const members = new Map(Object.entries(body).map(([name, value]) => [flat(name), value]))
  if (['deleted', 'isdeleted', 'archived', 'isarchived'].some((name) => members.get(name) === true))
    return true
  return ['status', 'state', 'itemstatus', 'lifecyclestate', 'lifecyclestatus'].some((name) =>
    /delet|cancel|archiv|closed|inactive|remov|terminat|revok|disabled|trash|void/i.test(
      String(members.get(name) ?? '')
    )
  )
}
