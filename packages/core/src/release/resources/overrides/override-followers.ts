// What a user says about the members of an entity that follow from others: put together by templates, or counting what stands below.
import { readTextTemplate } from '../../../internal/text-template.js'
import { inferred } from '../evidence.js'
import type { CountMember, DerivedMember, Resource } from '../model.js'
import { mergeFindings } from './merge-findings.js'
import type { ResourceOverride } from './overrides.js'
import type { ResourceContext } from './resource-draft.js'
import { parsePlace } from './written-forms.js'

type Said<K extends keyof ResourceOverride> = NonNullable<ResourceOverride[K]>

/** Corrects templates, each by its member; `undefined` when none is left. */
export function overrideDerived(
  derived: Resource['derived'],
  said: Said<'derived'>,
  context: ResourceContext
): Resource['derived'] {
  const before = derived?.value ?? []
  const after = mergeFindings<DerivedMember, false | string>(
    before,
    said,
    nameOf,
    (member, template, old) => {
      if (template === false) return undefined
      const at = old?.at ?? parsePlace(member)
      const path = ['derived', member]
      return context.isMember(at, path) && isKnown(template, path, context) ? { at, template } : old
    }
  )
  if (after === before) return derived
  if (after.length === 0) return undefined
  const set = context.set(after)
  const isAll = after.every(({ at }) => Object.hasOwn(said, at.join('.')))
  if (isAll || !derived) return set
  const names = Object.keys(said).map((name) => `\`${name}\``)
  return inferred(
    after,
    derived.confidence,
    `${derived.reason}; ${names.slice(0, 3).join(', ')} ${set.reason}`
  )
}

/** Whether all that a template holds is there. */
function isKnown(
  template: string,
  path: readonly string[],
  { names, isMember, stale }: ResourceContext
): boolean {
  return (readTextTemplate(template) ?? []).every((part) => {
    if (typeof part === 'string' || part.name === '/') return true
    if (!part.name.startsWith('/')) return isMember(part.name, path)
    const resource = part.name.slice(1)
    if (!names.resources.has(resource)) stale(path, 'resource', resource, names.resources)
    return names.resources.has(resource)
  })
}

/** Corrects counts, each by its member. */
export function overrideCounts(
  counts: readonly CountMember[],
  said: Said<'counts'>,
  context: ResourceContext
): readonly CountMember[] {
  return mergeFindings<CountMember, Said<'counts'>[string]>(counts, said, nameOf, (member, what, old) => {
    if (what === false) return undefined
    const at = old?.at ?? parsePlace(member)
    const { of, state } = typeof what === 'string' ? { of: what, state: undefined } : what
    const path = ['counts', member]
    if (!context.isMember(at, path)) return old
    if (!context.names.resources.has(of)) {
      context.stale(path, 'resource', of, context.names.resources)
      return old
    }
    return { at, ...(state === undefined ? {} : { state }), ...context.set(of) }
  })
}

function nameOf({ at }: { readonly at: readonly string[] }): string {
  return at.join('.')
}
