// What a user says about single members of an entity: those that name other entities, and those that say when something happened.
import { schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Parent, Reference, Timestamp } from '../model.js'
import { mergeFindings } from './merge-findings.js'
import type { ResourceOverride } from './overrides.js'
import type { ResourceContext } from './resource-draft.js'
import { parsePlace } from './written-forms.js'

type Said<K extends keyof ResourceOverride> = NonNullable<ResourceOverride[K]>
type SaidStamp = Said<'timestamps'>[string]

/** Corrects references, each by its member. */
export function overrideReferences(
  references: readonly Reference[],
  said: Said<'references'>,
  context: ResourceContext
): readonly Reference[] {
  return mergeFindings<Reference, false | string>(references, said, nameOf, (member, resource, old) => {
    if (resource === false) return undefined
    const at = old?.at ?? parsePlace(member)
    const path = ['references', member]
    if (!context.isMember(at, path) || !isResource(resource, path, context)) return old
    // What goes through links of one kind of thing shows no other.
    const { through: _through, ...kept } = old ?? { at }
    return { ...(old?.value === resource ? old : kept), at, ...context.set(resource) }
  })
}

/** Corrects parents, each by its resource. */
export function overrideParents(
  parents: readonly Parent[],
  said: Said<'parents'>,
  context: ResourceContext
): readonly Parent[] {
  return mergeFindings<Parent, Said<'parents'>[string]>(
    parents,
    said,
    ({ resource }) => resource,
    (resource, member, old) => {
      const path = ['parents', resource]
      if (member === false) return undefined
      if (!isResource(resource, path, context)) return old
      if (member === true) return { resource }
      return context.isMember(member, path) ? { resource, at: context.set(parsePlace(member)) } : old
    }
  )
}

/** Corrects timestamps, each by its member. */
export function overrideTimestamps(
  timestamps: readonly Timestamp[],
  said: Said<'timestamps'>,
  schema: Schema | undefined,
  context: ResourceContext
): readonly Timestamp[] {
  return mergeFindings<Timestamp, SaidStamp>(timestamps, said, nameOf, (member, stamp, old) => {
    if (stamp === false) return undefined
    const at = old?.at ?? parsePlace(member)
    if (!context.isMember(at, ['timestamps', member])) return old
    const { is, format } = typeof stamp === 'object' ? stamp : { is: stamp, format: undefined }
    return { at, format: format ?? old?.format ?? usualFormat(context, schema, at), ...context.set(is) }
  })
}

function nameOf({ at }: { readonly at: readonly string[] }): string {
  return at.join('.')
}

function isResource(name: string, path: readonly string[], { names, stale }: ResourceContext): boolean {
  if (names.resources.has(name)) return true
  stale(path, 'resource', name, names.resources)
  return false
}

function usualFormat(
  { source }: ResourceContext,
  schema: Schema | undefined,
  at: readonly string[]
): Timestamp['format'] {
  if (!source) return 'date-time'
  const types = typesOf(source, schemaAt(source, schema, at))
  return types.has('integer') || types.has('number') ? 'seconds' : 'date-time'
}
