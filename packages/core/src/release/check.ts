// A closer look at a description than compiling needs: also whether its examples and defaults fit their own schemas.
import { joinPointer } from '../internal/json-pointer.js'
import { createChecker, type Checker } from '../schema/check/create-checker.js'
import { createGenerator, type Generator } from '../schema/generate/create-generator.js'
import type { Direction, Schema, SchemaObject } from '../schema/schema.js'
import { openDescription } from '../spec/description.js'
import type { Issue, OnIssue } from '../spec/issue.js'
import { reportOnce } from '../spec/report-once.js'
import type { DescribedExample } from './described-example.js'
import { readDescription } from './read-description.js'

/**
 * Everything `compile` has to say about a description, and every example or default that breaks its own schema.
 *
 * @example
 * const issues = check(JSON.parse(text))
 */
export function check(value: unknown): readonly Issue[] {
  const description = openDescription(value)
  if ('code' in description) return [description]
  const issues: Issue[] = []
  const examples: DescribedExample[] = []
  const onIssue = reportOnce((issue) => issues.push(issue))
  const schemas: PlacedSchema[] = []
  const source = readDescription(description, onIssue, {
    onExample: (example) => examples.push(example),
    onSchema: (schema, pointer) => schemas.push({ schema, pointer })
  })
  for (const { key } of source.index.operations) source.operation(key)
  for (const name of source.webhookNames) source.webhook(name)
  // What is wrong with corrections comes up when they are carried out.
  void source.model
  const checker = createChecker(source)
  const generator = createGenerator(source, checker)
  for (const placed of schemas) checkSatisfiable(generator, placed, onIssue)
  for (const key of source.schemaKeys()) {
    const schema = source.schema(key)
    if (schema !== undefined) schemas.push({ schema, pointer: key.slice(1) })
  }
  for (const { schema, pointer } of schemas) checkOwnExamples(checker, schema, pointer, onIssue)
  const seen = new Set<string>()
  for (const { schema, value: example, pointer, direction } of examples) {
    if (seen.has(pointer)) continue
    seen.add(pointer)
    checkExample(checker, schema, example, pointer, direction, onIssue)
  }
  return issues
}

interface PlacedSchema {
  readonly schema: Schema
  readonly pointer: string
}

/** Whether any value can be made of the schemas that operations use. */
function checkSatisfiable(generator: Generator, { schema, pointer }: PlacedSchema, onIssue: OnIssue): void {
  const found = (['response', 'request'] as const).some(
    (direction) => generator.generate(schema, { key: 0, direction, now: 0, examples: 'first' }).valid
  )
  if (found) return
  onIssue({
    code: 'schema-unsatisfiable',
    severity: 'warning',
    pointer,
    message: 'No value was found that satisfies this schema; what is sent for it breaks it.',
    hint: 'Look for bounds, types or patterns that contradict each other, and for schemas that require themselves.'
  })
}

function checkExample(
  checker: Checker,
  schema: Schema,
  value: unknown,
  pointer: string,
  direction: Direction | undefined,
  onIssue: OnIssue
): void {
  const [first, ...rest] = checker.check(schema, value, direction)
  if (!first) return
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`
  onIssue({
    code: 'example-invalid',
    severity: 'warning',
    pointer: `${pointer}${first.pointer}`,
    message: `This example breaks its schema: ${first.pointer === '' ? 'it' : first.pointer} ${first.message}${more}.`,
    hint: 'Correct the example or the schema; until then what is wrong is replaced by generated values.'
  })
}

const deepest = 60

/** The examples and defaults inside a schema, by iteration over what stands in it. */
function checkOwnExamples(checker: Checker, root: Schema, start: string, onIssue: OnIssue): void {
  const queue: { schema: Schema; pointer: string; depth: number }[] = [
    { schema: root, pointer: start, depth: 0 }
  ]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { schema, pointer, depth } = next
    if (typeof schema !== 'object' || depth > deepest) continue
    schema.examples?.forEach((example) =>
      checkExample(checker, schema, example, joinPointer(pointer, 'example'), undefined, onIssue)
    )
    if (schema.default !== undefined) {
      checkExample(checker, schema, schema.default, joinPointer(pointer, 'default'), undefined, onIssue)
    }
    for (const child of childrenOf(schema, pointer)) queue.push({ ...child, depth: depth + 1 })
  }
}

function childrenOf(schema: SchemaObject, pointer: string): { schema: Schema; pointer: string }[] {
  const children: { schema: Schema; pointer: string }[] = []
  for (const keyword of ['properties', 'patternProperties', 'dependentSchemas'] as const) {
    for (const [name, child] of Object.entries(schema[keyword] ?? {})) {
      children.push({ schema: child, pointer: joinPointer(joinPointer(pointer, keyword), name) })
    }
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const) {
    schema[keyword]?.forEach((child, index) =>
      children.push({ schema: child, pointer: joinPointer(joinPointer(pointer, keyword), index) })
    )
  }
  for (const keyword of [
    'items',
    'additionalProperties',
    'contains',
    'not',
    'if',
    'then',
    'else',
    'propertyNames'
  ] as const) {
    const child = schema[keyword]
    if (child !== undefined) children.push({ schema: child, pointer: joinPointer(pointer, keyword) })
  }
  return children
}
