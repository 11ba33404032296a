// A description -> the form the engine reads from, made part by part on first use: opening a description of any size costs one
// pass over its paths. `compile` makes every part at once from the same source, so both ways give the same copy.
import { inKeyOrder } from '../internal/key-order.js'
import { isObject, setOwn } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { onFirstUse } from '../internal/memoise.js'
import { sortKeys } from '../internal/sort-keys.js'
import type { Schema } from '../schema/schema.js'
import type { Description } from '../spec/description.js'
import type { OnIssue } from '../spec/issue.js'
import { follow } from '../spec/reference.js'
import { reportOnce } from '../spec/report-once.js'
import type { CompileContext } from './compile-context.js'
import { compileDetachedPathItem, compileOperation } from './compile-operation.js'
import { extensionsOf } from './extensions.js'
import { indexOperations } from './operation-index.js'
import type { ReleaseSource } from './release-source.js'
import type { Operation, ReleaseIndex, SecurityScheme } from './release.js'
import { applyOverrides } from './resources/overrides/apply-overrides.js'
import { overridesIn } from './pack/overrides-in.js'
import { inferModel } from './resources/infer-model.js'
import type { ResourceModel } from './resources/model.js'
import { createSchemaReader } from './schema-reader.js'
import { basePathsOf } from './servers.js'

/** A release source over a description, which also knows every schema that its parts refer to. */
export interface DescriptionSource extends ReleaseSource {
  /** Makes and lists the schemas reachable from everything made so far. */
  schemaKeys(): Iterable<string>
}

/** Told of what the compiler meets, part by part. */
export interface Watch {
  /** An example beside a schema. */
  readonly onExample?: CompileContext['onExample']
  /** A schema that stands in an operation, not in a component that is referred to. */
  onSchema?(schema: Schema, pointer: string): void
}

/** Opens a description. Issues are reported once each, at opening or when the part they concern is first used. */
export function readDescription(
  description: Description,
  onIssue: OnIssue,
  watch: Watch = {}
): DescriptionSource {
  // Shared parts are compiled once for each operation that refers to them.
  const report = reportOnce(onIssue)
  const { document } = description
  const schemas = createSchemaReader(description, report)
  const { onExample, onSchema } = watch
  const lower: CompileContext['lower'] = (raw, pointer) => {
    const schema = schemas.lower(raw, pointer)
    onSchema?.(schema, pointer)
    return schema
  }
  const context: CompileContext = {
    document,
    lower,
    onIssue: report,
    referenced: new Map(),
    ...(onExample ? { onExample } : {})
  }
  const entries = new Map(indexOperations(description, report).map((entry) => [entry.summary.key, entry]))
  let listed: Map<string, Operation> | undefined
  const webhooks = () =>
    (listed ??= new Map(listWebhooks(context).map((operation) => [operation.key, operation])))
  // In key order as it stands; only what comes from the description as it is has to be put into it.
  const index: ReleaseIndex = {
    basePaths: basePathsOf(document),
    extensions: inKeyOrder(allExtensions(document)) as ReleaseIndex['extensions'],
    openapi: description.openapi,
    operations: [...entries.values()].map((entry) => entry.summary),
    securitySchemes: inKeyOrder(readSecuritySchemes(context)) as ReleaseIndex['securitySchemes'],
    tags: tagsOf(document),
    ...titleOf(document, report)
  }
  let model: ResourceModel | undefined
  const source: DescriptionSource = {
    index,
    get model() {
      const raw = (key: string) => entries.get(key)!.operation
      return (model ??= inKeyOrder(
        corrected(source, inferModel({ source, document, raw }), report)
      ) as ResourceModel)
    },
    operation: onFirstUse((key) => {
      const entry = entries.get(key)
      if (!entry) throw new RangeError(`The description has no operation '${key}'.`)
      return inKeyOrder(compileOperation(context, entry)) as Operation
    }),
    schema: onFirstUse((key) => inKeyOrder(schemas.schema(key)) as Schema | undefined),
    get webhookNames() {
      return [...webhooks().keys()]
    },
    webhook: (name) => webhooks().get(name)!,
    schemaKeys: schemas.keys
  }
  return source
}

/** What the description itself says in `x-sandbed` wins over what was inferred from it. */
function corrected(source: ReleaseSource, model: ResourceModel, onIssue: OnIssue): ResourceModel {
  const described = overridesIn(source)
  const applied = applyOverrides(model, described.overrides, source.index.operations, 'x-sandbed', {
    source,
    place: described.place
  })
  for (const issue of [...described.issues, ...applied.issues]) onIssue(issue)
  return applied.model
}

function allExtensions(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...extensionsOf(document), ...(isObject(document['info']) ? extensionsOf(document['info']) : {}) }
}

function listWebhooks(context: CompileContext): Operation[] {
  const { document } = context
  // `x-webhooks` is how 3.0 descriptions write what 3.1 calls `webhooks`.
  const [name, webhooks] = isObject(document['webhooks'])
    ? ['webhooks', document['webhooks']]
    : ['x-webhooks', document['x-webhooks']]
  if (!isObject(webhooks)) return []
  return sortKeys(Object.keys(webhooks)).flatMap((event) =>
    compileDetachedPathItem(context, event, webhooks[event], joinPointer(`/${name}`, event)).map(
      (operation) => inKeyOrder(operation) as Operation
    )
  )
}

function readSecuritySchemes(context: CompileContext): Record<string, SecurityScheme> {
  const components = context.document['components']
  const schemes = isObject(components) ? components['securitySchemes'] : undefined
  const read: Record<string, SecurityScheme> = {}
  if (!isObject(schemes)) return read
  for (const [name, scheme] of Object.entries(schemes)) {
    const pointer = joinPointer('/components/securitySchemes', name)
    const located = follow(context.document, scheme, pointer, context.onIssue)
    if (!located) continue
    if (typeof located.value['type'] === 'string') setOwn(read, name, located.value)
    else {
      context.onIssue({
        code: 'security-scheme-invalid',
        severity: 'warning',
        pointer,
        message: 'This security scheme has no `type`; it is ignored.'
      })
    }
  }
  return read
}

function titleOf(
  document: Readonly<Record<string, unknown>>,
  onIssue: OnIssue
): { title: string; version: string } {
  const info = isObject(document['info']) ? document['info'] : {}
  for (const member of ['title', 'version'] as const) {
    if (typeof info[member] === 'string') continue
    onIssue({
      code: 'info-incomplete',
      severity: 'warning',
      pointer: isObject(document['info']) ? '/info' : '',
      message: `\`info.${member}\` is missing.`,
      hint: `Add a ${member} to \`info\` (in YAML, quote a version that looks like a number).`
    })
  }
  return {
    title: typeof info['title'] === 'string' ? info['title'] : 'Untitled API',
    version: typeof info['version'] === 'string' ? info['version'] : '0'
  }
}

function tagsOf(document: Readonly<Record<string, unknown>>): string[] {
  const tags = document['tags']
  if (!Array.isArray(tags)) return []
  return tags.flatMap((tag) => (isObject(tag) && typeof tag['name'] === 'string' ? [tag['name']] : []))
}
