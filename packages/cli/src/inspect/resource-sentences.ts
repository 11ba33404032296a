// Everything that is known of one kind of thing, in sentences.
import type { Binding, Reference, Resource, Timestamp } from '@sandbed/core'
import { found, plain, type Sentence } from './sentence.js'
import { transitionWords } from './action-sentences.js'
import type { ModelView } from './model-view.js'
import { dotted, listed, named, shapeSentence } from './wording.js'

/** What a model says of a resource. Things that play no part (what becomes of children, where there are none) are left out. */
export function resourceSentences(resource: Resource, model: ModelView): Sentence[] {
  const operations = model.bindingsOf(resource.name)
  return [
    found(kindWords(resource), resource.kind),
    ...schemaSentences(resource),
    ...identitySentences(resource),
    creatableSentence(resource),
    ...linkSentences(resource),
    ...followingSentences(resource),
    ...resource.timestamps.map((timestamp) => found(timestampWords(timestamp), timestamp)),
    ...stageSentences(resource, operations),
    ...deletionSentences(resource, model, operations)
  ]
}

function kindWords({ name, kind, parents }: Resource): string {
  switch (kind.value) {
    case 'collection':
      return `${named(name)} is a collection: many things, each with an id.`
    case 'singleton':
      return parents.length === 0
        ? `${named(name)} is a singleton: there is one in all.`
        : `${named(name)} is a singleton: there is one for each of ${listed(parents.map((parent) => named(parent.resource)))}.`
    case 'ambient':
      return `${named(name)} are only named in paths; the API has no operation about them.`
  }
}

function schemaSentences({ schema }: Resource): Sentence[] {
  if (!schema) return []
  const { operation, direction, status, at } = schema.value
  const part = direction === 'request' ? 'request' : `${status === undefined ? '' : `${status} `}response`
  const place = at.length === 0 ? '' : `, in ${named(dotted(at))}`
  return [found(`What one looks like is said best by the ${part} of ${operation}${place}.`, schema)]
}

function identitySentences({ id }: Resource): Sentence[] {
  if (!id) return []
  return [
    id.at
      ? found(`The member ${named(dotted(id.at.value))} holds the id.`, id.at)
      : plain('No response shows the id.'),
    found(shapeSentence(id.shape.value), id.shape),
    ...id.alternates.map((other) =>
      found(`The member ${named(dotted(other.value))} names one as well.`, other)
    ),
    found(
      id.chosenByClient.value ? 'The client may choose the id.' : 'The API chooses the id.',
      id.chosenByClient
    )
  ]
}

function creatableSentence({ creatable, strict, known }: Resource): Sentence {
  const names = known && known.length > 0 ? `; ${listed(known.map(named))} exist from the start` : ''
  const others = strict ? 'only the known names exist' : 'any well-formed name is taken to exist'
  return found(
    creatable.value
      ? `The API has a way to make one${names}.`
      : `The API has no way to make one, so ${others}${names}.`,
    creatable
  )
}

function linkSentences({ parents, references }: Resource): Sentence[] {
  return [
    ...parents.map(({ resource, at }) =>
      at
        ? found(
            `Paths lead to it through ${named(resource)}; its member ${named(dotted(at.value))} names that one as well.`,
            at
          )
        : plain(`Paths lead to it through ${named(resource)}, which nothing but the path names.`)
    ),
    ...references.map((reference) =>
      found(
        `The member ${named(dotted(reference.at))} names one of ${named(reference.value)}${referenceWords(reference)}.`,
        reference
      )
    )
  ]
}

function referenceWords({ expandable, whole, through }: Reference): string {
  const holds = whole ? ', and shows it whole where it is there' : expandable ? ', or holds it whole' : ''
  return through === undefined ? holds : `${holds}; it shows what stands in ${named(through)}`
}

const mostTemplates = 6

function followingSentences({ derived, counts = [] }: Resource): Sentence[] {
  const templates = (derived?.value ?? []).map(
    ({ at, template }) => `${named(dotted(at))} is ${named(template)}`
  )
  const shown = templates.slice(0, mostTemplates)
  const more = templates.length - shown.length
  return [
    ...(derived
      ? [
          found(
            `Members follow from others where nobody sends them: ${listed([...shown, ...(more > 0 ? [`${more} more`] : [])])}.`,
            derived
          )
        ]
      : []),
    ...counts.map((count) =>
      found(
        `The member ${named(dotted(count.at))} counts the ${named(count.value)} below it${count.state === undefined ? '' : ` whose state is ${named(count.state)}`}.`,
        count
      )
    )
  ]
}

const formats: { readonly [format in Timestamp['format']]: string } = {
  seconds: 'in seconds since 1970',
  milliseconds: 'in milliseconds since 1970',
  'date-time': 'as date and time (RFC 3339)',
  date: 'as a date',
  'http-date': 'as an HTTP date'
}
const moments: { readonly [moment in Timestamp['value']]: string } = {
  created: 'it was made',
  updated: 'it was last changed',
  deleted: 'it was deleted'
}

function timestampWords({ at, value, format }: Timestamp): string {
  return `The member ${named(dotted(at))} says when ${moments[value]}, ${formats[format]}.`
}

function stageSentences({ version, state }: Resource, operations: readonly Binding[]): Sentence[] {
  const moves = operations.flatMap(({ operation, action }) => {
    const move = action && transitionWords(action.value)
    return move === undefined ? [] : [found(`${operation} leads ${move}.`, action!)]
  })
  return [
    ...(version
      ? [
          found(
            `The member ${named(dotted(version.value.at))} ${version.value.kind === 'number' ? 'counts changes' : 'is another text after each change'}.`,
            version
          )
        ]
      : []),
    ...(state
      ? [
          found(`The member ${named(dotted(state.at))} says its state: ${listed(state.value, 'or')}.`, state),
          found(`It starts as ${named(state.initial.value)}.`, state.initial),
          ...moves
        ]
      : [])
  ]
}

function deletionSentences(
  { name, tombstone, onDelete }: Resource,
  model: ModelView,
  operations: readonly Binding[]
): Sentence[] {
  const isDeleted = operations.some(({ does }) => does.value === 'delete')
  if (!isDeleted && !tombstone) return []
  const children = model.childrenOf(name).map(named)
  const gone = tombstone
    ? found(
        tombstone.value.kind === 'flag'
          ? `What is deleted stays, with ${named(dotted(tombstone.value.at))} set.`
          : `What is deleted stays, with ${named(tombstone.value.state)} as its ${named(dotted(tombstone.value.at))}.`,
        tombstone
      )
    : plain('What is deleted is gone: reading it answers 404.')
  if (children.length === 0) return [gone]
  const shown = children.length > 6 ? [...children.slice(0, 5), `${children.length - 5} more`] : children
  return [
    gone,
    plain(`Below it ${children.length === 1 ? 'stands' : 'stand'} ${listed(shown)}.`),
    found(rules[onDelete.value], onDelete)
  ]
}

const rules: { readonly [rule in Resource['onDelete']['value']]: string } = {
  restrict: 'One that has something below it cannot be deleted.',
  cascade: 'When one is deleted, what stands below it goes too.',
  'set-null': 'When one is deleted, what stands below it stays, without a parent.'
}
