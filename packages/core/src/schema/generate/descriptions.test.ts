// The law "what leaves must be valid", over every schema of real descriptions, judged by our checker; a sample of them by ajv too.
// SANDBED_SEED repeats a sample, SANDBED_SCHEMAS=Infinity judges every schema (some two minutes).
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { getPointer, joinPointer } from '../../internal/json-pointer.js'
import { isObject } from '../../internal/json.js'
import { hashText } from '../../internal/random.js'
import { createChecker } from '../check/create-checker.js'
import { createLowerer } from '../lower.js'
import type { Direction, Schema, SchemaSource } from '../schema.js'
import { createGenerator } from './create-generator.js'

const SPECS = new URL('../../../../../../shared/specs/', import.meta.url)
const present = existsSync(SPECS)
const files = present ? readdirSync(SPECS).filter((file) => file !== 'manifest.json') : []
// YAML is a matter of the hosts: the parser is the Node host's.
const yaml = createRequire(new URL('../../../../adapter-node/package.json', import.meta.url))('js-yaml') as {
  load(text: string): unknown
}
const addFormats = createRequire(import.meta.url)('ajv-formats') as (
  ajv: Ajv2020,
  options: { mode: 'fast' }
) => void
const COMPONENTS = 'http://description.test/schemas/'
const KEYS = [1, 2, 3, 4, 5].map((key) => key * 7919)
const DIRECTIONS = ['response', 'request'] as const
const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
/** How many schemas of each description ajv is asked about. */
const judgedSchemas = Number(process.env['SANDBED_SCHEMAS'] ?? 50)

type Json = Record<string, unknown>

interface Description extends Json {
  openapi: string
}

function load(file: string): Description {
  const text = readFileSync(new URL(file, SPECS), 'utf8')
  return JSON.parse(file.endsWith('.json') ? text : JSON.stringify(yaml.load(text))) as Description
}

function sourceOf(description: Description): SchemaSource {
  const schemas = new Map<string, Schema | undefined>()
  const lowerer = createLowerer({
    dialect: description.openapi.startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1',
    resolveRef: (ref) => decodeURIComponent(ref)
  })
  return {
    schema(ref) {
      if (!schemas.has(ref)) {
        const raw = getPointer(description, ref.slice(1))
        schemas.set(ref, raw === undefined ? undefined : lowerer.lower(raw, ref.slice(1)))
      }
      return schemas.get(ref)
    }
  }
}

interface Place {
  pointer: string
  directions: readonly Direction[]
}

/** Where schemas stand: every component, and every inline schema of a body. */
function places(description: Description): Place[] {
  const components = (description.components ?? {}) as { [section: string]: Json }
  const found: Place[] = []
  for (const name of Object.keys(components.schemas ?? {})) {
    found.push({ pointer: joinPointer('/components/schemas', name), directions: DIRECTIONS })
  }
  const addBodies = (holder: unknown, pointer: string, direction: Direction): void => {
    const content = isObject(holder) && isObject(holder.content) ? holder.content : {}
    for (const [type, media] of Object.entries(content)) {
      const schema = isObject(media) ? media.schema : undefined
      // A bare reference to a component says nothing new.
      if (
        !isObject(schema) ||
        (typeof schema.$ref === 'string' && schema.$ref.startsWith('#/components/schemas/'))
      )
        continue
      found.push({ pointer: `${joinPointer(`${pointer}/content`, type)}/schema`, directions: [direction] })
    }
  }
  for (const [name, body] of Object.entries(components.requestBodies ?? {})) {
    addBodies(body, joinPointer('/components/requestBodies', name), 'request')
  }
  for (const [name, response] of Object.entries(components.responses ?? {})) {
    addBodies(response, joinPointer('/components/responses', name), 'response')
  }
  for (const [path, item] of Object.entries((description.paths ?? {}) as Json)) {
    for (const [method, operation] of Object.entries(item as Json)) {
      if (!isObject(operation) || !isObject(operation.responses)) continue
      const base = joinPointer(joinPointer('/paths', path), method)
      addBodies(operation.requestBody, `${base}/requestBody`, 'request')
      for (const [status, response] of Object.entries(operation.responses)) {
        addBodies(response, `${base}/responses/${status}`, 'response')
      }
    }
  }
  return found
}

/** A copy of a 3.0 or 3.1 schema tree in 2020-12, made without any of our own code, for one direction. */
function convert(raw: unknown, document: Description, direction: Direction): unknown {
  if (Array.isArray(raw)) return raw.map((item) => convert(item, document, direction))
  if (!isObject(raw)) return raw
  if (document.openapi.startsWith('3.0') && typeof raw.$ref === 'string') return { $ref: raw.$ref }
  const made: Json = {}
  for (const [keyword, value] of Object.entries(raw)) {
    if (
      [
        'example',
        'examples',
        'default',
        'discriminator',
        'xml',
        'nullable',
        '$schema',
        'externalDocs'
      ].includes(keyword)
    )
      continue
    if (keyword.startsWith('x-')) continue
    if (keyword === 'enum' || keyword === 'const' || keyword === 'required') made[keyword] = value
    else if (keyword === 'properties' || keyword === 'patternProperties') {
      const entries = Object.entries(value as Json).map(([name, schema]) => [
        name,
        convert(schema, document, direction)
      ])
      made[keyword] = Object.fromEntries(entries)
    } else made[keyword] = convert(value, document, direction)
  }
  for (const [bound, flag] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum']
  ] as const) {
    if (made[flag] === true) {
      made[flag] = made[bound]
      delete made[bound]
    } else if (made[flag] === false) delete made[flag]
  }
  if (Array.isArray(raw.required)) {
    const flag = direction === 'request' ? 'readOnly' : 'writeOnly'
    const isUsed = flagsOf(document).has(flag)
    made.required = raw.required.filter(
      (name) => !isUsed || !memberHasFlag(raw, String(name), flag, document, 0)
    )
  }
  // Some 3.1 descriptions carry `nullable` over from 3.0; there it counts in requests alone, where examples may hold null.
  if (raw.nullable !== true || (!document.openapi.startsWith('3.0') && direction === 'response')) return made
  return { anyOf: [made, { type: 'null' }] }
}

