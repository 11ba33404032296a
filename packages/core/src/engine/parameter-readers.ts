// The parameters of an operation, made ready for reading: prepared once, used by every request to it.
import type { Pair } from '../http/query.js'
import type { ParameterSpec } from '../http/params/parameter-spec.js'
import type { CoerceHint } from '../http/hint.js'
import type { Operation, Parameter } from '../release/release.js'
import type { SchemaSource } from '../schema/schema.js'
import { hintOf } from './schemas/schema-hint.js'

/** One parameter and what reading it needs. */
export interface ParameterReader {
  readonly parameter: Parameter
  readonly hint: CoerceHint | undefined
  /** How it is written, for the values that a request has at its place. A schema of several types is read by what was sent. */
  specFor(raw: string | readonly Pair[] | undefined): ParameterSpec
}

const prepared = new WeakMap<Operation, readonly ParameterReader[]>()

/** The readers of an operation's parameters. */
export function parameterReaders(source: SchemaSource, operation: Operation): readonly ParameterReader[] {
  let readers = prepared.get(operation)
  if (!readers) {
    readers = operation.parameters.map((parameter) => createReader(source, operation, parameter))
    prepared.set(operation, readers)
  }
  return readers
}

/** How a parameter is written when a value is at hand: for building requests. */
export function specForValue(
  source: SchemaSource,
  operation: Operation,
  parameter: Parameter,
  value: unknown
): ParameterSpec {
  const shape = Array.isArray(value)
    ? 'array'
    : typeof value === 'object' && value !== null
      ? 'object'
      : 'primitive'
  return { ...baseSpec(source, operation, parameter), shape }
}

function createReader(source: SchemaSource, operation: Operation, parameter: Parameter): ParameterReader {
  const hint = hintOf(source, parameter.schema)
  const base = baseSpec(source, operation, parameter)
  const types = new Set(hint?.types ?? [])
  const scalar =
    types.size === 0 || ['string', 'number', 'integer', 'boolean'].some((type) => types.has(type))
  const array: ParameterSpec = { ...base, shape: 'array' }
  const object: ParameterSpec = { ...base, shape: 'object' }
  const primitive: ParameterSpec = { ...base, shape: 'primitive' }
  const compound = types.has('object') ? object : types.has('array') ? array : undefined
  return {
    parameter,
    hint,
    specFor(raw) {
      if (!compound) return primitive
      if (!scalar && !(types.has('object') && types.has('array'))) return compound
      if (typeof raw !== 'object')
        return raw !== undefined && types.has('array') && raw.includes(',')
          ? array
          : scalar
            ? primitive
            : compound
      const own = raw.filter(
        (pair) => pair.name === parameter.name || pair.name.startsWith(`${parameter.name}[`)
      )
      if (own.some((pair) => /\[(\d*)\]/.test(pair.name)) && types.has('array')) return array
      if (own.some((pair) => pair.name !== parameter.name)) return compound
      if (types.has('array') && (own.length > 1 || !scalar)) return array
      return scalar ? primitive : compound
    }
  }
}

function baseSpec(source: SchemaSource, operation: Operation, parameter: Parameter): ParameterSpec {
  const { name, in: place, style, explode, allowReserved, contentType } = parameter
  const hint = hintOf(source, parameter.schema)
  const others = operation.parameters
    .filter((other) => other.in === place && other !== parameter)
    .map((other) => other.name)
  return {
    name,
    in: place,
    style,
    explode,
    shape: 'primitive',
    ...(allowReserved ? { allowReserved } : {}),
    ...(contentType === undefined ? {} : { content: contentType }),
    ...(hint?.properties && !hint.additional ? { properties: [...hint.properties.keys()] } : {}),
    ...(hint ? { hint } : {}),
    others
  }
}
