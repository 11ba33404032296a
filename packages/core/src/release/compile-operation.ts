// One operation of the description -> `Operation`: self-contained but for its schema references.
import { isObject, setOwn } from '../internal/json.js'
import { compareKeys } from '../internal/key-order.js'
import { joinPointer } from '../internal/json-pointer.js'
import { follow, type Located } from '../spec/reference.js'
import type { CompileContext } from './compile-context.js'
import { collectExamples, compileContent } from './compile-content.js'
import { compileDescribedValue, compileParameters } from './compile-parameters.js'
import { compileReferenced } from './compile-referenced.js'
import { compileSecurity } from './compile-security.js'
import { methods, type OperationEntry } from './operation-index.js'
import { extensionsOf } from './extensions.js'
import type { HeaderSpec, Operation, RequestBody, ResponseSpec } from './release.js'

/** Compiles an entry of the index. Faulty parts are left out with an issue; the rest still works. */
export function compileOperation(context: CompileContext, entry: OperationEntry): Operation {
  const { operation, pointer, summary } = entry
  const requestBody = compileRequestBody(
    context,
    operation['requestBody'],
    joinPointer(pointer, 'requestBody')
  )
  // The operations of callbacks and webhooks are calls that the API makes: nobody calls back to those, and references could go in circles.
  const calledByClient = entry.detached !== true
  const callbacks = calledByClient
    ? compileCallbacks(context, operation['callbacks'], joinPointer(pointer, 'callbacks'))
    : undefined
  const extensions = extensionsOf(operation)
  return {
    ...summary,
    parameters: compileParameters(context, entry),
    ...(requestBody ? { requestBody } : {}),
    responses: compileResponses(context, operation['responses'], joinPointer(pointer, 'responses')),
    security: compileSecurity(context, operation, pointer),
    ...(callbacks ? { callbacks } : {}),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {})
  }
}

function compileRequestBody(context: CompileContext, value: unknown, at: string): RequestBody | undefined {
  if (value === undefined) return undefined
  return compileReferenced(context, 'request body', value, at, (located) => {
    const pointer = joinPointer(located.pointer, 'content')
    const content = compileContent(context, located.value['content'], pointer, 'request')
    if (content.length === 0) return undefined
    return { required: located.value['required'] === true, content }
  })
}

function compileResponses(context: CompileContext, value: unknown, at: string): Record<string, ResponseSpec> {
  const responses: Record<string, ResponseSpec> = {}
  if (!isObject(value)) {
    context.onIssue({
      code: 'responses-missing',
      severity: 'warning',
      pointer: at,
      message: 'No `responses` are described; this operation answers 200 without a body.',
      hint: 'Describe at least one response.'
    })
    return responses
  }
  for (const status of Object.keys(value).toSorted(compareKeys)) {
    if (status.startsWith('x-')) continue
    const pointer = joinPointer(at, status)
    const name = /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status
    if (name !== 'default' && !/^([1-5]\d\d|[1-5]XX)$/.test(name)) {
      context.onIssue({
        code: 'status-invalid',
        severity: 'warning',
        pointer,
        message: `\`${status.slice(0, 40)}\` is not a status code; this response is ignored.`,
        hint: 'Use a code such as 200, a range such as 4XX, or `default`.'
      })
      continue
    }
    responses[name] = compileReferenced(context, 'response', value[status], pointer, (located) =>
      compileResponse(context, located)
    ) ?? { headers: [], content: [] }
  }
  return responses
}

function compileResponse(context: CompileContext, { value, pointer }: Located): ResponseSpec {
  const links = isObject(value['links']) ? value['links'] : undefined
  return {
    headers: compileHeaders(context, value['headers'], joinPointer(pointer, 'headers')),
    content: compileContent(context, value['content'], joinPointer(pointer, 'content'), 'response'),
    ...(links ? { links: compileLinks(context, links, joinPointer(pointer, 'links')) } : {})
  }
}

function compileHeaders(context: CompileContext, value: unknown, at: string): HeaderSpec[] {
  const map = value === undefined ? undefined : follow(context.document, value, at, context.onIssue)
  if (!map) return []
  const headers: HeaderSpec[] = []
  for (const name of Object.keys(map.value).toSorted(compareKeys)) {
    const pointer = joinPointer(map.pointer, name)
    // Content-Type is described by `content`; a field name must be a token (RFC 9110, 5.6.2).
    if (name.toLowerCase() === 'content-type') continue
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
      context.onIssue({
        code: 'header-name-invalid',
        severity: 'warning',
        pointer,
        message: `\`${name.slice(0, 100)}\` cannot be a header name; it is ignored.`
      })
      continue
    }
    const header = compileReferenced(context, 'header', map.value[name], pointer, (located) =>
      compileHeader(context, located)
    )
    if (header) headers.push({ name: name.toLowerCase(), ...header })
  }
  return headers
}

function compileHeader(context: CompileContext, { value, pointer }: Located): Omit<HeaderSpec, 'name'> {
  const described = compileDescribedValue(context, value, pointer)
  const examples = Object.values(collectExamples(context, value, pointer, described.schema, 'response'))
  return {
    required: value['required'] === true,
    explode: value['explode'] === true,
    ...described,
    ...(examples.length > 0 ? { examples } : {})
  }
}

function compileLinks(
  context: CompileContext,
  links: Record<string, unknown>,
  at: string
): Record<string, unknown> {
  const compiled: Record<string, unknown> = {}
  for (const [name, link] of Object.entries(links)) {
    const located = follow(context.document, link, joinPointer(at, name), context.onIssue)
    if (located) setOwn(compiled, name, located.value)
  }
  return compiled
}

function compileCallbacks(context: CompileContext, value: unknown, at: string): Operation['callbacks'] {
  if (!isObject(value)) return undefined
  const callbacks: Record<string, Record<string, readonly Operation[]>> = {}
  for (const [name, callback] of Object.entries(value)) {
    const located = follow(context.document, callback, joinPointer(at, name), context.onIssue)
    if (!located) continue
    const byExpression: Record<string, readonly Operation[]> = {}
    for (const [expression, pathItem] of Object.entries(located.value)) {
      if (expression.startsWith('x-')) continue
      const pointer = joinPointer(located.pointer, expression)
      setOwn(byExpression, expression, compileDetachedPathItem(context, name, pathItem, pointer))
    }
    setOwn(callbacks, name, byExpression)
  }
  return callbacks
}

/** The operations of a path item that is not under `paths`: of a callback or a webhook. They have no path of ours. */
export function compileDetachedPathItem(
  context: CompileContext,
  name: string,
  value: unknown,
  at: string
): Operation[] {
  const pathItem = follow(context.document, value, at, context.onIssue)
  if (!pathItem) return []
  return methods.flatMap((method) => {
    const operation = pathItem.value[method]
    if (!isObject(operation)) return []
    return compileOperation(context, {
      detached: true,
      summary: {
        key: `${name} ${method.toUpperCase()}`,
        method: method.toUpperCase(),
        path: '/',
        ...(typeof operation['operationId'] === 'string' ? { operationId: operation['operationId'] } : {})
      },
      operation,
      pointer: joinPointer(pathItem.pointer, method),
      pathItem: pathItem.value,
      pathItemPointer: pathItem.pointer,
      parametersPointer: joinPointer(pathItem.pointer, 'parameters')
    })
  })
}