const knownFlags = new WeakMap<Description, Set<string>>()

/** Which of the two flags a description uses at all. */
function flagsOf(document: Description): Set<string> {
  const flags =
    knownFlags.get(document) ?? new Set(JSON.stringify(document).match(/(readOnly|writeOnly)(?=":true)/g))
  knownFlags.set(document, flags)
  return flags
}

function memberHasFlag(
  raw: unknown,
  name: string,
  flag: string,
  document: Description,
  depth: number
): boolean {
  return partsOf(raw, document, depth).some((part) => {
    const property = isObject(part.properties) ? part.properties[name] : undefined
    return partsOf(property, document, depth).some((one) => one[flag] === true)
  })
}

/** A schema, what its `$ref` leads to, and the members of its `allOf`. */
function partsOf(raw: unknown, document: Description, depth: number): Json[] {
  if (!isObject(raw) || depth > 6) return []
  const target = typeof raw.$ref === 'string' ? getPointer(document, raw.$ref.slice(1)) : undefined
  const more = [target, ...(Array.isArray(raw.allOf) ? raw.allOf : [])]
  return [raw, ...more.flatMap((part) => partsOf(part, document, depth + 1))]
}

/** The component schemas of a description for one direction, by name. */
function convertComponents(description: Description, direction: Direction): Json {
  const schemas = (description.components as Json | undefined)?.schemas as Json | undefined
  return Object.fromEntries(
    Object.entries(schemas ?? {}).map(([name, raw]) => [name, convert(raw, description, direction)])
  )
}

type Judge = (pointer: string, value: unknown, direction: Direction) => string

function ajvFor(description: Description, components: Json): Judge {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    validateSchema: false,
    unicodeRegExp: false,
    inlineRefs: false,
    code: { optimize: false }
  })
  addFormats(ajv, { mode: 'fast' })
  // Each a schema of its own, so that ajv compiles it once for all that refer to it.
  for (const [name, schema] of Object.entries(components)) ajv.addSchema(rebase(schema), COMPONENTS + name)
  const validators = new Map<string, ValidateFunction>()
  return (pointer, value, direction) => {
    const name = /^\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1]
    const validate =
      validators.get(pointer) ??
      (name === undefined
        ? ajv.compile(rebase(convert(getPointer(description, pointer), description, direction)))
        : (ajv.getSchema(COMPONENTS + name) as ValidateFunction))
    validators.set(pointer, validate)
    return validate(value) ? '' : ajv.errorsText(validate.errors)
  }
}

/** Points `$ref`s at the schemas that ajv knows. */
function rebase(schema: unknown): Json {
  const text = JSON.stringify(schema)
  const reference = /"\$ref":"#\/components\/schemas\/([^"/]+)(\/[^"]*)?"/g
  return JSON.parse(
    text.replace(reference, (_, name: string, rest = '') => `"$ref":"${COMPONENTS}${name}#${rest}"`)
  ) as Json
}

/** Some of the places, those that the seed says. */
function sampleOf(all: readonly Place[]): readonly Place[] {
  if (all.length <= judgedSchemas) return all
  const rank = new Map(all.map((place) => [place, hashText(place.pointer, seed)]))
  return all.toSorted((a, b) => (rank.get(a) as number) - (rank.get(b) as number)).slice(0, judgedSchemas)
}

describe.skipIf(!present)('values for every schema of real descriptions (skipped without ../shared)', () => {
  test.each(files)(
    `%s: both judges call them valid, in both directions, with and without examples (seed ${seed})`,
    (file) => {
      const description = load(file)
      const source = sourceOf(description)
      const checker = createChecker(source)
      const generator = createGenerator(source, checker)
      // Most descriptions read the same in both directions; compiling takes longest.
      const received = convertComponents(description, 'response')
      const sent = convertComponents(description, 'request')
      const response = ajvFor(description, received)
      const isDirected = JSON.stringify(received) !== JSON.stringify(sent)
      const judges = { response, request: isDirected ? ajvFor(description, sent) : response }
      const all = places(description)
      const judged = new Set(sampleOf(all))
      const failures: { [place: string]: string } = {}
      let runs = 0
      for (const place of all) {
        const { pointer, directions } = place
        const schema = source.schema(`#${pointer}`)
        if (schema === undefined) continue
        const keys = judged.has(place) ? KEYS : KEYS.slice(0, 1)
        for (const direction of directions) {
          const seen = new Set<string>()
          for (const examples of ['first', 'some', 'none'] as const) {
            // The first example is the same for every key: two show what else varies.
            for (const key of examples === 'first' ? keys.slice(0, 2) : keys) {
              const { value, valid } = generator.generate(schema, { key, direction, now: 1.75e12, examples })
              runs++
              if (!valid) failures[pointer] = checker.check(schema, value, direction)[0]?.message ?? ''
              if (!judged.has(place)) continue
              const text = JSON.stringify(value)
              if (seen.has(text)) continue
              seen.add(text)
              const complaint = judges[direction](pointer, value, direction)
              if (complaint !== '') failures[pointer] = `ajv: ${complaint}`
            }
          }
        }
      }
      expect(failures).toEqual({})
      expect(runs).toBeGreaterThan(100)
    },
    // Judging every schema takes minutes.
    600_000
  )
})
