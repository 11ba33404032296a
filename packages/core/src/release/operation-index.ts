// The first, cheap pass over a description: which operations there are and where each stands. Nothing is lowered here.
import { isObject } from '../internal/json.js'
import { compareKeys } from '../internal/key-order.js'
import { joinPointer } from '../internal/json-pointer.js'
import { follow } from '../spec/reference.js'
import type { Description } from '../spec/description.js'
import type { OnIssue } from '../spec/issue.js'
import { requiredParameters, routeConditions } from './route-conditions.js'
import { parseTemplate } from './path-template.js'
import type { OperationSummary, RouteCondition } from './release.js'

/** The fixed fields of a path item that are operations, in the order they are listed for one path. */
export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const

// No request line is much longer, and a tree of routes should not be deeper.
const longestTemplate = 2_000

/** An operation of the description, not compiled yet. */
export interface OperationEntry {
  /** Set for the operations of callbacks and webhooks, which stand under no path. */
  readonly detached?: true
  readonly summary: OperationSummary
  readonly operation: Readonly<Record<string, unknown>>
  readonly pointer: string
  readonly pathItem: Readonly<Record<string, unknown>>
  readonly pathItemPointer: string
  /** Where the `parameters` of the path item stand: beside its `$ref`, or in what that leads to. */
  readonly parametersPointer: string
}

