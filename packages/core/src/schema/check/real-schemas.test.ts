// The checker against ajv, on the lowered schemas of real descriptions and values with random damage. SANDBED_SEED repeats a run,
// SANDBED_SCHEMAS=Infinity takes every schema of each description.
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { getPointer } from '../../internal/json-pointer.js'
import { isObject, setOwn } from '../../internal/json.js'
import { hashText } from '../../internal/random.js'
import { createLowerer } from '../lower.js'
import type { Schema, SchemaSource } from '../schema.js'
import { createChecker } from './create-checker.js'

const SPECS = new URL('../../../../../../shared/specs/', import.meta.url)

/** Real schemas as a source of our own, and as one schema for ajv. */
function openSpec(file: string) {
  const document = JSON.parse(readFileSync(new URL(file, SPECS), 'utf8')) as {
    openapi: string
    components: { schemas: object }
  }
  const lowerer = createLowerer({
    dialect: document.openapi.startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1',
    resolveRef: (ref) => (getPointer(document, ref.slice(1)) === undefined ? undefined : ref)
  })
  const schemas = new Map<string, Schema>()
  const source: SchemaSource = {
    schema(key) {
      const known = schemas.get(key) ?? lowerer.lower(getPointer(document, key.slice(1)), key.slice(1))
      schemas.set(key, known)
      return known
    }
  }
  const keys = Object.keys(document.components.schemas).map(
    (component) => `#/components/schemas/${component}`
  )
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    ownProperties: true,
    logger: false,
    inlineRefs: false,
    code: { optimize: false }
  })
  // Each a schema of its own, so that ajv compiles it once for all that refer to it.
  for (const key of keys) ajv.addSchema(forAjv(source.schema(key)) as object, uriOf(key))
  return { keys, source, validate: (key: string) => ajv.getSchema(uriOf(key)) as ValidateFunction }
}

/** The URI by which ajv knows what is below a component: `#/components/schemas/Pet/items` is `https://spec.test/Pet#/items`. */
function uriOf(key: string): string {
  const [, name, rest] = /^#\/components\/schemas\/([^/]+)(.*)$/.exec(key) as unknown as [
    string,
    string,
    string
  ]
  return `https://spec.test/${encodeURIComponent(name)}${rest === '' ? '' : `#${encodeURI(rest)}`}`
}

/** What is ours alone is taken out. */
function forAjv(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forAjv)
  if (!isObject(node)) return node
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(node)) {
    if (key === 'discriminator' && isObject(node[key]) && typeof node[key].propertyName === 'string') continue
    setOwn(copy, key, key === '$ref' && typeof node[key] === 'string' ? uriOf(node[key]) : forAjv(node[key]))
  }
  return copy
}

/** A value that follows a schema loosely: right in most places, wrong in some. */
function looseValue(
  schema: Schema,
  source: SchemaSource,
  choose: (below: number) => number,
  depth: number
): unknown {
  if (choose(25) === 0) return [null, true, 1, 'x', [], {}, 1.5, ''][choose(8)]
  if (typeof schema === 'boolean' || depth > 5) return [{}, [], 'x', 1][choose(4)]
  if (schema.$ref !== undefined)
    return looseValue(source.schema(schema.$ref) ?? true, source, choose, depth + 1)
  const branches = schema.oneOf ?? schema.anyOf
  if (branches) return looseValue(branches[choose(branches.length)] as Schema, source, choose, depth + 1)
  if (schema.enum) return schema.enum[choose(schema.enum.length)]
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => looseValue(part, source, choose, depth + 1)))
  const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat()
  switch (types[choose(types.length)]) {
    case 'object': {
      const object: Record<string, unknown> = {}
      for (const key of Object.keys(schema.properties ?? {})) {
        const wanted = schema.required?.includes(key) ? choose(20) > 0 : choose(3) === 0
        if (wanted)
          setOwn(object, key, looseValue(schema.properties?.[key] as Schema, source, choose, depth + 1))
      }
      if (choose(6) === 0) object.extra = 1
      return object
    }
    case 'array':
      return Array.from({ length: choose(3) }, () =>
        looseValue(schema.items ?? true, source, choose, depth + 1)
      )
    case 'integer':
      return choose(100) - 3
    case 'number':
      return choose(1000) / 8
    case 'boolean':
      return choose(2) === 0
    case 'null':
      return null
    default:
      return ['', 'x', '2024-01-01T00:00:00Z', 'abcdefghij', 'a-b', '12'][choose(6)]
  }
}

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
/** How many schemas of each description are compared; ajv takes its time to compile each. */
const compared = Number(process.env['SANDBED_SCHEMAS'] ?? 60)

test
  .skipIf(!existsSync(SPECS))
  .each(['stripe.json', 'github.json', 'svix.json', 'twinehealth.json', 'openbanking-uk-payments.json'])(
  `schemas of %s: no disagreement with ajv on damaged values (seed ${seed}; skipped without the descriptions)`,
  (file) => {
    const { keys, source, validate } = openSpec(file)
    const checker = createChecker(source, { formats: 'annotate' })
    const rank = new Map(keys.map((key) => [key, hashText(key, seed)]))
    const chosen = keys
      .toSorted((a, b) => (rank.get(a) as number) - (rank.get(b) as number))
      .slice(0, compared)
    const validators = new Map<string, (item: unknown) => unknown>()
    let invalid = 0
    fc.assert(
      fc.property(fc.constantFrom(...chosen), fc.infiniteStream(fc.nat(10_000)), (key, stream) => {
        const choose = (below: number) => (stream.next().value as number) % below
        const item = looseValue({ $ref: key }, source, choose, 0)
        const other = validators.get(key) ?? validate(key)
        validators.set(key, other)
        const expected = other(item) === true
        if (!expected) invalid++
        expect([key, item, checker.check({ $ref: key }, item).length === 0]).toEqual([key, item, expected])
        expect(checker.isValid({ $ref: key }, item)).toBe(expected)
      }),
      { numRuns: 800, seed }
    )
    expect(invalid).toBeGreaterThan(50)
  }
)
