// What is known of the values behind names: which members they have. Found by walking what a description says of a resource.
import { itemsOf, membersOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Resource } from '../../resources/model.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import { bodySchema } from '../../schema-of-media.js'
import type { Grounds } from '../grounds.js'

/** What is known of a value. Where nothing is, there is none. */
export type Known =
  /** It has these members and no others. `what` names it in messages: `the request`. */
  | {
      readonly kind: 'names'
      readonly what: string
      readonly members: ReadonlyMap<string, Known | undefined>
    }
  /** A thing of a resource. */
  | { readonly kind: 'thing'; readonly resource: Resource }
  | { readonly kind: 'schema'; readonly schema: Schema }
  | { readonly kind: 'list'; readonly of: Known }

/** What a member is: known, of no known kind (`undefined`), or not there. */
export type FoundMember =
  { readonly known: Known | undefined } | { readonly missing: readonly string[]; readonly isRefused: boolean }

/** Looks a member up by its name. */
export function memberOf(place: Grounds, of: Known, name: string): FoundMember {
  switch (of.kind) {
    case 'list':
      return { known: undefined }
    case 'names':
      return of.members.has(name)
        ? { known: of.members.get(name) }
        : { missing: [...of.members.keys()], isRefused: true }
    case 'schema':
      return memberOfSchema(place, of.schema, name)
    case 'thing': {
      const schema = of.resource.schema && schemaOfPlace(place.source, of.resource.schema.value)
      const found = memberOfSchema(place, schema, name)
      // What only requests speak of is kept as well.
      return 'known' in found || !sentTo(place, of.resource).has(name) ? found : { known: undefined }
    }
  }
}

/** What the items of a list are. */
export function itemOf(place: Grounds, of: Known): Known | undefined {
  if (of.kind === 'list') return of.of
  const items = of.kind === 'schema' ? itemsOf(place.source, of.schema) : undefined
  return items === undefined ? undefined : { kind: 'schema', schema: items }
}

function memberOfSchema({ source }: Grounds, schema: Schema | undefined, name: string): FoundMember {
  const members = membersOf(source, schema)
  const member = members.get(name)
  if (member) return { known: { kind: 'schema', schema: member.schema } }
  if (typeof schema !== 'object' || members.size === 0) return { known: undefined }
  const parts = partsOf(source, schema)
  const others = parts.map((part) => part.additionalProperties ?? part.unevaluatedProperties)
  const isOpen =
    others.some((other) => other === true || typeof other === 'object') ||
    parts.some(({ patternProperties }) => patternProperties !== undefined)
  return isOpen ? { known: undefined } : { missing: [...members.keys()], isRefused: others.includes(false) }
}

const sent = new WeakMap<Resource, ReadonlySet<string>>()

/** The members that requests about a resource may send. */
function sentTo({ source, model }: Grounds, resource: Resource): ReadonlySet<string> {
  const earlier = sent.get(resource)
  if (earlier) return earlier
  const names = new Set<string>()
  for (const { resource: about, input, operation } of Object.values(model.bindings)) {
    if (about?.value !== resource.name || input?.value.in !== 'body') continue
    let schema = bodySchema(source.operation(operation).requestBody?.content)
    for (const token of input.value.at)
      schema = token === '*' ? itemsOf(source, schema) : membersOf(source, schema).get(token)?.schema
    if (input.value.many) schema = itemsOf(source, schema)
    for (const name of membersOf(source, schema).keys()) names.add(name)
  }
  for (const place of [resource.id?.at?.value, resource.state?.at, resource.version?.value.at])
    if (place?.[0] !== undefined) names.add(place[0])
  sent.set(resource, names)
  return names
}
