// The body of a create or an update: valid by ajv, with values in it that can be recognised in later answers.
import { isRawObject, member } from '../oracle/raw-document.js'
import type { SchemaSet } from '../oracle/schema-set.js'
import { isPlainText } from './compose-scalar.js'
import { composeValue, type Composing } from './compose-value.js'
import { encodeBody, type EncodedBody } from './encode-body.js'
import { isJsonType, type PlainMedia, type PlainOperation } from './plain-operation.js'
import { shapeOf, typeOf, type Shape } from './schema-shape.js'
import { flat, isEnvelope, isSecret, isServersBusiness, isServerTime, nounOf, referenceIn } from './words.js'

/** What goes into a body. */
export interface BodyPlan {
  readonly operation: PlainOperation
  readonly noun: string
  readonly serial: number
  /** Members that are set already, by plain name: the id of what is changed, its version. */
  readonly fixed?: ReadonlyMap<string, unknown>
  /** Keys of the existing thing that a member refers to. */
  readonly reference: (path: readonly string[], shape: Shape) => Promise<readonly unknown[]>
  /** True for members that a reader takes for references, whether or not there is something to refer to. */
  readonly isReference: (path: readonly string[], shape: Shape) => boolean
  /** A valid body from elsewhere, for schemas that nothing can be composed for. */
  readonly fallback?: () => unknown
}

/** A body and the plain values in it that can be recognised. */
export interface ComposedBody extends EncodedBody {
  readonly value: unknown
  readonly sent: ReadonlyMap<string, unknown>
}

/** Composes bodies for one description. */
export function createBodyComposer(document: unknown, schemas: SchemaSet) {
  return async (plan: BodyPlan): Promise<ComposedBody | undefined> => {
    const media = bestMedia(plan.operation.body)
    if (media === undefined) return undefined
    const { schema } = media
    if (schema === undefined) return finish(document, media, {}, [])
    const top = topOf(document, schema, plan.noun)
    const validate = schemas.validator(schema)
    const isValid = (value: unknown) => typeof validate === 'string' || validate(value)?.length === 0
    for (const extra of ['wanted', 'none', 'all'] as const) {
      for (let turn = 0; turn < 5; turn++) {
        const composing = {
          ...composingOf(document, plan, schema, top, extra, turn),
          fillsObjects: !isJsonType(media.type)
        }
        const value = await composeValue(composing, [schema])
        if (value !== undefined && isValid(value)) return finish(document, media, value, top)
      }
    }
    const value = plan.fallback?.()
    return value !== undefined && isValid(value) ? finish(document, media, value, top) : undefined
  }
}

/** JSON first, then what is built on it, forms, and multipart. */
export function bestMedia(body: readonly PlainMedia[]): PlainMedia | undefined {
  const order = [
    (type: string) => /^application\/json(?:\s*;|$)/i.test(type),
    (type: string) => isJsonType(type) && !/patch\+json/i.test(type),
    (type: string) => /merge-patch\+json/i.test(type),
    (type: string) => /x-www-form-urlencoded/i.test(type),
    (type: string) => /^multipart\/form-data/i.test(type),
    (type: string) => isJsonType(type)
  ]
  for (const test of order) {
    const media = body.find(({ type }) => test(type))
    if (media !== undefined) return media
  }
  return undefined
}

function composingOf(
  document: unknown,
  plan: BodyPlan,
  schema: string,
  top: readonly string[],
  extra: 'wanted' | 'none' | 'all',
  turn: number
): Composing {
  const isTop = (path: readonly string[]) =>
    path.length === top.length + 1 && top.every((name, index) => path[index] === name)
  const { properties } = shapeOf(document, schema === undefined ? [] : [schema])
  const isManifest = properties.has('metadata') && properties.has('spec')
  let texts = 0
  return {
    document,
    serial: plan.serial,
    turn,
    fixed: (path) =>
      isTop(path) || (isManifest && path.length === 2 && path[0] === 'metadata')
        ? plan.fixed?.get(flat(path.at(-1) as string))
        : undefined,
    reference: (path, shape) => (extra === 'none' ? Promise.resolve([]) : plan.reference(path, shape)),
    wants(path, shape) {
      if (shape.keywords.get('deprecated') === true || extra === 'none') return false
      const [part, own] = path
      if (isManifest && (part === 'spec' || (part === 'metadata' && (own === undefined || own === 'name'))))
        return path.length < 3
      if (!isTop(path)) return path.length <= top.length && path.every((name, index) => top[index] === name)
      if (extra === 'all') return true
      const name = path.at(-1) as string
      // What it is called, a client always says.
      if (/^(?:name|title|username)$/i.test(name) && typeOf(shape) === 'string') return true
      return (
        isPlainText(shape) &&
        !isServersBusiness(name) &&
        !referenceIn(name).explicit &&
        !looksMeant(name) &&
        !plan.isReference(path, shape) &&
        texts++ < 12
      )
    }
  }
}

/** Texts with a meaning of their own, which no client fills freely unless it has to. */
function looksMeant(name: string): boolean {
  return /url|uri|email|phone|locale|language|currency|country|timezone|version|code$|ip$|sha$|html|regex|cron/i.test(
    name
  )
}

function finish(
  document: unknown,
  media: PlainMedia,
  value: unknown,
  top: readonly string[]
): ComposedBody | undefined {
  const encoded = encodeBody(document, media, value)
  if (encoded === undefined) return undefined
  let inner = value
  for (const name of top) {
    const next = member(inner, name)
    inner = Array.isArray(next) ? next[0] : next
  }
  const sent = new Map<string, unknown>()
  const parts = ['metadata', 'spec'].map((name) => member(inner, name)).filter(isRawObject)
  const whole = parts.length === 2 ? Object.assign({}, ...parts) : inner
  for (const [name, one] of Object.entries(isRawObject(whole) ? whole : {})) {
    const isScalar = typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
    // JSON:API has `type` and `id` beside the attributes as well, with another meaning.
    const isEcho =
      !isSecret(name) && !isServerTime(name) && !(top.includes('attributes') && /^(?:id|type)$/.test(name))
    if (isScalar && isEcho) sent.set(name, one)
  }
  return { ...encoded, value, sent }
}

/** Where the thing's own members begin: inside `data`, `data.attributes`, or the like. */
export function topOf(document: unknown, schema: string, noun: string): string[] {
  const path: string[] = []
  let pointers = [schema]
  for (let depth = 0; depth < 3; depth++) {
    const shape = shapeOf(document, pointers)
    const members = [...shape.properties].map(([name, list]) => ({
      name,
      list,
      shape: shapeOf(document, list)
    }))
    const writable = members.filter((one) => one.shape.keywords.get('readOnly') !== true)
    const objects = writable.filter((one) => typeOf(one.shape) === 'object')
    if (writable.some((one) => isOwnScalar(one.name, one.shape))) break
    const wrapper = objects.find(({ name }) => isEnvelope(name, noun))
    const several = wrapper === undefined && writable.length === 1 ? writable[0] : undefined
    // Several are sent at once: the first is the one.
    const items =
      several !== undefined && nounOf(several.name) === noun ? several.shape.places.get('items') : undefined
    if (wrapper === undefined && (several === undefined || items === undefined)) break
    path.push((wrapper ?? several!).name)
    pointers = wrapper?.list ?? [items!]
  }
  return path
}

function isOwnScalar(name: string, shape: Shape): boolean {
  const type = typeOf(shape)
  return type !== 'object' && type !== 'array' && type !== undefined && !/^(?:id|type)$/i.test(name)
}
