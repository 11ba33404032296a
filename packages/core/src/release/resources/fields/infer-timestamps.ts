// Members that say when an entity was made, changed or deleted, by their names, and how they write it.
import { keywordOf } from '../../../schema/keyword-of.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { Timestamp } from '../model.js'
import { noTexts, type TextAt } from './described-members.js'
import { examplesOf, memberPlaces, stringsOf, type PlacedMember } from './member-places.js'

const before =
  '(?:last|first|date|time|stamp|record|entity|object|resource|when|server|utc|gmt|unix|system|sys|row)*'
const after = '(?:at|on|date|time|stamp|ts|utc|gmt|epoch|unix|iso|ms|millis|milliseconds|msec|seconds|secs?)*'
const events = [
  ['created', 'created?|creation|inserted|insertion|added'],
  ['updated', 'updated?|modified|modification|modify|mod|changed?|edited|edit'],
  ['deleted', 'deleted?|deletion|removed|removal|trashed|discarded']
] as const
const names = events.map(([event, stems]) => [event, new RegExp(`^${before}(?:${stems})${after}$`)] as const)
/** Stems that alone are something to do, not a time: `update`. */
const bare =
  /^(?:create|creation|insertion|update|modification|modify|mod|change|edit|delete|deletion|removal)$/
const short = new Map<string, 'created' | 'updated'>([
  ['ctime', 'created'],
  ['mtime', 'updated']
])

/**
 * Finds the timestamps of an entity, at its top and one level down. Flags, objects and people (`created_by`) are none. `textAt` gives the
 * author's words, which may tell milliseconds from seconds. `sent` are the normalised names of what requests may say, where things are made
 * by requests.
 */
export function inferTimestamps(
  source: SchemaSource,
  entity: Schema,
  textAt: TextAt = noTexts,
  sent?: ReadonlySet<string>
): readonly Timestamp[] {
  const found: Timestamp[] = []
  for (const member of memberPlaces(source, entity)) {
    const event = eventOf(member.name)
    if (event === undefined) continue
    const format = formatOf(source, member, textAt)
    if (!format) continue
    const reason = `the name of \`${member.at.join('.')}\`, ${format.reason}`
    found.push({ ...inferred(event, format.confidence, reason), at: member.at, format: format.value })
  }
  if (sent && !found.some(({ value }) => value === 'created'))
    found.push(...unsaid(source, entity, sent, textAt))
  return found
}

const pastEvent = /(?:ed|n|t)(?:at|on|date|time)$/
const notTheMaking =
  /expir|end|due|until|next|last|start|begin|updat|modif|chang|delet|remov|cancel|clos|complet|finish|archiv|valid|schedul|publish|sent|paid/

/** A moment that every entity has, and that no request says, is that of its making, under whatever name: `joinedAt`, `borrowed_on`. */
function unsaid(
  source: SchemaSource,
  entity: Schema,
  sent: ReadonlySet<string>,
  textAt: TextAt
): readonly Timestamp[] {
  return [...membersOf(source, entity)].flatMap(([key, { schema, required }]): readonly Timestamp[] => {
    const name = normaliseName(key)
    if (!required || sent.has(name) || !pastEvent.test(name) || notTheMaking.test(name)) return []
    if (!/^date-?time$/i.test(keywordOf(source, schema, 'format') ?? '')) return []
    if (typesOf(source, schema).has('null')) return []
    const format = formatOf(source, { at: [key], name, schema, inside: '' }, textAt)
    const reason = `every one has \`${key}\`, and no request says it`
    return format ? [{ ...inferred('created', 0.55, reason), at: [key], format: format.value }] : []
  })
}

function eventOf(name: string): Timestamp['value'] | undefined {
  if (name.length > 40 || bare.test(name)) return undefined
  return short.get(name) ?? names.find(([, pattern]) => pattern.test(name))?.[0]
}

type Format = Timestamp['format']

function formatOf(source: SchemaSource, member: PlacedMember, textAt: TextAt): Inferred<Format> | undefined {
  const types = typesOf(source, member.schema)
  if (types.has('boolean') || types.has('object') || types.has('array')) return undefined
  if (stringsOf(source, member.schema)) return undefined
  const format = keywordOf(source, member.schema, 'format')?.toLowerCase()
  const isText = types.has('string')
  if (isText && format !== undefined) {
    if (/^(?:date-?time|timestamp|rfc-?3339|iso-?8601|date_time)/.test(format))
      return inferred('date-time', 0.98, `a \`${format}\``)
    if (format === 'date') return inferred('date', 0.98, 'a `date`')
    if (/^(?:http-date|rfc-?(?:1123|7231|822|2822))/.test(format))
      return inferred('http-date', 0.95, `a \`${format}\``)
  }
  const examples = examplesOf(source, member.schema)
  for (const example of examples) {
    const shown = shownBy(example, types)
    if (shown) return inferred(shown, 0.95, 'written as in its example')
  }
  if (types.has('integer') || types.has('number')) return numberFormat(source, member, format, textAt)
  if (!isText || keywordOf(source, member.schema, 'pattern')?.includes('@')) return undefined
  const text = textAt(member.at)
  if (/iso[ -]?8601|rfc[ -]?3339/i.test(text)) return inferred('date-time', 0.95, 'described as ISO 8601')
  if (/rfc[ -]?(?:1123|7231|822|2822)|http-date/i.test(text))
    return inferred('http-date', 0.85, 'described as an HTTP date')
  return inferred('date-time', 0.7, 'a text')
}

function shownBy(example: unknown, types: ReadonlySet<string>): Format | undefined {
  if (typeof example === 'number' && (types.has('integer') || types.has('number')))
    return example >= 1e11 ? 'milliseconds' : example >= 1e8 ? 'seconds' : undefined
  if (typeof example !== 'string' || !types.has('string')) return undefined
  if (/^\d{4}-\d\d-\d\d$/.test(example)) return 'date'
  if (/^\d{4}-\d\d-\d\d[T ]\d\d/.test(example)) return 'date-time'
  return /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} /.test(example) ? 'http-date' : undefined
}

function numberFormat(
  source: SchemaSource,
  { name, schema, at }: PlacedMember,
  format: string | undefined,
  textAt: TextAt
): Inferred<Format> {
  if (/(?:ms|millis|milliseconds|msec)$/.test(name))
    return inferred('milliseconds', 0.97, 'which says milliseconds')
  if (format !== undefined && /unix|epoch|timestamp/.test(format))
    return /ms|milli/.test(format)
      ? inferred('milliseconds', 0.97, `a number with the format \`${format}\``)
      : inferred('seconds', 0.97, `a number with the format \`${format}\``)
  const text = textAt(at)
  if (/millisecond|epoch ?ms|\bms\b/i.test(text))
    return inferred('milliseconds', 0.95, 'described in milliseconds')
  if (/seconds|unix|epoch/i.test(text)) return inferred('seconds', 0.95, 'described in seconds')
  const bound = keywordOf(source, schema, 'minimum') ?? keywordOf(source, schema, 'maximum') ?? 0
  if (bound >= 1e11 && bound < 1e14) return inferred('milliseconds', 0.85, 'whose bounds are milliseconds')
  return inferred('seconds', 0.8, 'a number')
}
