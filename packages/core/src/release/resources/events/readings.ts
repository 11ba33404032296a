// The ways to read the name of an event: which words are the thing, and which say what became of it.
import type { Schema } from '../../../schema/schema.js'
import { singularOf } from '../words.js'
import { namedWords, type EventName } from './event-names.js'
import type { Subjects } from './event-subject.js'
import { partsOfPayload } from './payload-place.js'
import type { ReadChange } from './read-change.js'

/** What one reading of a name comes to. */
export interface Reading {
  readonly resource: string
  readonly fit: number
  readonly noun: readonly string[]
  readonly change: ReadChange | undefined
  readonly from: string
  readonly byLooks: boolean
}

/** Every way to split a name into a thing and what became of it. */
export function readings(subjects: Subjects, { words, from }: EventName): readonly Reading[] {
  const found: Reading[] = []
  for (let length = words.length; length > 0; length--) {
    for (const [noun, rest] of [
      [words.slice(0, length), words.slice(length)],
      [words.slice(-length), words.slice(0, -length)]
    ] as const) {
      if (length === words.length && noun === found.at(-1)?.noun) continue
      for (const { resource, fit } of nouns(subjects, noun)) {
        const change = subjects.changeOf(resource, rest)
        // Words that are left over speak of something else.
        const isRead = change !== undefined || rest.length === 0
        if (isRead || rest.length < 3)
          found.push({
            resource,
            fit: fit - (isRead ? 0 : 0.25 * rest.length),
            noun,
            change,
            from,
            byLooks: false
          })
      }
    }
  }
  return found
}

/** The resources that a noun speaks of; what stands before the last words of it may say more than the resource's name does. */
function nouns(
  subjects: Subjects,
  words: readonly string[]
): readonly { readonly resource: string; readonly fit: number }[] {
  const exact = subjects.named(words)
  if (exact.length > 0 || words.length < 2) return exact
  for (let start = 1; start < words.length; start++) {
    const found = subjects.named(words.slice(start))
    if (found.length > 0)
      return found.map(({ resource, fit }) => ({
        resource,
        fit: standsBelow(subjects, resource, words.slice(0, start)) ? fit - 0.05 : fit * 0.55
      }))
  }
  return []
}

/** Whether the words before a noun are those of a parent. */
function standsBelow({ resources, named }: Subjects, resource: string, words: readonly string[]): boolean {
  const parents = new Set(resources.get(resource)!.parents.map((parent) => parent.resource))
  return named(words).some((one) => parents.has(one.resource))
}

/** Readings by what stands in the payload: the part that is called as the words are, or the only one that is a thing. */
export function readingsOfPayload(
  subjects: Subjects,
  payload: Schema,
  { words, from }: EventName
): readonly Reading[] {
  const parts = partsOfPayload(subjects.source, payload)
  const found: Reading[] = []
  for (const { at, schema, components, isEnveloped } of parts) {
    const name = at.at(-1)
    const length = name === undefined ? 0 : lengthNamed(words, name)
    if (length === 0 && !isEnveloped) continue
    const byComponent = components.flatMap((one) => subjects.ofComponent(one))
    const alike = byComponent.length > 0 ? undefined : subjects.alike(schema)
    for (const resource of alike === undefined ? byComponent : [alike]) {
      const rests = length > 0 ? [words.slice(length)] : words.map((_word, index) => words.slice(index))
      for (const rest of rests) {
        const change = subjects.changeOf(resource, rest)
        if (change || rest.length === 0)
          found.push({
            resource,
            fit: length > 0 ? 0.8 : 0.4,
            noun: words.slice(0, length),
            change,
            from,
            byLooks: true
          })
      }
    }
  }
  return found
}

/** How many of the first words are the name of a member; 0 where it is called otherwise. */
function lengthNamed(words: readonly string[], member: string): number {
  const plain = namedWords(member).join('')
  for (let length = 1; length <= words.length; length++) {
    const noun = words.slice(0, length)
    if (noun.join('') === plain || noun.slice(0, -1).join('') + singularOf(noun.at(-1)!) === plain)
      return length
  }
  return 0
}
