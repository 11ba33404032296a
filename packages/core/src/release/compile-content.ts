// `content` maps, their examples and encodings: what bodies, responses, parameters and headers have in common.
import { isObject, setOwn } from '../internal/json.js'
import { compareKeys } from '../internal/key-order.js'
import { joinPointer } from '../internal/json-pointer.js'
import { sortKeys } from '../internal/sort-keys.js'
import type { EncodingHint } from '../http/bodies/body-hints.js'
import { isSafeHeaderValue } from '../http/headers.js'
import { isJson, parseMediaType, type MediaType as ParsedMediaType } from '../http/media-type.js'
import { isParameterStyle } from '../http/params/parameter-spec.js'
import type { Direction, Schema } from '../schema/schema.js'
import { follow } from '../spec/reference.js'
import type { CompileContext } from './compile-context.js'
import type { MediaType } from './release.js'

/** Compiles a `content` map. JSON comes first, then the other types by name, so that key order does not choose the default. */
export function compileContent(
  context: CompileContext,
  content: unknown,
  pointer: string,
  direction: Direction
): MediaType[] {
  if (content === undefined) return []
  // A `$ref` in place of the whole map is not OpenAPI, but it is written and plain.
  const map = follow(context.document, content, pointer, context.onIssue)
  if (!map) return []
  const compiled: MediaType[] = []
  for (const type of Object.keys(map.value).toSorted(compareMediaTypes)) {
    const at = joinPointer(map.pointer, type)
    // It is sent as a header: what cannot be one is none.
    const mediaType = parseMediaType(type)
    if (!mediaType || !isSafeHeaderValue(type)) {
      context.onIssue({
        code: 'media-type-invalid',
        severity: 'warning',
        pointer: at,
        message: `\`${type.slice(0, 100)}\` is not a media type; this entry is ignored.`,
        hint: 'Write it as type/subtype, such as application/json.'
      })
      continue
    }
    const located = follow(context.document, map.value[type], at, context.onIssue)
    if (!located) {
      compiled.push({ type })
      continue
    }
    const { value, pointer: place } = located
    const schema =
      value['schema'] === undefined ? undefined : context.lower(value['schema'], joinPointer(place, 'schema'))
    const examples = collectExamples(judgingBy(context, mediaType), value, place, schema, direction)
    const encoding = compileEncoding(value['encoding'])
    compiled.push({
      type,
      ...(schema === undefined ? {} : { schema }),
      ...(Object.keys(examples).length > 0 ? { examples } : {}),
      ...(encoding ? { encoding } : {})
    })
  }
  return compiled
}

/** Text that is an example of anything but JSON is a whole body as it is written: no schema can judge it. */
function judgingBy(context: CompileContext, mediaType: ParsedMediaType): CompileContext {
  const { onExample } = context
  if (!onExample || isJson(mediaType)) return context
  return {
    ...context,
    onExample(example) {
      if (typeof example.value !== 'string') onExample(example)
    }
  }
}

/** `example` (named `default`) and `examples` of a media type, parameter or header. Values that only exist elsewhere (`externalValue`) are skipped. */
export function collectExamples(
  context: CompileContext,
  holder: Readonly<Record<string, unknown>>,
  pointer: string,
  schema: Schema | undefined,
  direction: Direction
): Record<string, unknown> {
  const examples: Record<string, unknown> = {}
  const add = (name: string, value: unknown, at: string): void => {
    setOwn(examples, name, value)
    if (schema !== undefined) context.onExample?.({ schema, value, pointer: at, direction })
  }
  if (holder['example'] !== undefined) add('default', holder['example'], joinPointer(pointer, 'example'))
  const named = holder['examples']
  if (!isObject(named)) return examples
  for (const name of sortKeys(Object.keys(named))) {
    const at = joinPointer(joinPointer(pointer, 'examples'), name)
    const example = follow(context.document, named[name], at, context.onIssue)
    if (example && example.value['value'] !== undefined)
      add(name, example.value['value'], joinPointer(example.pointer, 'value'))
  }
  return examples
}

/** What a style that does not exist would say is not known: it is left out. */
function compileEncoding(value: unknown): Record<string, EncodingHint> | undefined {
  if (!isObject(value)) return undefined
  const encoding: Record<string, EncodingHint> = {}
  for (const [property, entry] of Object.entries(value)) {
    if (!isObject(entry)) continue
    setOwn(encoding, property, {
      ...(typeof entry['contentType'] === 'string' ? { contentType: entry['contentType'] } : {}),
      ...(isParameterStyle(entry['style']) ? { style: entry['style'] } : {}),
      ...(typeof entry['explode'] === 'boolean' ? { explode: entry['explode'] } : {}),
      ...(entry['allowReserved'] === true ? { allowReserved: true } : {})
    })
  }
  return encoding
}

function compareMediaTypes(a: string, b: string): number {
  return rank(a) - rank(b) || compareKeys(a, b)
}

function rank(type: string): number {
  const essence = type.split(';', 1)[0]!.trim().toLowerCase()
  if (essence === 'application/json') return type.includes(';') ? 1 : 0
  return essence.endsWith('+json') ? 2 : 3
}
