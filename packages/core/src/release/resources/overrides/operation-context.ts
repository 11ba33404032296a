// The context of an operation: which names its request and its response know.
import { parseTemplate } from '../../path-template.js'
import { bodySchema } from '../../schema-of-media.js'
import { successBody } from '../evidence.js'
import type { OperationSummary } from '../../release.js'
import type { Place } from '../inferred.js'
import type { Binding, KeyPlace, Resource } from '../model.js'
import { isDescribed } from './described-places.js'
import type { OverrideContext } from './override-context.js'

/** A binding whose findings can be set. */
export type BindingDraft = { -readonly [K in keyof Binding]: Binding[K] }

/** What the overrides of one operation are checked against. Each check says so when a name leads nowhere. */
export interface OperationContext extends OverrideContext {
  readonly summary: OperationSummary
  /** The names in the path template, in order. */
  readonly pathParameters: readonly string[]
  /** Every resource, new ones included, as corrected. */
  readonly resources: ReadonlyMap<string, Resource>
  isResource(name: string, path: readonly string[]): boolean
  /** For the query: `page[size]` is there where `page` is. */
  isParameter(key: KeyPlace, path: readonly string[]): boolean
  isInRequest(place: Place, path: readonly string[]): boolean
  isInResponse(place: Place, path: readonly string[]): boolean
  isInEntity(place: Place, path: readonly string[]): boolean
}

/** Builds it. `entity` is checked against by `isInEntity`: the entity that the operation is about. */
export function operationContext(
  context: OverrideContext,
  summary: OperationSummary,
  resources: ReadonlyMap<string, Resource>,
  isInEntity: OperationContext['isInEntity']
): OperationContext {
  const operation = context.source?.operation(summary.key)
  const pathParameters = parametersIn(summary.path)
  const isInRequest: OperationContext['isInRequest'] = (place, path) =>
    isDescribed(context, bodySchema(operation?.requestBody?.content), place, path)
  return {
    ...context,
    summary,
    pathParameters,
    resources,
    isInEntity,
    isResource(name, path) {
      if (resources.has(name)) return true
      context.stale(path, 'resource', name, resources.keys())
      return false
    },
    isParameter(key, path) {
      if (key.in === 'body') return isInRequest(key.name.split('.'), path)
      if (key.in !== 'path' && !operation) return true
      const declared = (operation?.parameters ?? [])
        .filter((parameter) => parameter.in === key.in)
        .map(({ name }) => name)
      const known = key.in === 'path' ? pathParameters : declared
      const plain = (name: string): string => (key.in === 'header' ? name.toLowerCase() : name)
      const names = new Set(known.map(plain))
      if (names.has(plain(key.name)) || (key.in === 'query' && names.has(key.name.replace(/\[.*$/s, ''))))
        return true
      context.stale(path, `${key.in} parameter`, key.name, known)
      return false
    },
    isInRequest,
    isInResponse: (place, path) =>
      isDescribed(context, operation && successBody(operation)?.schema, place, path)
  }
}

function parametersIn(path: string): string[] {
  return parseTemplate(path).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  )
}
