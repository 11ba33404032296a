// The author's words about the members of an entity, which lowered schemas leave out: found through the components they refer to.
import { isObject } from '../../../internal/json.js'
import { membersOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema } from '../../../schema/schema.js'
import { followRaw, type Evidence } from '../evidence.js'
import type { Place } from '../inferred.js'

/** The description of what stands at a place in an entity; `''` where none is found. */
export type TextAt = (at: Place) => string

/** No words at all, for schemas that come without a description. */
export const noTexts: TextAt = () => ''

type Raw = Readonly<Record<string, unknown>>
const deepest = 6

/** The words about the members of an entity. Only members of components are found: a schema written in place has no address. */
export function describedMembers(evidence: Evidence, entity: Schema | undefined): TextAt {
  if (typeof entity !== 'object') return noTexts
  return (at) => {
    let schema: Schema | undefined = entity
    let raws: readonly Raw[] = []
    for (const [index, name] of at.entries()) {
      if (typeof schema !== 'object') return ''
      const components = partsOf(evidence.source, schema).flatMap(({ $ref }) =>
        $ref === undefined ? [] : [{ $ref }]
      )
      const found: unknown = firstMember(evidence, [...raws, ...components], name)
      if (found === undefined) return ''
      if (index === at.length - 1) return textOf(evidence, found)
      raws = isObject(found) ? [found] : []
      schema = membersOf(evidence.source, schema).get(name)?.schema
    }
    return ''
  }
}

function firstMember(evidence: Evidence, raws: readonly Raw[], name: string): unknown {
  for (const raw of raws) {
    const found = rawMember(evidence, raw, name, 0)
    if (found !== undefined) return found
  }
  return undefined
}

function rawMember(evidence: Evidence, value: unknown, name: string, depth: number): unknown {
  const schema = depth > deepest ? undefined : followRaw(evidence, value)
  if (!schema) return undefined
  const properties = schema['properties']
  if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name]
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[keyword]
    if (!Array.isArray(parts)) continue
    for (const part of parts.slice(0, 20)) {
      const found = rawMember(evidence, part, name, depth + 1)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function textOf(evidence: Evidence, raw: unknown): string {
  const own = isObject(raw) ? raw['description'] : undefined
  const text = typeof own === 'string' ? own : followRaw(evidence, raw)?.['description']
  return typeof text === 'string' ? text.slice(0, 4000) : ''
}
