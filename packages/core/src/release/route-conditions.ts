// Some descriptions put several operations on one method and path and tell them apart by a fixed query parameter or header
// (`/?Action=ListUsers`, `X-Amz-Target`), or by one that only some of them require. This reads such conditions from the template
// and from required parameters.
import { isObject } from '../internal/json.js'
import { follow } from '../spec/reference.js'
import type { RouteCondition } from './release.js'

/** The conditions of one operation. `query` is what its template has after `?`; parameters only count where the template has `?` or `#`. */
export function routeConditions(
  document: object,
  template: string,
  query: string,
  pathItem: Readonly<Record<string, unknown>>,
  operation: Readonly<Record<string, unknown>>
): RouteCondition[] {
  if (!/[?#]/.test(template)) return []
  const conditions: RouteCondition[] = []
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=')
    if (name !== '' && !value.includes('{') && !name.includes('{'))
      conditions.push({ in: 'query', name, value })
  }
  for (const condition of requiredParameters(document, pathItem, operation)) {
    const known = conditions.some(({ in: place, name }) => place === condition.in && name === condition.name)
    if (!known) conditions.push(condition)
  }
  return conditions
}

/** The query parameters and headers that an operation requires, as conditions. */
export function requiredParameters(
  document: object,
  pathItem: Readonly<Record<string, unknown>>,
  operation: Readonly<Record<string, unknown>>
): RouteCondition[] {
  const lists = [operation['parameters'], pathItem['parameters']].filter((list) => Array.isArray(list))
  return lists.flat().flatMap((item: unknown): RouteCondition[] => {
    const parameter = follow(document, item, '', () => {})?.value ?? {}
    const { in: place, name, required, schema } = parameter
    if (required !== true || typeof name !== 'string' || (place !== 'query' && place !== 'header')) return []
    const value = onlyValue(document, schema)
    return [{ in: place, name, ...(value === undefined ? {} : { value }) }]
  })
}

function onlyValue(document: object, schema: unknown): string | undefined {
  const target = schema === undefined ? undefined : follow(document, schema, '', () => {})?.value
  if (!isObject(target)) return undefined
  const value =
    'const' in target
      ? target['const']
      : Array.isArray(target['enum']) && target['enum'].length === 1
        ? target['enum'][0]
        : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
