// A body from the examples of a media type. An example that breaks its own schema is repaired with generated values rather than sent as it is.
import { getAt, parsePointer } from '../../internal/json-pointer.js'
import { replaceAt } from '../../internal/replace-at.js'
import { isObject, setOwn } from '../../internal/json.js'
import { parseJson } from '../../http/bodies/parse-json.js'
import { defaultLimits } from '../../http/limits.js'
import { isJson, parseMediaType } from '../../http/media-type.js'
import type { MediaType } from '../../release/release.js'
import type { Schema } from '../../schema/schema.js'
import type { Engine } from '../engine.js'
import { isOfKind } from './first-of-kind.js'
import { hintOf } from '../schemas/schema-hint.js'
import type { MadeBody } from '../stages.js'

/** The named example where there is one of that name, else the first that is valid, or the first repaired; `undefined` when there is none to use. */
export function exampleBody(
  engine: Engine,
  plan: { readonly mediaType: MediaType; readonly example: string | undefined },
  key: number
): MadeBody | undefined {
  const { mediaType, example: wanted } = plan
  const { schema } = mediaType
  const examples = Object.entries(mediaType.examples ?? {}).map(
    ([name, value]) => [name, readExample(engine, value, mediaType)] as const
  )
  if (wanted !== undefined) {
    const named = examples.find(([name]) => name === wanted)
    if (named) {
      const valid = isUsable(engine, named[1], mediaType)
      const notes = valid
        ? []
        : [`The example '${wanted}' breaks its schema; it was sent as it is because it was asked for.`]
      return { value: named[1], provenance: 'example', notes }
    }
  }
  if (examples.length === 0) return undefined
  if (schema === undefined) return { value: examples[0]![1], provenance: 'example', notes: [] }
  for (const [, value] of examples) {
    if (isUsable(engine, value, mediaType)) return { value, provenance: 'example', notes: [] }
  }
  const { value: spare } = engine.generator.generate(schema, {
    key,
    direction: 'response',
    now: engine.options.now,
    examples: 'first'
  })
  const repaired = repair(engine, schema, examples[0]![1], spare)
  if (repaired === undefined) return undefined
  const note = `The example '${examples[0]![0]}' breaks its schema; the members that do were generated.`
  return { value: repaired, provenance: 'repaired', notes: [note] }
}

/** Authors of 3.0 descriptions often write a JSON example as a string of JSON. */
function readExample(engine: Engine, value: unknown, mediaType: MediaType): unknown {
  const { schema } = mediaType
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || !isOfKind(mediaType, isJson)) return value
  if (schema !== undefined && engine.checker.isValid(schema, value, 'response')) return value
  const parsed = parseJson(value, defaultLimits)
  return parsed.problem ? value : parsed.value
}

/** Valid, or the text of a whole body, as authors write examples of XML, CSV and forms: that cannot be judged by the schema of its structure. */
function isUsable(engine: Engine, value: unknown, { type, schema }: MediaType): boolean {
  if (schema === undefined || engine.checker.isValid(schema, value, 'response')) return true
  const mediaType = parseMediaType(type)
  if (typeof value !== 'string' || !mediaType || isJson(mediaType)) return false
  const types = hintOf(engine.release, schema)?.types ?? []
  return types.length > 0 && !types.includes('string')
}

const repairRounds = 4

/** Adds what is missing and replaces what is wrong, guided by the checker's findings; `undefined` when that does not lead to a valid value. */
function repair(engine: Engine, schema: Schema, example: unknown, spare: unknown): unknown {
  if (!isObject(example) && !Array.isArray(example)) return undefined
  let value = structure(example, spare)
  for (let round = 0; round < repairRounds; round++) {
    const findings = engine.checker.check(schema, value, 'response')
    if (findings.length === 0) return value
    const before = value
    for (const { pointer } of findings) {
      const tokens = parsePointer(pointer)
      value = replaceAt(value, tokens, getAt(spare, tokens))
    }
    if (value === before) return undefined
  }
  return undefined
}

/** The example with the members that only the spare value has. */
function structure(example: unknown, spare: unknown): unknown {
  if (!isObject(example) || !isObject(spare)) return example
  const merged: Record<string, unknown> = {}
  for (const name of Object.keys(example)) {
    setOwn(merged, name, structure(example[name], Object.hasOwn(spare, name) ? spare[name] : undefined))
  }
  for (const name of Object.keys(spare)) if (!Object.hasOwn(merged, name)) setOwn(merged, name, spare[name])
  return merged
}
