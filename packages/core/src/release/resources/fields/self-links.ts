// The members in which a thing says where it is read, by their names: `href`, `self`, `links.self`, `_links.self.href`; where it has no id,
// `uri` and `url` too.
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import type { Place } from '../inferred.js'
import type { DerivedMember, Resource } from '../model.js'

const own = /^(?:href|self|selflink|selfuri|selfurl|selfhref|resourceuri)$/
const ownOfNameless = /^(?:href|self|selflink|selfuri|selfurl|selfhref|resourceuri|uri|url)$/

/** Finds those that are free to follow from the thing. */
export function selfLinks(
  source: SchemaSource,
  entity: Schema,
  claims: readonly Claim[],
  id: Resource['id'],
  isFree: (name: string) => boolean
): readonly DerivedMember[] {
  if (!claims.some(({ does, key }) => does.value === 'read' && key?.value.in === 'path')) return []
  const names = id?.at === undefined ? ownOfNameless : own
  return [...placesIn(source, entity, names)]
    .filter((at) => isFree(at.join('.')))
    .map((at) => ({ at, template: '{/}' }))
}

function* placesIn(source: SchemaSource, entity: Schema, names: RegExp): Generator<Place> {
  for (const [name, { schema }] of membersOf(source, entity)) {
    const plain = normaliseName(name)
    if (names.test(plain)) yield [name]
    if (plain !== 'links') continue
    for (const [inner, self] of membersOf(source, schema)) {
      if (normaliseName(inner) !== 'self') continue
      if (typesOf(source, self.schema).has('string')) yield [name, inner]
      for (const deeper of membersOf(source, self.schema).keys())
        if (normaliseName(deeper) === 'href') yield [name, inner, deeper]
    }
  }
}
