// The member that counts the changes of an entity, or is another after each. A version that the client writes is the client's own.
import { normaliseName } from '../../../internal/normalise-name.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { Resource } from '../model.js'
import { noTexts, type TextAt } from './described-members.js'
import { examplesOf, memberPlaces, stringsOf, type PlacedMember } from './member-places.js'

/** Normalised name -> how sure it is by name that it changes with the entity. */
const names = new Map<string, number>([
  ['etag', 0.97],
  ['odataetag', 0.97],
  ['rev', 0.85],
  ['lockversion', 0.97],
  ['rowversion', 0.95],
  ['entityversion', 0.9],
  ['recordversion', 0.9],
  ['objectversion', 0.9],
  ['resourceversion', 0.95],
  ['sequenceid', 0.9],
  ['changenumber', 0.85],
  ['changetoken', 0.9],
  ['concurrencystamp', 0.95],
  ['concurrencytoken', 0.95],
  ['updatecount', 0.8],
  ['revision', 0.85],
  ['revisionid', 0.8],
  ['revisionnumber', 0.9],
  ['versionnumber', 0.75],
  ['version', 0.6],
  ['generation', 0.55]
])
/** Names under which a user may keep a version of their own. */
const ambiguous = /^(?:version|versionnumber|generation|revision|revisionnumber)$/
const saysChange =
  /\bconcurren|optimistic|increment|etag|if-match|each (?:time|update|change)|every (?:time|update|change)|on (?:each|every) /i

/**
 * Finds it; `undefined` where there is none, or where the request that creates an entity (`writable`) writes it. `number`: an integer to
 * count up. `text`: digits or an opaque text.
 */
export function inferVersion(
  source: SchemaSource,
  entity: Schema,
  writable?: Schema,
  textAt: TextAt = noTexts
): Resource['version'] {
  const written = new Set([...membersOf(source, writable).keys()].map(normaliseName))
  let best: Inferred<{ readonly at: readonly string[]; readonly kind: 'number' | 'text' }> | undefined
  for (const member of memberPlaces(source, entity)) {
    const confidence = names.get(member.name)
    if (confidence === undefined || (member.inside === '' && written.has(member.name))) continue
    const found = judge(source, member, confidence, writable !== undefined, textAt)
    if (found && (!best || found.confidence > best.confidence)) best = found
  }
  return best
}

function judge(
  source: SchemaSource,
  member: PlacedMember,
  byName: number,
  knowsInput: boolean,
  textAt: TextAt
): Resource['version'] {
  const types = typesOf(source, member.schema)
  if (types.has('object') || types.has('array') || types.has('boolean') || stringsOf(source, member.schema))
    return undefined
  const isNumber = types.has('integer') || (types.has('number') && !types.has('string'))
  if (!isNumber && !types.has('string')) return undefined
  const shown = `\`${member.at.join('.')}\``
  const kind = isNumber ? 'number' : 'text'
  if (saysChange.test(textAt(member.at)))
    return inferred({ at: member.at, kind }, 0.95, `${shown} is described as changing with the entity`)
  if (ambiguous.test(member.name)) {
    // `version: "v2"` is the version of what the entity describes.
    const counts =
      isNumber || examplesOf(source, member.schema).some((example) => /^\d+$/.test(String(example)))
    if (!counts && !/revision/.test(member.name)) return undefined
    const readOnly = keywordOf(source, member.schema, 'readOnly') === true
    const sure = byName + (readOnly ? 0.2 : knowsInput ? 0.15 : 0)
    return inferred({ at: member.at, kind }, sure, `the name of ${shown}, which no client writes`)
  }
  return inferred({ at: member.at, kind }, byName, `the name of ${shown}`)
}