/** Lists the operations under `paths`, by path and then by method. Of two that cannot be told apart the first is kept, with an issue. */
export function indexOperations(description: Description, onIssue: OnIssue): OperationEntry[] {
  const { document } = description
  const paths = document['paths']
  if (paths === undefined && description.dialect === 'openapi-3.1') return []
  if (!isObject(paths)) {
    onIssue({
      code: 'paths-missing',
      severity: 'error',
      pointer: paths === undefined ? '' : '/paths',
      message: paths === undefined ? 'The description has no `paths`.' : '`paths` must be an object.',
      hint: 'Add a `paths` object with at least one path.'
    })
    return []
  }
  const entries: OperationEntry[] = []
  const seen = new Map<string, OperationEntry>()
  const ids = new Map<string, string>()
  for (const template of Object.keys(paths).toSorted(compareKeys)) {
    if (template.startsWith('x-')) continue
    if (template.length > longestTemplate) {
      onIssue({
        code: 'path-too-long',
        severity: 'error',
        pointer: '/paths',
        message: `The path \`${template.slice(0, 40)}…\` has more than ${longestTemplate} characters; it is left out.`
      })
      continue
    }
    const pathItem = openPathItem(document, paths[template], joinPointer('/paths', template), onIssue)
    if (!pathItem) continue
    for (const entry of operationsOf(description, template, pathItem, onIssue)) {
      const twinKey = routeKey(entry.summary)
      const twin = seen.get(twinKey)
      if (twin) {
        onIssue({
          code: 'path-duplicate',
          // Variants of one path that are told apart by a fragment only are a way of documenting, not a fault.
          severity: /[?#]/.test(entry.summary.key) ? 'info' : 'error',
          pointer: entry.pathItemPointer,
          message: `${entry.summary.key} answers the same requests as ${twin.summary.key}; this one is left out.`,
          hint: 'Templates that differ only in the names of their parameters are one path: keep one of them.'
        })
        continue
      }
      seen.set(twinKey, entry)
      const id = entry.summary.operationId
      if (id !== undefined) {
        if (ids.has(id)) {
          onIssue({
            code: 'operation-id-duplicate',
            severity: 'warning',
            pointer: joinPointer(entry.pointer, 'operationId'),
            message: `\`operationId: ${id.slice(0, 200)}\` is also used by ${ids.get(id)}.`,
            hint: 'Operation ids must be unique; address this one by its method and path.'
          })
        } else ids.set(id, entry.summary.key)
      }
      entries.push(entry)
    }
  }
  return entries
}

/** Equal for two operations that no request can tell apart. */
function routeKey(summary: OperationSummary): string {
  const path = parseTemplate(summary.path)
    .map((segment) =>
      segment.parts.map((part) => (part.kind === 'literal' ? `=${part.text}` : '{}')).join('\u0001')
    )
    .join('/')
  return `${summary.method} ${path} ${JSON.stringify(summary.conditions ?? [])}`
}

/** A path item, its reference followed, and where each of its members stands. */
interface PathItem {
  readonly value: Readonly<Record<string, unknown>>
  readonly pointer: string
  pointerOf(member: string): string
}

function openPathItem(
  document: object,
  value: unknown,
  pointer: string,
  onIssue: OnIssue
): PathItem | undefined {
  const target = follow(document, value, pointer, onIssue)
  if (!target) return undefined
  // Members beside the `$ref` of a path item are allowed; where both define one, the nearer wins.
  const { $ref: _, ...siblings } = isObject(value) && target.value !== value ? value : {}
  return {
    value: { ...target.value, ...siblings },
    pointer: target.pointer,
    pointerOf: (member) => joinPointer(Object.hasOwn(siblings, member) ? pointer : target.pointer, member)
  }
}

function operationsOf(
  description: Description,
  template: string,
  pathItem: PathItem,
  onIssue: OnIssue
): OperationEntry[] {
  const { path, query } = splitTemplate(template, joinPointer('/paths', template), onIssue)
  const entries: OperationEntry[] = []
  for (const method of methods) {
    const operation = pathItem.value[method]
    if (operation === undefined) continue
    const pointer = pathItem.pointerOf(method)
    if (!isObject(operation)) {
      onIssue({
        code: 'not-an-object',
        severity: 'error',
        pointer,
        message: 'An operation must be an object.'
      })
      continue
    }
    const conditions = routeConditions(description.document, template, query, pathItem.value, operation)
      // What the plain operation of this path requires as well does not tell the two apart.
      .filter(
        (condition) =>
          condition.value !== undefined || !requires(description.document, path, method, condition)
      )
    const tags = stringsOf(operation['tags'])
    // Members in key order, as everything compiled.
    const summary: OperationSummary = {
      ...(conditions.length > 0 ? { conditions } : {}),
      ...(operation['deprecated'] === true ? { deprecated: true } : {}),
      key: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      ...(typeof operation['operationId'] === 'string' ? { operationId: operation['operationId'] } : {}),
      path,
      ...(typeof operation['summary'] === 'string' ? { summary: operation['summary'] } : {}),
      ...(tags.length > 0 ? { tags } : {})
    }
    entries.push({
      summary,
      operation,
      pointer,
      pathItem: pathItem.value,
      pathItemPointer: pathItem.pointer,
      parametersPointer: pathItem.pointerOf('parameters')
    })
  }
  return entries
}

/** Whether the operation at a path requires the parameter of a condition. */
function requires(
  document: Readonly<Record<string, unknown>>,
  path: string,
  method: string,
  condition: RouteCondition
): boolean {
  const paths = document['paths'] as Readonly<Record<string, unknown>>
  const pathItem = Object.hasOwn(paths, path) ? follow(document, paths[path], '', () => {})?.value : undefined
  const operation = pathItem?.[method]
  if (!pathItem || !isObject(operation)) return false
  return requiredParameters(document, pathItem, operation).some(
    ({ in: place, name }) => place === condition.in && name === condition.name
  )
}

/** Separates a query or fragment that an author wrote into the template: `/pets?type=dog`, `/#Action=List`. */
function splitTemplate(template: string, pointer: string, onIssue: OnIssue): { path: string; query: string } {
  let path = template
  if (!path.startsWith('/')) {
    onIssue({
      code: 'path-without-slash',
      severity: 'warning',
      pointer,
      message: `The path \`${template.slice(0, 200)}\` does not begin with \`/\`; it is read as if it did.`,
      hint: 'Begin every path with `/`.'
    })
    path = `/${path}`
  }
  const end = path.search(/[?#]/)
  if (end < 0) return { path, query: '' }
  const query = path[end] === '?' ? path.slice(end + 1).replace(/#.*$/s, '') : ''
  return { path: path.slice(0, end) || '/', query }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
