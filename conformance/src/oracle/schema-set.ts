// All schemas of one description behind one ajv instance: each is lowered and compiled when it is first asked for, so that a
// description with thousands of schemas costs what is used of it.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { hasDeepDynamicAnchor } from './deep-dynamic-anchors.js'
import { lowerSchema, type AjvSchema, type LoweringContext } from './lower-schema.js'
import { isRawObject, localPointer, member, pointerTo, valueAt } from './raw-document.js'

/** Checks a value: a list of what is wrong, empty when nothing is; `undefined` when it cannot be decided (references in a circle). */
export type Validate = (value: unknown) => readonly string[] | undefined

/** The schemas of a description. */
export interface SchemaSet {
  /** The validator of the schema at a JSON Pointer of the document; a text says why there is none (ajv refused the schema). */
  validator(pointer: string): Validate | string
}

const base = 'https://judge.invalid/'

/** Members that hold values, not schemas: an `$id` in there is data. */
const notSchemas = new Set(['example', 'examples', 'const', 'enum'])

/** Prepares the schemas of a parsed description. */
export function createSchemaSet(document: unknown): SchemaSet {
  const legacy = String(member(document, 'openapi')).startsWith('3.0')
  const ajv = createAjv()
  const keys = new Map<string, string>()
  const pending: string[] = []
  const resources = legacy
    ? { ids: new Map<string, string>(), anchors: new Map<string, string>() }
    : findResources(document)
  const validators = new Map<string, Validate | string>()

  const keyOf = (pointer: string): string | undefined => {
    const known = keys.get(pointer)
    if (known !== undefined) return known
    const target = valueAt(document, pointer)
    if (typeof target !== 'boolean' && !isRawObject(target)) return undefined
    const id = member(target, '$id')
    const key = !legacy && typeof id === 'string' ? absolute(id) : `${base}${keys.size}`
    keys.set(pointer, key)
    pending.push(pointer)
    return key
  }
  const pointerOf = (reference: string): string | undefined =>
    localPointer(reference) ?? resources.anchors.get(reference) ?? resources.ids.get(absolute(reference))
  const refer = (reference: string): string | undefined => {
    const pointer = pointerOf(reference)
    return pointer === undefined || pointer === '' ? undefined : keyOf(pointer)
  }
  const target = (reference: string): unknown => {
    const pointer = pointerOf(reference)
    return pointer === undefined ? undefined : valueAt(document, pointer)
  }
  const outside: LoweringContext = { document, legacy, refer, embedded: false }
  // Inside an embedded resource references are relative to its `$id`; ajv knows how. It only has to know the other resources.
  const inside: LoweringContext = {
    ...outside,
    embedded: true,
    refer: (reference) => (reference.startsWith('#/components/') ? refer(reference) : reference)
  }

  const addPending = () => {
    for (let pointer = pending.pop(); pointer !== undefined; pointer = pending.pop()) {
      const schema = valueAt(document, pointer)
      const embedded = !legacy && typeof member(schema, '$id') === 'string'
      const lowered = lowerSchema(schema, embedded ? inside : outside)
      const key = keys.get(pointer) as string
      ajv.addSchema(asObject(lowered, embedded ? key : undefined), key)
    }
  }
  for (const pointer of resources.ids.values()) keyOf(pointer)

  return {
    validator(pointer) {
      let validate = validators.get(pointer)
      if (validate === undefined) {
        try {
          const key = keyOf(pointer)
          addPending()
          validate =
            key === undefined
              ? 'there is no schema there'
              : !legacy && hasDeepDynamicAnchor(valueAt(document, pointer), target)
                ? 'ajv does not follow dynamic anchors into $defs'
                : wrap(ajv.compile({ $ref: key }))
        } catch (error) {
          validate = error instanceof Error ? error.message : String(error)
        }
        validators.set(pointer, validate)
      }
      return validate
    }
  }
}

function createAjv(): Ajv2020 {
  const regExp = Object.assign(tolerantRegExp, { code: 'tolerantRegExp' })
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    ownProperties: true,
    logger: false,
    code: { regExp }
  })
  addFormats.default(ajv)
  // Theirs refuses the hosts of private networks, where copies run.
  ajv.addFormat(
    'url',
    (text: string) => /^[a-z][a-z0-9+.-]*:\/\/[^\s"<>^`{|}]+$/i.test(text) && URL.canParse(text)
  )
  return ajv
}

/** Patterns in the wild often are no `u` patterns (`\-`), and some are none at all; the latter constrain nothing. */
function tolerantRegExp(pattern: string, flags: string): RegExp {
  for (const tried of [flags, '']) {
    try {
      return new RegExp(pattern, tried)
    } catch {
      // try the next
    }
  }
  return /(?:)/
}

function wrap(validate: ValidateFunction): Validate {
  return (value) => {
    try {
      if (validate(value)) return []
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`
    )
  }
}

function asObject(schema: AjvSchema, id: string | undefined): object {
  if (typeof schema === 'boolean') return schema ? {} : { not: {} }
  return id === undefined ? schema : { ...schema, $id: id }
}

function absolute(reference: string): string {
  try {
    return new URL(reference, base).href.replace(/#$/, '')
  } catch {
    return reference
  }
}

/** Schemas with an `$id` (by absolute id) and anchors outside of those (by reference, `#name`), each with its JSON Pointer. */
function findResources(document: unknown): { ids: Map<string, string>; anchors: Map<string, string> } {
  const ids = new Map<string, string>()
  const anchors = new Map<string, string>()
  const stack: { value: unknown; pointer: string; depth: number }[] = [
    { value: document, pointer: '', depth: 0 }
  ]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, pointer, depth } = next
    if (typeof value !== 'object' || value === null || depth > 500) continue
    const id = member(value, '$id')
    if (typeof id === 'string') {
      ids.set(absolute(id), pointer)
      continue
    }
    for (const name of ['$anchor', '$dynamicAnchor']) {
      const anchor = member(value, name)
      if (typeof anchor === 'string') anchors.set(`#${anchor}`, pointer)
    }
    for (const [name, child] of Object.entries(value)) {
      if (notSchemas.has(name)) continue
      stack.push({ value: child, pointer: pointerTo(pointer, name), depth: depth + 1 })
    }
  }
  return { ids, anchors }
}
