// How kinds of things refer to each other: by the schema of a member, or by its name.
import { namesInPaths } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentOf, itemsOf, membersOf, typesOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred, Place } from '../inferred.js'
import type { Reference } from '../model.js'
import { singularOf } from '../words.js'

/** What there is to refer to. */
export interface Known {
  /** Singular noun, normalised -> the resources that have it, those nearest to the top first. */
  readonly byNoun: ReadonlyMap<string, readonly string[]>
  /** Component of the entity -> the resources whose things are that. */
  readonly byComponent: ReadonlyMap<string, readonly string[]>
}

const deepest = 2

/** The references in an entity (or a request for one), three levels deep at most. */
export function referencesIn(
  source: SchemaSource,
  schema: Schema,
  own: string,
  id: Place | undefined,
  known: Known
): readonly Reference[] {
  const found: Reference[] = []
  const visit = (inside: Schema, at: Place): void => {
    const members = membersOf(source, inside)
    const secrets = new Set([...members.keys()].map(normaliseName).filter((name) => name.endsWith('secret')))
    for (const [name, { schema: member }] of members) {
      const place = [...at, name]
      // `client_id` beside `client_secret` is what others know a client by.
      if (secrets.has(normaliseName(name).replace(/id$/, 'secret'))) continue
      if (id !== undefined && place.join('.') === id.join('.')) continue
      const items = typesOf(source, member).has('array') ? itemsOf(source, member) : undefined
      const target = items === undefined ? place : [...place, '*']
      const one = items ?? member
      const references = referencesOf(source, one, name, items !== undefined, own, known)
      if (references.length > 0) found.push(...references.map((reference) => ({ ...reference, at: target })))
      else if (target.length < deepest && found.length < 100 && membersOf(source, one).size > 0)
        visit(one, target)
    }
  }
  visit(schema, [])
  return found
}

/** What a member may name: usually one kind of thing; several where its schema is a union of theirs. */
function referencesOf(
  source: SchemaSource,
  schema: Schema,
  name: string,
  many: boolean,
  own: string,
  known: Known
): readonly (Inferred<string> & { readonly expandable?: true })[] {
  const types = typesOf(source, schema)
  const scalar = types.has('string') || types.has('integer')
  const found = new Map<string, Inferred<string> & { readonly expandable?: true }>()
  let strange = false
  if (typeof schema === 'object') {
    for (const part of partsOf(source, schema)) {
      const component = componentOf(part)
      if (component === undefined || /deleted/i.test(component)) continue
      const resources = known.byComponent.get(component)
      if (resources === undefined) strange ||= membersOf(source, part).size > 0 && part !== schema
      for (const resource of resources ?? []) {
        const reason = `\`${name}\` holds the schema ${component.split('/').at(-1)}`
        if (!found.has(resource))
          found.set(resource, {
            ...inferred(resource, scalar ? 0.95 : 0.7, reason),
            ...(scalar || types.has('object') ? { expandable: true } : {})
          })
      }
    }
  }
  // A union with something that is kept nowhere may name just that.
  if (found.size > 0)
    return strange ? [...found.values()].map((one) => ({ ...one, confidence: 0.6 })) : [...found.values()]
  return referencesByName(source, schema, name, many, own, known)
}

function referencesByName(
  source: SchemaSource,
  schema: Schema,
  name: string,
  many: boolean,
  own: string,
  known: Known
): readonly (Inferred<string> & { readonly expandable?: true })[] {
  const types = typesOf(source, schema)
  const scalar = types.has('string') || types.has('integer')
  if (!scalar) return []
  const normal = normaliseName(name)
  if (types.has('object')) {
    const [named] = known.byNoun.get(many ? normaliseName(singularOf(name)) : normal) ?? []
    const reason = `\`${name}\` takes names or things, and has the name of a ${normal}`
    return named === undefined ? [] : [{ ...inferred(named, 0.6, reason), expandable: true }]
  }
  const stem = /^(.+?)(ids?|uuids?|guids?|refs?|sids?)$/.exec(normal)?.[1]
  if (stem !== undefined) {
    if (stem === 'parent') return [inferred(own, 0.6, `\`${name}\` names another of the same kind`)]
    const resources = known.byNoun.get(stem) ?? known.byNoun.get(normaliseName(singularOf(stem))) ?? []
    return resources.map((resource) =>
      inferred(resource, 0.85, `\`${name}\` is the id of a ${stem} by its name`)
    )
  }
  const [resource] = known.byNoun.get(many ? normaliseName(singularOf(name)) : normal) ?? []
  const free =
    typeof schema === 'object' &&
    partsOf(source, schema).every((part) => part.enum === undefined && part.format === undefined)
  return resource === undefined || !free
    ? []
    : [inferred(resource, 0.55, `\`${name}\` has the name of a ${normal}`)]
}

/** The member of a child that names its parent. */
export function parentMember(
  source: SchemaSource,
  child: Schema,
  parameter: string | undefined,
  parentNoun: string,
  references: readonly Reference[],
  parent: string
): Inferred<Place> | undefined {
  const byReference = references.find(
    (reference) => reference.value === parent && !reference.at.includes('*') && reference.confidence >= 0.6
  )
  if (byReference) return inferred(byReference.at, byReference.confidence, byReference.reason)
  const wanted = parameter === undefined ? '' : normaliseName(parameter)
  const singular = normaliseName(singularOf(parentNoun))
  for (const [name, { schema }] of membersOf(source, child)) {
    const normal = normaliseName(name)
    if (normal !== wanted && normal !== `${singular}id` && normal !== singular) continue
    const types = typesOf(source, schema)
    if (types.has('string') || types.has('integer'))
      return inferred([name], 0.8, `\`${name}\` has the name of the parameter {${parameter ?? singular}}`)
    const inner = [...membersOf(source, schema).keys()]
    const key = namesInPaths.find((wish) => inner.includes(wish))
    if (key !== undefined)
      return inferred(
        [name, key],
        0.6,
        `\`${name}.${key}\` has the name of the parameter {${parameter ?? singular}}`
      )
  }
  const metadata = membersOf(source, child).get('metadata')?.schema
  for (const [name, { schema }] of membersOf(source, metadata))
    if (wanted !== '' && normaliseName(name) === wanted && typesOf(source, schema).has('string'))
      return inferred(
        ['metadata', name],
        0.75,
        `\`metadata.${name}\` has the name of the parameter {${parameter!}}`
      )
  return undefined
}
