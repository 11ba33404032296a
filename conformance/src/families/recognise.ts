// How a client finds a thing it made among the elements of a list.
import type { Settled } from './made.js'
import { schemaOf } from './paths.js'
import type { PlainOperation } from './plain-operation.js'
import { membersOf } from './resource-schema.js'
import { isElement, type Candidate } from './thing.js'
import { flat } from './words.js'

/** Says whether an element is the thing: by its key; where elements are not said to show that, by what else the client said of it. */
export function recogniser(
  document: unknown,
  list: PlainOperation,
  { key, keys, body, family }: Settled
): (element: unknown) => boolean {
  const own = key.at(-1) as Candidate
  const shown = membersOf(document, schemaOf(list), family.noun)
  const called = keys.map((one) => one.at(-1) as Candidate).filter(({ value }) => value.startsWith('zq'))
  const sent = [...(body?.sent ?? [])].flatMap(([source, value]): Candidate[] =>
    shown.has(flat(source)) && typeof value === 'string' && value.startsWith('zq-')
      ? [{ source, value, score: 50 }]
      : []
  )
  const names = shown.size === 0 || shown.has(flat(own.source)) ? [own] : [own, ...called, ...sent]
  return (element) => names.some((one) => isElement(element, one, family.noun))
}
