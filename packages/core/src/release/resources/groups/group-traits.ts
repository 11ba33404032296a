// What joining looks at: what the things of one node are by their schemas, and what can be done with them.
import { normaliseName } from '../../../internal/normalise-name.js'
import { sortKeys } from '../../../internal/sort-keys.js'
import { componentsIn, membersOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import type { PathToken } from '../operations/path-shape.js'
import { lastParameter } from '../operations/sites.js'
import { singularOf } from '../words.js'

/** What is known of the things that one node keeps, as far as joining goes. */
export interface Traits {
  readonly key: string
  /** The components that its things are, most telling claims first. */
  readonly components: ReadonlySet<string>
  readonly created: ReadonlySet<string>
  readonly singular: string
  readonly hasItem: boolean
  readonly isRead: boolean
  /** It holds which things of another kind belong to something: they are put in and taken out by their names. */
  readonly isLink: boolean
  readonly onlyLists: boolean
  /** The nouns of the parameters on the way. */
  readonly parents: ReadonlySet<string>
  readonly depth: number
}

interface Kept {
  readonly claims: readonly Claim[]
  readonly containers: readonly { readonly key: string; readonly tokens: readonly PathToken[] }[]
  readonly noun: string
}

/** Gathers them. */
export function traitsOf(source: SchemaSource, { claims, containers, noun }: Kept): Traits {
  const components = new Set<string>()
  const created = new Set<string>()
  for (const { does, site } of tellingOf(claims)) {
    const schema = site.entity?.schema ?? site.items?.value.schema
    const named = componentsIn(schema)
    for (const component of named.length > 0 ? named : unnamed(source, schema)) {
      components.add(component)
      if (does.value === 'create') created.add(component)
    }
  }
  const { tokens } = containers[0]!
  return {
    key: containers[0]!.key,
    components,
    created,
    singular: normaliseName(singularOf(noun)),
    hasItem: claims.some(({ key }) => key !== undefined),
    isRead: claims.some(({ key, does }) => key !== undefined && does.value === 'read'),
    isLink: isLink(claims),
    onlyLists: claims.every(({ does }) => does.value === 'list'),
    parents: new Set(
      tokens.flatMap((token, i) => (token.kind === 'parameter' ? [parentName(tokens, i)] : []))
    ),
    depth: tokens.length
  }
}

/** Those whose answers show what is kept: what a change answers with may be another thing, and what an action does, anything. */
function tellingOf(claims: readonly Claim[]): readonly Claim[] {
  const among = (...wanted: readonly string[]) => claims.filter(({ does }) => wanted.includes(does.value))
  const [best] = [among('read', 'create', 'list'), among('update', 'replace')].filter(
    (some) => some.length > 0
  )
  return best ?? claims
}

const fewest = 4

/** A schema that has no name goes by the names of its members. */
function unnamed(source: SchemaSource, schema: Schema | undefined): readonly string[] {
  const names = [...membersOf(source, schema).keys()]
  return names.length < fewest ? [] : [`members ${sortKeys(names).slice(0, 50).join(' ')}`]
}

/** Whether a component is the members of a schema that has no name. */
export function isUnnamed(component: string): boolean {
  return component.startsWith('members ')
}

function parentName(tokens: readonly PathToken[], index: number): string {
  const before = tokens[index - 1]
  return before?.kind === 'literal'
    ? normaliseName(singularOf(before.text))
    : normaliseName(lastParameter(tokens.slice(0, index + 1))!)
}

/** `PUT` and `DELETE` of a name without a body, or a POST of names that answers with things: nothing is made, things are linked. */
export function isLink(claims: readonly Claim[]): boolean {
  const keyed = claims.filter(({ key, does }) => key !== undefined && does.value !== 'action')
  if (keyed.some(({ site, does }) => does.value !== 'delete' && (site.entity || site.items))) return false
  const create = claims.find(({ does }) => does.value === 'create')
  if (create) return create.names === true
  return keyed.some(({ does }) => does.value === 'replace')
}
