// Ids that a request names outside its path: by the names that ids of a noun go by.
import { idNames, naturalNames } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf } from '../../../schema/members-of.js'
import { entityPlace } from '../operations/entity-place.js'
import { inferred, type Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { KeyPlace } from '../model.js'
import type { Site } from '../operations/sites.js'
import { singularOf } from '../words.js'

/** The names that an id of a noun may go by, likeliest first, normalised. */
export function idNamesOf(noun: string): readonly string[] {
  const singular = normaliseName(singularOf(noun))
  return [
    ...idNames.map((name) => singular + name),
    ...idNames,
    singular,
    ...naturalNames.map((name) => singular + name)
  ]
}

/** The member of the body that names a thing, at its top or in the envelope that the thing stands in. */
export function idInBody({ source }: Evidence, site: Site): Inferred<KeyPlace> | undefined {
  if (site.request === undefined) return undefined
  const { at, schema } = entityPlace(source, site.request, site.noun, 'request')
  for (const [before, inside] of [[[], site.request] as const, [at, schema] as const]) {
    if (before.includes('*')) continue
    const members = [...membersOf(source, inside)].filter(
      ([, member]) => membersOf(source, member.schema).size === 0
    )
    // Beside an `id`, a `thing_id` is the id of something else that is called so.
    for (const wanted of ['id', ...idNamesOf(site.noun)]) {
      const found = members.find(([member]) => normaliseName(member) === wanted)
      if (found === undefined) continue
      const name = [...before, found[0]].join('.')
      return inferred({ in: 'body', name }, 0.85, `the body has \`${name}\``)
    }
  }
  return undefined
}

/** The query parameter that names a thing. */
export function idInQuery(site: Site): Inferred<KeyPlace> | undefined {
  const inQuery = site.operation.parameters.filter((parameter) => parameter.in === 'query')
  for (const wanted of idNamesOf(site.noun)) {
    const found = inQuery.find(({ name }) => normaliseName(name) === wanted)
    if (found) return inferred({ in: 'query', name: found.name }, 0.8, `the query has \`${found.name}\``)
  }
  return undefined
}

/** Whether what an operation answers with has an id. */
export function hasIdentity({ source }: Evidence, site: Site): boolean {
  const names = new Set([...membersOf(source, site.entity!.schema).keys()].map(normaliseName))
  return idNamesOf(site.noun)
    .slice(0, 12)
    .some((name) => names.has(name))
}

/** The query parameter by which the client names what it makes, beside a body that describes it: `POST /things?thingId=`. */
export function idBesideBody({ operation, request, noun }: Site): Inferred<KeyPlace> | undefined {
  const wanted = `${normaliseName(singularOf(noun))}id`
  const found = operation.parameters.find(
    ({ name, in: place }) => place === 'query' && normaliseName(name) === wanted
  )
  return found && request !== undefined
    ? inferred({ in: 'query', name: found.name }, 0.7, `the query names the new thing by \`${found.name}\``)
    : undefined
}
