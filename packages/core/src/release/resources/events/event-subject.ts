// Which kind of thing the words of an event are about, by its noun and by what stands in the payload.
import { memoise } from '../../../internal/memoise.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { ReleaseSource } from '../../release-source.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import type { Place } from '../inferred.js'
import type { Resource } from '../model.js'
import { singularOf } from '../words.js'
import { likeness, partsOfPayload, plainNames } from './payload-place.js'
import { readChange, type ReadChange } from './read-change.js'

/** The kinds of things that there are, to be found by words and by schemas. */
export interface Subjects {
  readonly source: ReleaseSource
  readonly resources: ReadonlyMap<string, Resource>
  schemaOf(resource: string): Schema | undefined
  /** The resources whose noun this is, with how well it fits. */
  named(words: readonly string[]): readonly Named[]
  /** The resources whose things have the component. */
  ofComponent(component: string): readonly string[]
  /** The resource whose things look most like the schema. */
  alike(schema: Schema): string | undefined
  /** What words say of a thing of the resource. */
  changeOf(resource: string, words: readonly string[]): ReadChange | undefined
}

/** A resource that words speak of. */
export interface Named {
  readonly resource: string
  readonly fit: number
}

/** Opens the kinds of things. `byComponent`: the component of an entity -> resources. */
export function openSubjects(
  source: ReleaseSource,
  resources: ReadonlyMap<string, Resource>,
  byComponent: ReadonlyMap<string, readonly string[]>
): Subjects {
  const byName = new Map<string, Named[]>()
  const add = (name: string, resource: string, fit: number): void => {
    if (name === '') return
    const others = byName.get(name)
    if (!others) byName.set(name, [{ resource, fit }])
    else if (!others.some((one) => one.resource === resource)) others.push({ resource, fit })
  }
  for (const [name, resource] of resources) {
    const segments = name.split('.').map((segment) => normaliseName(singularOf(segment)))
    const last = segments.at(-1)!
    add(segments.join(''), name, 1)
    for (let i = 1; i < segments.length - 1; i++) add(segments.slice(i).join(''), name, 0.95)
    if (resource.noun !== undefined)
      add(normaliseName(singularOf(resource.noun)), name, segments.length === 1 ? 1 : 0.9)
    add(last, name, segments.length === 1 ? 1 : 0.8)
  }
  const schemas = new Map<string, Schema | undefined>()
  const schemaOf = (name: string): Schema | undefined => {
    if (!schemas.has(name)) {
      const place = resources.get(name)?.schema?.value
      schemas.set(name, place && schemaOfPlace(source, place))
    }
    return schemas.get(name)
  }
  let findAlike: ((schema: Schema) => string | undefined) | undefined
  const likest = new Map<Schema, string | undefined>()
  const changes = new Map<string, ReadChange | undefined>()
  return {
    source,
    resources,
    schemaOf,
    named: (words) => byName.get(words.slice(0, -1).join('') + singularOf(words.at(-1) ?? '')) ?? [],
    ofComponent: (component) => byComponent.get(component) ?? [],
    alike(schema) {
      findAlike ??= alikeAmong(source, resources, schemaOf)
      if (!likest.has(schema)) likest.set(schema, findAlike(schema))
      return likest.get(schema)
    },
    changeOf(resource, words) {
      const key = `${resource}\n${words.join(' ')}`
      if (!changes.has(key))
        changes.set(key, readChange(source, resources.get(resource)!, schemaOf(resource), words))
      return changes.get(key)
    }
  }
}

const alikeEnough = 0.75

/** Finds what looks most like a schema, by the members that they share. */
function alikeAmong(
  source: ReleaseSource,
  resources: ReadonlyMap<string, Resource>,
  schemaOf: (name: string) => Schema | undefined
): (schema: Schema) => string | undefined {
  const byMember = new Map<string, string[]>()
  for (const name of resources.keys()) {
    const schema = schemaOf(name)
    if (schema === undefined) continue
    for (const member of plainNames(source, schema)) {
      const others = byMember.get(member)
      if (others) others.push(name)
      else byMember.set(member, [name])
    }
  }
  return (schema) => {
    const having = [...plainNames(source, schema)].map((member) => byMember.get(member) ?? [])
    // What shares enough of the members shares one of the rarest.
    const rarest = having.sort((one, other) => one.length - other.length)
    const possible = new Set(rarest.slice(0, Math.ceil(having.length * (1 - alikeEnough))).flat())
    let best: string | undefined
    let most = 0
    for (const name of possible.size === 0 ? [] : resources.keys()) {
      if (!possible.has(name)) continue
      const share = likeness(source, schema, schemaOf(name))
      // Events are about what comes and goes, not about another look at it.
      const weight = share > alikeEnough ? share + (resources.get(name)!.creatable.value ? 0.2 : 0) : 0
      if (weight > most) [best, most] = [name, weight]
    }
    return best
  }
}

