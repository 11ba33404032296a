// A thing -> what is said, with marks where names stand, and which names those are.
import type { StateEntry } from '../../engine/sandbox/state-view.js'
import { sortKeys } from '../../internal/sort-keys.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Resource } from '../../release/resources/model.js'
import type { MadeNames } from './made-names.js'

/** What tells names from everything else. */
export interface Masking {
  readonly names: MadeNames
  readonly resource: Resource | undefined
  readonly stamps: boolean
  readonly isIgnored: (path: readonly string[]) => boolean
}

/** As JSON texts hold no control characters, these cannot be data. */
const nameMark = '\u0001'
const stampMark = '"\u0002"'

/** What stands in place of a name: text within JSON quotes. */
type Show = (name: number) => string

/** Where a member stands that is known to hold an id, and of what; or a stamp. */
type Known = { readonly at: Place } & (
  | { readonly of: string }
  | { readonly stamp: true }
  /** A number there was made up like the id. */
  | { readonly number: true }
)

/** A masked thing. */
export interface Masked {
  /** Its resource, id, parents and members. Members come in order of their names, so that things that say the same have equal texts. */
  readonly text: string
  /** The names, in the order of their marks. */
  readonly slots: readonly number[]
  /** The name of the thing itself; undefined where its id is not made up. */
  readonly own: number | undefined
}

/** Masks a thing. */
export function maskThing(entry: StateEntry, masking: Masking): Masked {
  const slots: number[] = []
  const { id, parents, members } = printThing(entry, masking, (name) => {
    slots.push(name)
    return nameMark
  })
  const own = masking.names.meantOf(entry.resource, entry.id, entry.parents)
  return { text: `${JSON.stringify(entry.resource)} ${id} ${parents} ${members}`, slots, own }
}

/** What is said of a thing, names told as `show` has it, without what does not count. */
export function tellThing(
  entry: StateEntry,
  masking: Masking,
  show: (name: number) => string
): { readonly parents: unknown; readonly members: unknown } {
  const { parents, members } = printThing(entry, masking, (name) => JSON.stringify(show(name)).slice(1, -1))
  return { parents: JSON.parse(parents), members: JSON.parse(members.replaceAll(stampMark, 'null')) }
}

function printThing(entry: StateEntry, masking: Masking, show: Show) {
  const { names, resource, isIgnored } = masking
  const { id, parents = {} } = entry
  const known = knownIn(entry.resource, resource, masking.stamps, names.isMade(entry))

  const idText = (of: string, text: string, within: typeof parents): string => {
    const name = names.meantOf(of, text, within)
    return name === undefined ? JSON.stringify(text) : mark(name)
  }
  const mark = (name: number): string => `"${show(name)}"`

  function textOf(text: string): string {
    const whole = names.meant(text)
    if (whole !== undefined) return mark(whole)
    let printed = ''
    let segment = ''
    for (const [at, piece] of text.split(separators).entries()) {
      const name = at % 2 === 1 ? undefined : (names.meant(piece) ?? numbered(piece, segment))
      printed += name === undefined ? JSON.stringify(piece).slice(1, -1) : show(name)
      if (at % 2 === 0) segment = piece
    }
    return `"${printed}"`
  }

  /** The name of a number in a path, which follows the name of a resource. */
  function numbered(piece: string, segment: string): number | undefined {
    if (segment === '' || !/^\d+$/.test(piece)) return undefined
    return names.meantOf(segment, piece, parents) ?? undefined
  }

  function print(value: unknown, path: readonly string[]): string {
    const place = known.find(({ at }) => isAt(at, path))
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value))
        return `[${value.map((item, i) => print(item, [...path, String(i)])).join(',')}]`
      const members = sortKeys(Object.keys(value)).flatMap((name) => {
        const inner = [...path, name]
        const member = (value as Record<string, unknown>)[name]
        return member === undefined || isIgnored(inner)
          ? []
          : [`${JSON.stringify(name)}:${print(member, inner)}`]
      })
      return `{${members.join(',')}}`
    }
    if (value === null || typeof value === 'boolean') return String(value)
    if (place && 'of' in place) return idText(place.of, String(value), parents)
    if (place && ('stamp' in place || typeof value === 'number')) return stampMark
    if (typeof value === 'string') return textOf(value)
    const name = names.meant(String(value))
    return name === undefined ? String(value) : mark(name)
  }

  const own = idText(entry.resource, id, parents)
  const above = sortKeys(Object.keys(parents)).map(
    (name) => `${JSON.stringify(name)}:${idText(name, parents[name]!, parents)}`
  )
  return { id: own, parents: `{${above.join(',')}}`, members: print(entry.value, []) }
}

/** What ids stand between in URLs, cursors, lists and sentences. */
const separators = /([/?&=#,;:\s"'<>()[\]{}|]+)/

function knownIn(
  name: string,
  resource: Resource | undefined,
  stamps: boolean,
  isMade: boolean
): readonly Known[] {
  if (!resource) return []
  const { id, references, parents, timestamps, version } = resource
  return [
    ...(id?.at ? [{ at: id.at.value, of: name }] : []),
    ...(isMade ? (id?.alternates ?? []) : []).map(({ value }) => ({ at: value, number: true as const })),
    ...references.map(({ at, value }) => ({ at, of: value })),
    ...parents.flatMap(({ resource: of, at }) => (at ? [{ at: at.value, of }] : [])),
    ...(stamps ? [] : [...timestamps, ...(version ? [version.value] : [])]).map(({ at }) => ({
      at,
      stamp: true as const
    }))
  ]
}

function isAt(place: Place, path: readonly string[]): boolean {
  return place.length === path.length && place.every((step, i) => step === '*' || step === path[i])
}
