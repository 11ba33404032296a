// Ids where the thing itself does not show them: in the requests that make it, and in the answers to those.
import { normaliseName } from '../../../internal/normalise-name.js'
import { conjuncts, itemsOf, membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { entityPlace } from '../operations/entity-place.js'
import { inferred } from '../evidence.js'
import { idMember } from './identify.js'
import type { Inferred, Place } from '../inferred.js'
import type { Site } from '../operations/sites.js'
import { singularOf, wordsOf } from '../words.js'

/** A member that requests call a thing by, and the types of what stands there. */
export type SentName = Inferred<Place> & { readonly types: ReadonlySet<string> }

/** Members of requests that go by the name of the path parameter: `key` for `{group_key}`. What clients call a thing they ask for it by. */
export function sentUnderTheName(
  source: SchemaSource,
  creates: readonly Site[],
  noun: string,
  parameter: string | undefined
): readonly SentName[] {
  if (parameter === undefined) return []
  const wanted = normaliseName(parameter)
  const singular = normaliseName(singularOf(noun))
  const stripped = wanted.startsWith(singular) ? wanted.slice(singular.length) : ''
  const called = /^(?:name|key|slug|code)$/.exec(wordsOf(parameter).at(-1) ?? '')?.[0]
  return creates.flatMap(({ request, noun: own, operation }) => {
    const isUpload =
      operation.requestBody?.content.every(({ type }) => type.startsWith('multipart/')) === true
    const { schema } = entityPlace(source, itemsOf(source, request) ?? request!, own, 'request')
    return [...membersOf(source, schema)].flatMap(([name, member]) => {
      const normal = normaliseName(name)
      const types = typesOf(source, member.schema)
      // In an upload the `file` is what it holds.
      const isText = (types.has('string') || types.has('integer')) && !(isUpload && normal === singular)
      const isName = isText && (normal === wanted || normal === stripped || normal === called)
      return isName && !isReadOnly(source, member.schema)
        ? [
            {
              ...inferred([name], 0.6, `requests have \`${name}\`, the name of the parameter {${parameter}}`),
              types
            }
          ]
        : []
    })
  })
}

/** The member of requests with the very name of the parameter, where the member that holds the id has another, and may well be it. */
export function nameSent(
  source: SchemaSource,
  at: Inferred<Place>,
  schema: Schema | undefined,
  sent: readonly SentName[],
  parameter: string | undefined
): Place | undefined {
  const isOwnId = at.confidence >= 0.8 && normaliseName(at.value.at(-1)!).endsWith('id')
  const types = typesOf(source, schema)
  if (isOwnId || parameter === undefined) return undefined
  const wanted = normaliseName(parameter)
  return sent.find(
    ({ value, types: own }) =>
      normaliseName(value[0]!) === wanted &&
      value[0] !== at.value.at(-1) &&
      (types.has('string') || own.has('integer'))
  )?.value
}

/** The id in the answer to a creation, where later answers leave it out. */
export function toldAtFirst(
  source: SchemaSource,
  claims: readonly Claim[],
  noun: string,
  asked: Parameters<typeof idMember>[3]
): Inferred<Place> | undefined {
  for (const { does, site } of claims) {
    if (does.value !== 'create' || !site.entity) continue
    const found = idMember(source, site.entity.schema, noun, asked)
    if (found && found.confidence >= 0.8) return found
  }
  return undefined
}

/** Whether only the server says what a schema describes. */
export function isReadOnly(source: SchemaSource, schema: Schema): boolean {
  return typeof schema === 'object' && conjuncts(source, schema).some(({ readOnly }) => readOnly === true)
}
