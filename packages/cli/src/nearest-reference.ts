// "Did you mean" for references: the existing place with the most similar path.
import { formatPointer, parsePointer, valueAt } from './json-pointer.js'
import { nearestName } from './nearest-name.js'

/** The reference that was likely meant by the one at a pointer, such as `#/components/schemas/BookPage`. */
export function nearestReference(document: unknown, pointer: string): string | undefined {
  const ref = valueAt(document, parsePointer(pointer))
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined
  let current = document
  const path: string[] = []
  for (const token of parsePointer(decode(ref.slice(1)))) {
    if (typeof current !== 'object' || current === null) return undefined
    const name = Object.hasOwn(current, token) ? token : nearestName(token, Object.keys(current))
    if (name === undefined) return undefined
    path.push(name)
    current = (current as Record<string, unknown>)[name]
  }
  return `#${formatPointer(path)}`
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
