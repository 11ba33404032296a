// Adds the constraints of one schema object to a shape: types intersect, bounds tighten, lists unite.
import type { SchemaObject } from '../schema.js'
import { TYPES } from './shape.js'
import type { Shape, TypeName } from './shape.js'

/** Adds every keyword but `$ref`, `allOf` and the alternatives, which `ShapeReader` follows. */
export function addPart(shape: Shape, schema: SchemaObject): void {
  addGeneral(shape, schema)
  // What a keyword says of other types than the only one does not matter.
  const { type } = schema
  if (type !== 'object' && type !== 'array') addScalar(shape, schema)
  if (typeof type !== 'string' || type === 'object') addObject(shape, schema)
  if (typeof type !== 'string' || type === 'array') addArray(shape, schema)
}

function addGeneral(shape: Shape, schema: SchemaObject): void {
  if (schema.type !== undefined) {
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type
    shape.types = intersect(shape.types ?? TYPES, new Set(types))
  }
  if (Object.hasOwn(schema, 'const')) shape.values = [schema.const]
  else if (schema.enum && (!shape.values || schema.enum.length < shape.values.length))
    shape.values = schema.enum
  if (schema.examples) shape.examples = [...shape.examples, ...schema.examples.slice(0, 100)]
  if (Object.hasOwn(schema, 'default')) shape.examples = [...shape.examples, schema.default]
  if (schema.readOnly === true) shape.readOnly = true
  if (schema.writeOnly === true) shape.writeOnly = true
}

function intersect(left: readonly TypeName[], right: ReadonlySet<string>): TypeName[] {
  const numbers = left.includes('number') || left.includes('integer')
  return TYPES.filter((type) => {
    if (type === 'integer' && numbers && !left.includes('integer')) return right.has('integer')
    if (type === 'integer')
      return left.includes(type) && (right.has(type) || (right.has('number') && !left.includes('number')))
    return left.includes(type) && right.has(type)
  })
}

function addScalar(shape: Shape, schema: SchemaObject): void {
  if (schema.format !== undefined) shape.format ??= schema.format
  if (schema.pattern !== undefined && !shape.patterns.includes(schema.pattern)) {
    shape.patterns = [...shape.patterns, schema.pattern]
  }
  shape.minLength = Math.max(shape.minLength, schema.minLength ?? 0)
  shape.maxLength = Math.min(shape.maxLength, schema.maxLength ?? Infinity)
  shape.minimum = Math.max(shape.minimum, schema.minimum ?? -Infinity)
  shape.maximum = Math.min(shape.maximum, schema.maximum ?? Infinity)
  shape.exclusiveMinimum = Math.max(shape.exclusiveMinimum, schema.exclusiveMinimum ?? -Infinity)
  shape.exclusiveMaximum = Math.min(shape.exclusiveMaximum, schema.exclusiveMaximum ?? Infinity)
  if (schema.multipleOf !== undefined) shape.multiples = [...shape.multiples, schema.multipleOf]
}

function addObject(shape: Shape, schema: SchemaObject): void {
  if (schema.properties || schema.patternProperties || schema.additionalProperties !== undefined) {
    const patterns = schema.patternProperties ? Object.entries(schema.patternProperties) : []
    const part = { properties: schema.properties ?? {}, patterns, additional: schema.additionalProperties }
    shape.objectParts = [...shape.objectParts, part]
  }
  if (schema.required?.length) shape.required = new Set([...shape.required, ...schema.required])
  shape.minProperties = Math.max(shape.minProperties, schema.minProperties ?? 0)
  shape.maxProperties = Math.min(shape.maxProperties, schema.maxProperties ?? Infinity)
  if (schema.propertyNames !== undefined) shape.propertyNames = [...shape.propertyNames, schema.propertyNames]
  if (schema.dependentRequired) {
    const dependents = new Map(shape.dependentRequired)
    for (const [name, needed] of Object.entries(schema.dependentRequired)) {
      dependents.set(name, [...(dependents.get(name) ?? []), ...needed])
    }
    shape.dependentRequired = dependents
  }
  if (schema.unevaluatedProperties !== undefined)
    shape.unevaluatedProperties = [...shape.unevaluatedProperties, schema.unevaluatedProperties]
}

function addArray(shape: Shape, schema: SchemaObject): void {
  if (schema.prefixItems || schema.items !== undefined) {
    shape.arrayParts = [...shape.arrayParts, { prefix: schema.prefixItems ?? [], items: schema.items }]
  }
  shape.minItems = Math.max(shape.minItems, schema.minItems ?? 0)
  shape.maxItems = Math.min(shape.maxItems, schema.maxItems ?? Infinity)
  if (schema.uniqueItems === true) shape.uniqueItems = true
  if (schema.contains !== undefined) {
    shape.contains = [...shape.contains, { schema: schema.contains, min: schema.minContains ?? 1 }]
    if (schema.maxContains !== undefined) shape.uncertain = true
  }
  if (schema.unevaluatedItems !== undefined)
    shape.unevaluatedItems = [...shape.unevaluatedItems, schema.unevaluatedItems]
}
