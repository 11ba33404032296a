// What the members of an envelope, and the headers beside it, tell about the page: how many there are, where the next page is.
import { normaliseName } from '../../../internal/normalise-name.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { membersOf, typesOf, type Member } from '../../../schema/members-of.js'
import type { SchemaSource } from '../../../schema/schema.js'
import type { ResponseSpec } from '../../release.js'
import { inferred } from '../evidence.js'
import type { Place } from '../inferred.js'
import type { EnvelopeMember, EnvelopeRole } from '../list-model.js'
import { flagRoles, headerRole, linkRoles, numberRoles, textRoles } from './envelope-roles.js'
import { tellsOfPages } from './tells-of-pages.js'
import type { Schema } from '../../../schema/schema.js'

const deepest = 4
const mostMembers = 200

/** Reads the envelope of a list whose items stand at `items`, and the headers of its response. */
export function inferEnvelope(
  source: SchemaSource,
  body: Schema | undefined,
  items: Place,
  response: ResponseSpec | undefined
): readonly EnvelopeMember[] {
  const found: EnvelopeMember[] = []
  if (items.length > 0) readObject(source, body, { at: [], items, required: true }, found)
  for (const { name } of response?.headers ?? []) {
    const role = headerRole(name)
    if (role) found.push({ ...inferred(role, 0.9, `the response header \`${name}\``), at: [], header: name })
  }
  return settle(found)
}

interface Spot {
  readonly at: Place
  readonly items: Place
  readonly required: boolean
}

function readObject(
  source: SchemaSource,
  schema: Schema | undefined,
  spot: Spot,
  found: EnvelopeMember[]
): void {
  const { at, items } = spot
  if (at.length >= deepest) return
  let count = 0
  for (const [name, member] of membersOf(source, schema)) {
    if (++count > mostMembers) return
    const place = [...at, name]
    const onTheWay = items.length > place.length && place.every((token, index) => token === items[index])
    if (place.length === items.length && place.every((token, index) => token === items[index])) continue
    const types = typesOf(source, member.schema)
    if (types.has('object') || (types.size === 0 && membersOf(source, member.schema).size > 0)) {
      if (onTheWay || isTelling(name, at) || tellsOfPages(source, member.schema))
        readObject(
          source,
          member.schema,
          { at: place, items, required: spot.required && member.required },
          found
        )
      if (!types.has('string')) continue
    }
    const role = memberRole(source, place, member, types)
    if (role) found.push({ ...role, ...fallbacks(source, member, spot.required, types) })
  }
}

const telling =
  /^(?:meta|metadata|links?|paging|pagination|pager|page|pageable|pageinfo|paginginfo|paginationinfo|resultinfo|resultset|cursors?|pages|next|prev|previous|first|last|self|total|responsemetadata|listmetadata|resultsetmetadata|info|summary|navigation)$/

/** Objects that may hold what is told about a page. */
function isTelling(name: string, at: Place): boolean {
  const plain = normaliseName(name)
  if (telling.test(plain)) return true
  // Whatever stands in an object about paging.
  return at.some((token) => /^(?:pagination|paging|cursors)$/.test(normaliseName(token)))
}

function fallbacks(
  source: SchemaSource,
  { schema, required }: Member,
  above: boolean,
  types: ReadonlySet<string>
): { nullable?: true; required?: true; absolute?: true } {
  const format = keywordOf(source, schema, 'format')
  const [example] = keywordOf(source, schema, 'examples') ?? []
  const whole =
    format === 'uri' || format === 'url' || (typeof example === 'string' && /^https?:/.test(example))
  return {
    ...(types.has('null') ? { nullable: true as const } : {}),
    ...(required && above ? { required: true as const } : {}),
    ...(whole && types.has('string') ? { absolute: true as const } : {})
  }
}

