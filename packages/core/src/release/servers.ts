// Servers -> the path prefixes under which clients may call. Hosts and schemes do not matter to a copy.
import { isObject, printScalar } from '../internal/json.js'

/** The path of every server (document, path item and operation level), variables at their defaults; longest first, without `''`. */
export function basePathsOf(document: Readonly<Record<string, unknown>>): string[] {
  const found = new Set<string>()
  const add = (servers: unknown) => {
    if (Array.isArray(servers))
      for (const server of servers) if (isObject(server)) found.add(basePath(server))
  }
  add(document['servers'])
  const paths = document['paths']
  if (isObject(paths)) {
    for (const pathItem of Object.values(paths)) {
      if (!isObject(pathItem)) continue
      add(pathItem['servers'])
      for (const operation of Object.values(pathItem)) if (isObject(operation)) add(operation['servers'])
    }
  }
  found.delete('')
  return [...found].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

function basePath(server: Record<string, unknown>): string {
  const variables = isObject(server['variables']) ? server['variables'] : {}
  const url = (typeof server['url'] === 'string' ? server['url'] : '').replace(
    /\{([^{}]*)\}/g,
    (_, name: string) => {
      const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
      return isObject(variable) && variable['default'] !== undefined
        ? printScalar(variable['default'])
        : 'default'
    }
  )
  const path = url.replace(/^([A-Za-z][A-Za-z0-9+.-]*:)?\/\/[^/?#]*/, '').replace(/[?#].*$/s, '')
  return path.replace(/^\.?\/*/, '/').replace(/(?<!\/)\/+$/, '')
}
