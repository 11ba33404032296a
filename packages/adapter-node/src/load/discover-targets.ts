// The first step of bundling: follow references from file to file until nothing new is found.

import { getPointer, isObject, joinPointer } from './json-pointer.js'
import { mapReferences, resolveUri, type Reference, type WalkBudget } from './map-references.js'
import { COMPONENT_KINDS, CONTAINERS, type Kind } from './openapi-shape.js'
import { targetKey, type ReferenceResolver, type Target } from './reference-resolver.js'
import type { SourceFile } from './source-files.js'

/** What was found. */
export interface Discovery {
  /** All values in other files that are used, by their key. */
  readonly targets: ReadonlyMap<string, Target>
  /** Target key -> pointer of the component that is nothing but this target. */
  readonly homes: ReadonlyMap<string, string>
  /** Pointers of all components there are. */
  readonly taken: Set<string>
}

interface Part {
  readonly file: SourceFile
  readonly pointer: string
  readonly kind: Kind
  readonly value: unknown
  /** Where it will stand in the document, if that is known already. */
  readonly at?: readonly string[] | undefined
}

interface Found {
  readonly ref: string
  readonly kind: Kind
  readonly file: SourceFile
  readonly pure: boolean
  readonly scope: string | undefined
  /** Of the object that holds the reference. */
  readonly at: readonly string[] | undefined
}

/** Finds every target. References that turn out to name an `$id` within the description are not followed. */
export async function discoverTargets(
  root: SourceFile,
  resolver: ReferenceResolver,
  budget: WalkBudget
): Promise<Discovery> {
  const targets = new Map<string, Target>()
  const homes = new Map<string, string>()
  const taken = new Set<string>()
  const ids = new Set<string>()
  const parts: Part[] = [{ file: root, pointer: '', kind: 'document', value: root.value, at: [] }]
  // Which of these are ids is known when everything else has been read.
  let later: Found[] = []

  function read(part: Part): Found[] {
    noteComponents(part)
    const found: Found[] = []
    const reference = ({ ref, kind, path, pure, scope }: Reference): undefined => {
      if (ref.startsWith('#') && (part.file === root || scope !== undefined)) return
      const at = part.at === undefined ? undefined : [...part.at, ...path.slice(0, -1)]
      found.push({ ref, kind, file: part.file, pure, scope, at })
    }
    mapReferences(part.value, part.kind, { reference, id: (id) => ids.add(id) }, budget)
    return found
  }

  async function follow({ ref, kind, file, pure, at }: Found): Promise<void> {
    const resolution = await resolver.resolve(ref, kind, file)
    if (!('target' in resolution)) return
    const { target } = resolution
    const container = CONTAINERS.get(kind)
    const isComponent = at?.length === 3 && at[0] === 'components' && at[1] === container
    if (isComponent && pure) noteHome(target.key, joinPointer('', at))
    if (targets.has(target.key)) return
    targets.set(target.key, target)
    parts.push({ ...target, at: container === undefined ? at : undefined })
  }

  /** Reserves the names of the components that a part of the document brings along. */
  function noteComponents({ file, pointer, value, at = [''] }: Part): void {
    const [first, second] = at
    if (at.length === 0) noteMembers(file, `${pointer}/components`, getPointer(value, '/components'))
    else if (at.length === 1 && first === 'components') noteMembers(file, pointer, value)
    else if (at.length === 2 && first === 'components' && second) noteEntries(file, pointer, second, value)
  }

  function noteMembers(file: SourceFile, pointer: string, components: unknown): void {
    if (!isObject(components)) return
    for (const member of Object.keys(components)) {
      noteEntries(file, joinPointer(pointer, [member]), member, components[member])
    }
  }

  function noteEntries(file: SourceFile, pointer: string, member: string, entries: unknown): void {
    if (!isObject(entries)) return
    const kind = COMPONENT_KINDS.get(member)
    for (const name of Object.keys(entries)) {
      const place = joinPointer('', ['components', member, name])
      taken.add(place)
      if (file !== root && kind !== undefined)
        noteHome(targetKey(kind, file, joinPointer(pointer, [name])), place)
    }
  }

  function noteHome(key: string, place: string): void {
    const known = homes.get(key)
    if (known === undefined || place < known) homes.set(key, place)
  }

  while (parts.length > 0) {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      for (const found of read(part)) {
        if (found.scope !== undefined || /^[a-z][a-z0-9+.-]*:/i.test(found.ref)) later.push(found)
        else await follow(found)
      }
    }
    const waiting = later
    later = []
    for (const found of waiting) {
      const [uri = ''] = resolveUri(found.ref, found.scope).split('#')
      if (!ids.has(uri)) await follow(found)
    }
  }
  return { targets, homes, taken }
}
