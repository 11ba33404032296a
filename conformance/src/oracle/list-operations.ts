// The operations of a raw description, under the same keys as the engine uses (`GET /pets/{id}`).
import { isRawObject, locate, member, pointerTo, type Located } from './raw-document.js'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Operation key -> operation object and where it stands, path items' `$ref`s followed. */
export function listOperations(document: unknown): Map<string, Located> {
  const operations = new Map<string, Located>()
  const paths = member(document, 'paths')
  if (!isRawObject(paths)) return operations
  for (const path of Object.keys(paths)) {
    if (!path.startsWith('/')) continue
    const item = locate(document, pointerTo('/paths', path))
    if (item === undefined) continue
    for (const method of methods) {
      const operation = member(item.value, method)
      if (!isRawObject(operation)) continue
      operations.set(`${method.toUpperCase()} ${path}`, {
        pointer: pointerTo(item.pointer, method),
        value: operation
      })
    }
  }
  return operations
}