/** Where a thing of a resource stands in a payload, and how well that is known. */
export interface Standing {
  /** Absent: the payload only names it. */
  readonly at?: Place
  /** 0 to 1. */
  readonly sure: number
  readonly reason: string
}

/** Finds the thing in a payload; `undefined` where nothing there looks like it. `noun`: the words it goes by in the name of the event. */
export function standingIn(
  subjects: Subjects,
  payload: Schema,
  resource: string,
  noun: readonly string[]
): Standing | undefined {
  const { source } = subjects
  const schema = subjects.schemaOf(resource)
  const nouns = nounsOf(subjects.resources.get(resource)!, noun)
  let best: Standing | undefined
  for (const part of partsOfPayload(source, payload)) {
    const isNamed = nouns.has(part.noun)
    // Who did it is in every payload.
    if (!isNamed && doers.has(part.noun)) continue
    const isComponent = part.components.some((one) => subjects.ofComponent(one).includes(resource))
    const isAlike = !isComponent && likeness(source, part.schema, schema) > (isNamed ? 0.4 : 0.7)
    const sure =
      (isComponent ? 0.7 : isAlike ? 0.55 : 0) +
      (isNamed ? 0.3 : 0) +
      (part.isEnveloped && (isComponent || isAlike) ? 0.2 : 0)
    if (sure === 0 || (best && best.sure >= sure)) continue
    const where = part.at.length === 0 ? 'the payload' : `\`${part.at.join('.')}\` of the payload`
    const look = isComponent ? 'has its schema' : isAlike ? 'looks like it' : 'is called after it'
    best = { at: part.at, sure: Math.min(sure, 1), reason: `${where} ${look}` }
  }
  return best ?? namedIn(subjects, payload, resource, nouns)
}

const doers = new Set(
  'sender actor initiator user author requester triggeredby performedby createdby updatedby account'.split(
    ' '
  )
)

/** The member that names the thing by its id: `endpointId`; surer where what it stands below is named beside it. */
function namedIn(
  { source, resources }: Subjects,
  payload: Schema,
  resource: string,
  nouns: ReadonlySet<string>
): Standing | undefined {
  const parents = resources.get(resource)!.parents.map((parent) => lastNoun(parent.resource))
  for (const { at, schema, isEnveloped } of partsOfPayload(source, payload)) {
    if (!isEnveloped) continue
    const names = [...membersOf(source, schema).keys()]
    const isBelow = names.some((name) => parents.includes(nounOfId(name) ?? ''))
    for (const name of names) {
      const noun = nounOfId(name)
      if (noun === undefined || !(nouns.has(noun) || anything.test(noun))) continue
      const reason = `\`${[...at, name].join('.')}\` of the payload names it`
      return isBelow ? { sure: 0.95, reason: `${reason}, and what it is below` } : { sure: 0.6, reason }
    }
  }
  return undefined
}

const anything = /^(?:entity|resource|object|record|subject)$/

/** `endpoint` of `endpointId`. */
function nounOfId(name: string): string | undefined {
  return /^(.+?)(?:id|uuid|key|number|slug)$/.exec(normaliseName(name))?.[1]
}

const lastNoun = memoise((resource) => normaliseName(singularOf(resource.split('.').at(-1)!)), 20_000, 99)

function nounsOf({ name, noun }: Resource, words: readonly string[]): ReadonlySet<string> {
  const singular = words.map((word, index) => (index === words.length - 1 ? singularOf(word) : word))
  return new Set(
    [
      lastNoun(name),
      ...(noun === undefined ? [] : [normaliseName(singularOf(noun))]),
      singular.join(''),
      singular.at(-1) ?? ''
    ].filter(Boolean)
  )
}