function memberRole(
  source: SchemaSource,
  at: Place,
  { schema }: Member,
  types: ReadonlySet<string>
): EnvelopeMember | undefined {
  const plain = normaliseName(at.at(-1)!)
  const parents = at.slice(0, -1).map(normaliseName)
  const parent = parents.at(-1)
  const found = (role: EnvelopeRole, confidence: number) => ({
    ...inferred(role, confidence, `the member \`${at.join('.')}\``),
    at
  })
  if (types.has('boolean')) {
    const role = flagRoles.get(plain)
    return role ? found(role, 0.9) : undefined
  }
  const numeric = types.has('integer') || types.has('number')
  const textual = types.has('string') || types.size === 0
  if (textual) {
    const inLinks = parents.some((name) => /^(?:links?|pages|navigation)$/.test(name))
    const format = keywordOf(source, schema, 'format') ?? ''
    const isLink = inLinks || format.startsWith('uri') || format === 'url' || looksLikeLink(source, schema)
    // `links.next.href`, `paging.next.link`.
    if (/^(?:href|url|link|uri)$/.test(plain) && parent !== undefined && linkRoles.has(parent))
      return found(linkRoles.get(parent)!, 0.95)
    if (linkRoles.has(plain) && (isLink || plain === 'self')) return found(linkRoles.get(plain)!, 0.95)
    if (plain === 'nextpage' && !numeric) return found(isLink ? 'next-link' : 'next-cursor', 0.8)
    if (/^prev(?:ious)?page$/.test(plain) && !numeric)
      return found(isLink ? 'previous-link' : 'previous-cursor', 0.8)
    const role = textRoles.get(plain)
    if (role && !(numeric && role === 'next-cursor' && plain === 'nextoffset')) return found(role, 0.9)
    const aboutPaging = parents.some((name) => /^(?:cursors?|paging|pagination|page|meta)$/.test(name))
    if (aboutPaging && /^(?:after|next)$/.test(plain) && !numeric) return found('next-cursor', 0.85)
    if (aboutPaging && /^(?:before|prev|previous)$/.test(plain) && !numeric)
      return found('previous-cursor', 0.85)
    if (plain === 'next' && !numeric && types.has('string')) return found('next-link', 0.5)
    if (/^prev(?:ious)?$/.test(plain) && !numeric && types.has('string')) return found('previous-link', 0.5)
    if (plain === 'offset' && !numeric) return found('next-cursor', 0.7)
  }
  if (!numeric && !(textual && types.size > 0)) return undefined
  if (parent === 'total' && /^(?:value|count|items)$/.test(plain)) return found('total', 0.85)
  const role = numberRoles.get(plain)
  // Numbers written as texts only where the name leaves no doubt.
  if (!role || (!numeric && !/total|pages|perpage|pagesize|currentpage/.test(plain))) return undefined
  return found(role, role === 'count' ? 0.7 : 0.9)
}

function looksLikeLink(source: SchemaSource, schema: Schema): boolean {
  const [example] = keywordOf(source, schema, 'examples') ?? []
  return typeof example === 'string' && /^(?:https?:\/\/|\/)/.test(example)
}

/** What names alone leave open, seen together: a lone `count` is the total, `number` is a page only beside other numbers of pages. */
function settle(found: readonly EnvelopeMember[]): readonly EnvelopeMember[] {
  const has = (role: EnvelopeRole) => found.some(({ value }) => value === role)
  const [total, pages] = [has('total'), has('pages')]
  const seen = new Set<string>()
  return found.flatMap((member) => {
    const name = normaliseName(member.at.at(-1) ?? '')
    if (member.value === 'count' && name === 'count' && !total) {
      const { at, header, nullable, required } = member
      const more = {
        at,
        ...(header === undefined ? {} : { header }),
        ...(nullable ? { nullable } : {}),
        ...(required ? { required } : {})
      }
      return [
        { ...inferred<EnvelopeRole>('total', 0.7, `${member.reason}, and no other number of items`), ...more }
      ]
    }
    if (name === 'number' && member.value === 'page' && !pages && !total) return []
    const key = `${member.value} ${member.header ?? member.at.join('.')}`
    if (seen.has(key)) return []
    seen.add(key)
    return [member]
  })
}
