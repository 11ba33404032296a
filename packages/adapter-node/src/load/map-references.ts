// The walk over a description that finds references where OpenAPI allows them. It changes nothing in place: what has no
// replaced reference in it comes back as the same object.

import { isObject, setMember } from './json-pointer.js'
import { memberOf, type Kind } from './openapi-shape.js'

/** A reference on the way: `ref` in an object that must be of `kind`. */
export interface Reference {
  readonly ref: string
  readonly kind: Kind
  /** Tokens from where the walk started to the text of the reference. Reused: copy it to keep it. */
  readonly path: readonly string[]
  /** True when the object holds nothing but `$ref`, so that it may be replaced as a whole. */
  readonly pure: boolean
  /** The `$id` in force, where there is one: fragments are relative to it, not to the file. */
  readonly scope: string | undefined
}

/** What to do with a reference: another one, a value in place of its holder, or nothing. */
export type Replacement = { readonly ref: string } | { readonly value: unknown } | undefined

/** What the walk reports to. */
export interface ReferenceVisitor {
  reference(reference: Reference): Replacement
  /** An `$id`, resolved against those around it. */
  id?(id: string): void
}

/** A walk went over more objects than allowed: references between files can multiply what few lines say. */
export class WalkBudgetError extends Error {}

/** How many more objects may be visited, over all walks that share it. */
export interface WalkBudget {
  left: number
}

/** Walks a value of a kind and gives it back with its references replaced. Throws `WalkBudgetError` when the budget is used up. */
export function mapReferences(
  value: unknown,
  kind: Kind,
  visitor: ReferenceVisitor,
  budget: WalkBudget
): unknown {
  const path: string[] = []

  function walk(node: unknown, at: Kind, outer: string | undefined): unknown {
    // `items` was a list of schemas before 2020-12.
    if (at === 'schema' && Array.isArray(node)) return walkMembers(node, at, outer)
    if (!isObject(node)) return node
    spend()
    const scope = at === 'schema' ? enter(node, outer) : outer
    const ref = Object.hasOwn(node, '$ref') ? node['$ref'] : undefined
    let result = node
    if (typeof ref === 'string') {
      const pure = Object.keys(node).length === 1
      path.push('$ref')
      const replacement = visitor.reference({ ref, kind: at, path, pure, scope })
      path.pop()
      if (replacement !== undefined && 'value' in replacement) return replacement.value
      if (replacement !== undefined) setMember((result = { ...node }), '$ref', replacement.ref)
    }
    for (const key of Object.keys(node)) {
      const old = node[key]
      if (typeof old !== 'object') continue
      path.push(key)
      const value = walkMember(at, key, old, scope)
      path.pop()
      if (value !== old) setMember(result === node ? (result = { ...node }) : result, key, value)
    }
    return result
  }

  function walkMember(at: Kind, key: string, value: unknown, scope: string | undefined): unknown {
    if (at === 'schema' && key === 'discriminator') return walkDiscriminator(value, scope)
    const member = memberOf(at, key)
    if (member === undefined) return value
    return member.form === 'one' ? walk(value, member.kind, scope) : walkMembers(value, member.kind, scope)
  }

  function walkMembers(node: unknown, at: Kind, scope: string | undefined): unknown {
    if (typeof node !== 'object' || node === null) return node
    spend()
    let result: object = node
    for (const key of Object.keys(node)) {
      const old = (node as Record<string, unknown>)[key]
      path.push(key)
      const value = walk(old, at, scope)
      path.pop()
      if (value !== old) setMember(result === node ? (result = copy(node)) : result, key, value)
    }
    return result
  }

  function walkDiscriminator(discriminator: unknown, scope: string | undefined): unknown {
    const mapping =
      isObject(discriminator) && Object.hasOwn(discriminator, 'mapping') && discriminator['mapping']
    if (!isObject(mapping)) return discriminator
    let result = mapping
    for (const key of Object.keys(mapping)) {
      const ref = mapping[key]
      if (typeof ref !== 'string' || !looksLikeReference(ref)) continue
      path.push('mapping', key)
      const replacement = visitor.reference({ ref, kind: 'schema', path, pure: false, scope })
      path.length -= 2
      if (replacement === undefined || 'value' in replacement) continue
      setMember(result === mapping ? (result = { ...mapping }) : result, key, replacement.ref)
    }
    return result === mapping ? discriminator : { ...(discriminator as object), mapping: result }
  }

  function enter(schema: Record<string, unknown>, outer: string | undefined): string | undefined {
    const id = Object.hasOwn(schema, '$id') ? schema['$id'] : undefined
    if (typeof id !== 'string' || id.startsWith('#')) return outer
    const resolved = resolveUri(id, outer)
    visitor.id?.(resolved)
    return resolved
  }

  function spend(): void {
    if (--budget.left < 0) throw new WalkBudgetError()
  }

  return walk(value, kind, undefined)
}

function copy(node: object): object {
  return Array.isArray(node) ? [...(node as unknown[])] : { ...node }
}

// A mapping value is a schema name or a reference, and names may have dots in them (OpenAPI 3.1.1, Discriminator Object).
function looksLikeReference(value: string): boolean {
  return /[/#\\]/.test(value) || /\.(?:json|ya?ml)$/i.test(value)
}

/** Resolves a URI reference against a base that may itself be relative. */
export function resolveUri(ref: string, base: string | undefined): string {
  if (base !== undefined && URL.canParse(ref, base)) return new URL(ref, base).href
  return URL.canParse(ref) ? new URL(ref).href : ref
}
