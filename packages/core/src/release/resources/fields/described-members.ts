// The author's words about the members of an entity, which lowered schemas leave out: found through the components they refer to.
import { isObject } from '../../../internal/json.js'
import { membersOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema } from '../../../schema/schema.js'
import { rawProperty, rawText, type Evidence } from '../evidence.js'
import type { Place } from '../inferred.js'

/** The description of what stands at a place in an entity; `''` where none is found. */
export type TextAt = (at: Place) => string

/** No words at all, for schemas that come without a description. */
export const noTexts: TextAt = () => ''

type Raw = Readonly<Record<string, unknown>>

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
      if (index === at.length - 1) return rawText(evidence, found)
      raws = isObject(found) ? [found] : []
      schema = membersOf(evidence.source, schema).get(name)?.schema
    }
    return ''
  }
}

function firstMember(evidence: Evidence, raws: readonly Raw[], name: string): unknown {
  for (const raw of raws) {
    const found = rawProperty(evidence, raw, name)
    if (found !== undefined) return found
  }
  return undefined
}
