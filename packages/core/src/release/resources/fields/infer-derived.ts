// Members that are put together from others: where the examples of an entity hold each other's values, as `https://host/octocat/hello` does
// those of `owner.login` and `name`, a template says so.
import { idNames, naturalNames } from '../../../internal/identity-names.js'
import { isObject } from '../../../internal/json.js'
import { onFirstUse } from '../../../internal/memoise.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { writeTextTemplate } from '../../../internal/text-template.js'
import { schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { inferred } from '../evidence.js'
import type { Place } from '../inferred.js'
import type { DerivedMember, Resource } from '../model.js'
import type { Named } from '../groups/name-groups.js'
import { exampleSets, type ExampleSet } from './example-sets.js'
import { namesOnPaths, pathsOf, segmentsBefore, type NamedPath } from './names-on-paths.js'
import { selfLinks } from './self-links.js'
import { isPutTogether, putTogether, type Source } from './put-together.js'

/** What is known of the resource so far. */
export type Keys = Pick<Resource, 'name' | 'id' | 'parents' | 'timestamps' | 'state' | 'version'>

const mostDerived = 100

/** Finds them; `undefined` where there are none. Members that clients send (`sent`, normalised) are theirs, and left alone. */
export function inferDerived(
  source: SchemaSource,
  claims: readonly Claim[],
  entity: Schema,
  keys: Keys,
  named: Named,
  sent: ReadonlySet<string>
): Resource['derived'] {
  const kept = new Set([...keyPlaces(keys), ...otherPlaces(keys)].map((at) => at.join('.')))
  const isFree = onFirstUse((name) => {
    const at = name.split('.')
    const isTheirs = sent.has(normaliseName(at[0]!)) || kept.has(name)
    return !isTheirs && typesOf(source, schemaAt(source, entity, at)).has('string')
  })
  const paths = pathsOf(claims, named)
  const votes = new Map<string, Votes>()
  const sets = exampleSets(source, claims, entity)
  for (const set of sets) {
    const texts = [...textsIn(set.value, keys)]
    const sources = sourcesIn(set, texts, keys, paths)
    for (const [at, text] of sources.length === 0 ? [] : texts) {
      const name = at.join('.')
      if (!isFree(name)) continue
      const parts = putTogether(text, sources)
      const template = isPutTogether(text, parts) ? writeTextTemplate(parts) : ''
      vote(votes, name, at, template)
    }
  }
  const links = selfLinks(source, entity, claims, keys.id, isFree)
  // Where a thing is read in this copy is worth more than where one was read elsewhere.
  for (const { at } of links) votes.delete(at.join('.'))
  const found = [...votes.values()].flatMap(winnerOf).slice(0, mostDerived)
  if (found.length + links.length === 0) return undefined
  return inferred(
    [...found.map(({ at, template }) => ({ at, template })), ...links],
    found.length === 0 ? 0.8 : sets[0]!.isWhole ? 0.85 : 0.7,
    reasonFor(found, links)
  )
}

function reasonFor(found: readonly DerivedMember[], links: readonly DerivedMember[]): string {
  const shown = ({ at }: DerivedMember): string => `\`${at.join('.')}\``
  const few = found.slice(0, 2).map(shown).join(' and ')
  const more = found.length > 2 ? ` and ${found.length - 2} more` : ''
  const reasons = [
    ...(found.length > 0 ? [`the examples of ${few}${more} hold those of what names the thing`] : []),
    ...(links.length > 0 ? [`${links.map(shown).join(' and ')} is where a thing is read, by its name`] : [])
  ]
  return reasons.join('; ')
}

interface Votes {
  readonly at: Place
  /** Template -> how many examples say it; `''`: that it is put together from nothing known. */
  readonly counts: Map<string, number>
}

function vote(votes: Map<string, Votes>, name: string, at: Place, template: string): void {
  const ofMember = votes.get(name) ?? { at, counts: new Map<string, number>() }
  ofMember.counts.set(template, (ofMember.counts.get(template) ?? 0) + 1)
  votes.set(name, ofMember)
}

/** The template that most examples say, where not more of them say otherwise. */
function winnerOf({ at, counts }: Votes): readonly DerivedMember[] {
  let [template, most, all] = ['', 0, 0]
  for (const [one, count] of counts) {
    all += count
    if (count > most) [template, most] = [one, count]
  }
  return template === '' || most * 2 < all ? [] : [{ at, template }]
}

const naming = new Set(naturalNames)
const isPlain = (name: string): boolean => /^[^{}./][^{}.]*$/.test(name)

function keyPlaces({ id, parents }: Keys): readonly Place[] {
  return [
    ...(id?.at ? [id.at.value] : []),
    ...(id?.alternates ?? []).map(({ value }) => value),
    ...parents.flatMap(({ at }) => (at ? [at.value] : []))
  ]
}

function otherPlaces({ timestamps, state, version }: Keys): readonly Place[] {
  return [
    ...timestamps.map(({ at }) => at),
    ...(state ? [state.at] : []),
    ...(version ? [version.value.at] : [])
  ]
}

/** What stands in texts for other reasons than being a name. */
const common = /^(?:https?|www|com|org|net|api|the|example|string|test|null|true|false|v\d+)$/i

/** What names the entity of an example: its own members first, then what paths say of its parents. */
function sourcesIn(
  { value, isWhole }: ExampleSet,
  texts: readonly (readonly [Place, string])[],
  keys: Keys,
  paths: readonly NamedPath[]
): readonly Source[] {
  const sources = new Map<string, Source>()
  const add = (text: string | undefined, name: string, resource?: string): void => {
    if (text === undefined || sources.has(text)) return
    const after = resource === undefined || !isWhole ? none : segmentsBefore(resource, paths)
    sources.set(text, { text, name, isId: resource === keys.name, after })
  }
  const id = keys.id?.at?.value
  for (const place of keyPlaces(keys))
    if (place.every(isPlain)) add(textAt(value, place), place.join('.'), place === id ? keys.name : undefined)
  for (const name of Object.keys(value)) {
    const text = isPlain(name) && naming.has(normaliseName(name)) ? textAt(value, [name]) : undefined
    if (text !== undefined && !common.test(text)) add(text, name)
  }
  if (isWhole) {
    const ids = keyPlaces({ ...keys, parents: [] }).flatMap((place) => textAt(value, place) ?? [])
    const all = texts.map(([, text]) => text)
    for (const [resource, text] of namesOnPaths(all, paths, keys.name, ids))
      add(text, `/${resource}`, resource)
  }
  // Numbers of two digits in examples of different entities are too often the same.
  return [...sources.values()].filter(({ text }) => isWhole || !/^\d{1,2}$/.test(text))
}

const none: ReadonlySet<string> = new Set()

function textAt(value: unknown, place: Place): string | undefined {
  let at = value
  for (const token of place) at = isObject(at) && Object.hasOwn(at, token) ? at[token] : undefined
  return typeof at === 'string' ? at : Number.isSafeInteger(at) ? String(at) : undefined
}

const deepest = 3
const mostTexts = 300

/** The texts of an example: at its top, and in objects that are no things of their own, or hold what names a parent. */
function* textsIn(
  value: Readonly<Record<string, unknown>>,
  keys: Keys,
  at: Place = []
): Generator<readonly [Place, string]> {
  for (const name of Object.keys(value).slice(0, mostTexts)) {
    if (!isPlain(name)) continue
    const inner = value[name]
    const place = [...at, name]
    if (typeof inner === 'string') yield [place, inner]
    else if (isObject(inner) && place.length < deepest && isPartOf(inner, place, keys))
      yield* textsIn(inner, keys, place)
  }
}

const ownNames = new Set([...idNames, ...naturalNames])

function isPartOf(inner: object, place: Place, keys: Keys): boolean {
  const namesParent = keys.parents.some(
    ({ at }) => at && at.value.length === place.length + 1 && place.every((token, n) => at.value[n] === token)
  )
  return namesParent || !Object.keys(inner).some((name) => ownNames.has(normaliseName(name)))
}
