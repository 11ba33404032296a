// Where the targets of references between files go in the one document. Depends on file names and pointers only, never
// on the order of keys or on where the folder lies, so that equal descriptions give equal documents.

import { isObject, joinPointer, parsePointer } from './json-pointer.js'
import { CONTAINERS, type Kind } from './openapi-shape.js'
import type { Target } from './reference-resolver.js'

// The member of the document for targets that cannot be components.
const FILES_MEMBER = 'x-sandbed-files'

// The pointer under which targets of a kind are kept in a document.
function containerOf(kind: Kind, document: unknown): readonly string[] {
  const name = CONTAINERS.get(kind)
  if (name === undefined || !isObject(document)) return [FILES_MEMBER]
  // OpenAPI 3.0 has no `components.pathItems`.
  if (name === 'pathItems' && String(document['openapi']).startsWith('3.0')) return [FILES_MEMBER]
  const { components = {} } = document
  const isFree = isObject(components) && isObject(Object.hasOwn(components, name) ? components[name] : {})
  return isFree ? ['components', name] : [FILES_MEMBER]
}

/**
 * Gives each target a pointer: its home, where a component is nothing but a reference to it; else its own name in the
 * container of its kind. Names that are taken get `_2`, `_3` and so on, in the order of the targets' keys.
 */
export function placeTargets(
  targets: Iterable<Target>,
  homes: ReadonlyMap<string, string>,
  taken: Set<string>,
  document: unknown
): Map<string, string> {
  const places = new Map<string, string>()
  const last = new Map<string, number>()
  for (const target of [...targets].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const home = homes.get(target.key)
    if (home !== undefined) {
      places.set(target.key, home)
      continue
    }
    const wanted = joinPointer(joinPointer('', containerOf(target.kind, document)), [nameOf(target)])
    let place = wanted
    for (let count = last.get(wanted) ?? 2; taken.has(place); count++) {
      place = `${wanted}_${count}`
      last.set(wanted, count)
    }
    taken.add(place)
    places.set(target.key, place)
  }
  return places
}

// The last token of the pointer, else the file's name without extension, in the characters a component may have.
function nameOf({ file, pointer }: Target): string {
  const [base = ''] = file.id.split(/[?#]/)
  const token =
    parsePointer(pointer).at(-1) ?? base.slice(base.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '')
  return token.slice(0, 100).replace(/[^\w.-]+/g, '_') || '_'
}
