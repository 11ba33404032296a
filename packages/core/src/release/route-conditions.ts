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
    if (name !== '' && !value.includes('{') && !name.includes('{')) conditions.push({ in: 'query', name, value })
  }
  for (const list of [operation['parameters'], pathItem['parameters']]) {
    if (!Array.isArray(list)) continue
    for (const item of list) {
      const parameter = follow(document, item, '', () => {})?.value
      const place = parameter?.['in']
      if (parameter?.['required'] !== true || (place !== 'query' && place !== 'header')) continue
      const { name } = parameter
      if (typeof name !== 'string') continue
      const value = onlyValue(document, parameter['schema'])
      const known = conditions.some((condition) => condition.in === place && condition.name === name)
      if (!known) conditions.push({ in: place, name, ...(value === undefined ? {} : { value }) })
    }
  }
  return conditions
}

function onlyValue(document: object, schema: unknown): string | undefined {
  const target = schema === undefined ? undefined : follow(document, schema, '', () => {})?.value
  if (!isObject(target)) return undefined
  const value = 'const' in target ? target['const'] : Array.isArray(target['enum']) && target['enum'].length === 1 ? target['enum'][0] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
