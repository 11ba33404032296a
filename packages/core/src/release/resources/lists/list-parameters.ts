// What a list can be asked with: query parameters, and the members of object-valued ones, each with its schema and the author's words.
import { normaliseName } from '../../../internal/normalise-name.js'
import { isObject } from '../../../internal/json.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { bodySchema, mainMedia } from '../../schema-of-media.js'
import { followRaw, rawProperty, rawText, type Evidence } from '../evidence.js'
import { wordsOf } from '../words.js'

/** A query parameter, a member of one (`page[size]`), or a member of the request body (`paging.limit`). */
export interface ListParameter {
  /** As clients write it: `page[size]`, or the bare `size` where the style of the parameter says so. */
  readonly name: string
  /** For a member of a parameter that is declared as an object: the parameter and the member. */
  readonly member?: { readonly of: string; readonly name: string }
  /** The name by `normaliseName`. */
  readonly plain: string
  readonly words: readonly string[]
  readonly schema: Schema
  readonly types: ReadonlySet<string>
  /** What the description says of it in words. */
  readonly text: string
}

/** The query parameters of an operation, each object-valued one followed by its members. */
export function queryParameters(evidence: Evidence, operation: Operation): ListParameter[] {
  const texts = parameterTexts(evidence, operation)
  const { source } = evidence
  return operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema, style, explode }) => {
      const whole = describe(source, name, schema, texts.get(name) ?? '')
      const bare = style === 'form' && explode
      const members = [...membersOf(source, schema)].map(([member, { schema: inner }]) => ({
        ...describe(source, bare ? member : `${name}[${member}]`, inner, ''),
        member: { of: name, name: member }
      }))
      return [whole, ...members]
    })
}

/** The members of the request body, and of objects in it that are about paging; empty where there is no body. */
export function bodyParameters(evidence: Evidence, operation: Operation): ListParameter[] {
  const { source } = evidence
  const schema = bodySchema(operation.requestBody?.content)
  const raw = rawRequestSchema(evidence, operation)
  return [...membersOf(source, schema)].flatMap(([name, member]) => {
    const whole = describe(source, name, member.schema, rawText(evidence, rawProperty(evidence, raw, name)))
    if (!/^(?:pag(?:e|ing|ination|er)|cursor|options|range)$/.test(whole.plain)) return [whole]
    const inner = [...membersOf(source, member.schema)].map(([below, { schema }]) =>
      describe(source, `${name}.${below}`, schema, '')
    )
    return [whole, ...inner]
  })
}

function describe(source: SchemaSource, name: string, schema: Schema, text: string): ListParameter {
  return {
    name,
    plain: normaliseName(name),
    words: wordsOf(name),
    schema,
    types: typesOf(source, schema),
    text
  }
}

/** The texts that a value is one of; also those of the items of an array. */
export function choicesOf(source: SchemaSource, schema: Schema): readonly string[] {
  const items = keywordOf(source, schema, 'items')
  const values =
    keywordOf(source, schema, 'enum') ?? (items === undefined ? undefined : keywordOf(source, items, 'enum'))
  return (values ?? []).filter((value) => typeof value === 'string')
}

/** The author's words for each parameter of an operation, path-level ones too. */
function parameterTexts(evidence: Evidence, operation: Operation): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const paths = evidence.document['paths']
  const item =
    isObject(paths) && Object.hasOwn(paths, operation.path)
      ? followRaw(evidence, paths[operation.path])
      : undefined
  for (const list of [item?.['parameters'], evidence.raw(operation.key)['parameters']]) {
    if (!Array.isArray(list)) continue
    for (const entry of list) {
      const parameter = followRaw(evidence, entry)
      if (typeof parameter?.['name'] !== 'string') continue
      const schema = followRaw(evidence, parameter['schema'])
      texts.set(
        parameter['name'],
        [parameter['description'], schema?.['description']]
          .filter((text) => typeof text === 'string')
          .join(' ')
      )
    }
  }
  return texts
}

function rawRequestSchema(evidence: Evidence, operation: Operation): unknown {
  const body = followRaw(evidence, evidence.raw(operation.key)['requestBody'])
  const content = body?.['content']
  const type = mainMedia(operation.requestBody?.content)?.type
  const media =
    isObject(content) && type !== undefined && Object.hasOwn(content, type) ? content[type] : undefined
  return isObject(media) ? media['schema'] : undefined
}
