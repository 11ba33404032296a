// Many files to one document. References stay references: what they lead to is placed once in the document, and they
// point there. In order: discover all targets, place them, rewrite.

import { placeTargets } from './component-names.js'
import { discoverTargets } from './discover-targets.js'
import { isObject, joinPointer, parsePointer, setMember, toFragment } from './json-pointer.js'
import { MAX_ISSUES, type LoadIssue } from './load-issue.js'
import type { LoadLimits } from './load-options.js'
import { mapReferences, WalkBudgetError, type Reference, type Replacement } from './map-references.js'
import { measureValue } from './measure-value.js'
import { CONTAINERS, type Kind } from './openapi-shape.js'
import type { ReferenceResolver, Target } from './reference-resolver.js'
import type { SourceFile } from './source-files.js'

/** A part of the document that comes from a place in a file. */
export interface Mount {
  readonly file: SourceFile
  readonly pointer: string
}

/** One document out of many files. */
export interface Bundle {
  /** Undefined when it would be larger or deeper than allowed. */
  readonly document: unknown
  readonly issues: readonly LoadIssue[]
  /** Pointer into the document -> where that part was written; the longest pointer that fits counts. */
  readonly mounts: ReadonlyMap<string, Mount>
}

// What is written in place can contain more of the same, twice each time.
const MAX_IN_PLACE = 20_000

/** Bundles the files that a description refers to. Without references to other files the document is the file's own value. */
export async function bundle(
  root: SourceFile,
  resolver: ReferenceResolver,
  limits: LoadLimits
): Promise<Bundle> {
  const mounts = new Map<string, Mount>([['', { file: root, pointer: '' }]])
  const issues: LoadIssue[] = []
  if (!root.mayReferToFiles) return { document: root.value, issues, mounts }
  const budget = { left: 3 * limits.nodes }
  const open = new Set<string>()
  let writtenInPlace = 0
  let places: ReadonlyMap<string, string> = new Map()

  function rewrite(file: SourceFile, pointer: string, kind: Kind, value: unknown, at: string): unknown {
    mounts.set(at, { file, pointer })
    const reference = (found: Reference): Replacement => replace(found, file, at)
    return mapReferences(value, kind, { reference }, budget)
  }

  function replace({ ref, kind, path, pure }: Reference, from: SourceFile, at: string): Replacement {
    const resolution = resolver.known(ref, kind, from)
    if (resolution === undefined) return undefined
    if ('local' in resolution) return { ref: resolution.local }
    const here = joinPointer(at, path)
    if ('issue' in resolution) {
      report({ ...resolution.issue, severity: 'error', pointer: here })
      return undefined
    }
    const { target } = resolution
    const holder = joinPointer(at, path.slice(0, -1))
    const place = places.get(target.key)
    if (place !== undefined && !(pure && place === holder)) return { ref: toFragment(place) }
    return writeInPlace(target, holder, here)
  }

  function writeInPlace(target: Target, holder: string, here: string): Replacement {
    if (open.has(target.key)) {
      const message = 'This reference leads back to itself.'
      report({ code: 'ref-not-found', severity: 'error', pointer: here, message })
      return undefined
    }
    if (++writtenInPlace > MAX_IN_PLACE) throw new WalkBudgetError()
    open.add(target.key)
    const value = rewrite(target.file, target.pointer, target.kind, target.value, holder)
    open.delete(target.key)
    return { value }
  }

  function report(issue: LoadIssue): void {
    if (issues.length < MAX_ISSUES) issues.push(issue)
  }

  try {
    const { targets, homes, taken } = await discoverTargets(root, resolver, budget)
    if (resolver.isUnused) return { document: root.value, issues, mounts }
    const placed = [...targets.values()].filter(({ kind }) => CONTAINERS.has(kind))
    places = placeTargets(placed, homes, taken, root.value)
    const document = rewrite(root, '', 'document', root.value, '')
    const added: [string, unknown][] = []
    for (const { key, file, pointer, kind, value } of placed) {
      const place = places.get(key) as string
      if (homes.get(key) !== place) added.push([place, rewrite(file, pointer, kind, value, place)])
    }
    const whole = insert(document, added)
    const problem = measureValue(whole, limits)
    if (problem === undefined) return { document: whole, issues, mounts }
    const { code, message, path } = problem
    issues.push({ code, severity: 'error', pointer: joinPointer('', path), message: `${message}.` })
  } catch (error) {
    if (!(error instanceof WalkBudgetError)) throw error
    const message = `References between files make this more than ${limits.nodes} values.`
    issues.push({ code: 'too-many-nodes', severity: 'error', pointer: '', message })
  }
  return { document: undefined, issues, mounts }
}

/** A copy of the document with values at pointers two or three members deep. */
function insert(document: unknown, added: readonly (readonly [string, unknown])[]): unknown {
  if (added.length === 0 || !isObject(document)) return document
  const result = { ...document }
  const copied = new Map<string, Record<string, unknown>>([['', result]])
  for (const [place, value] of added.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const tokens = parsePointer(place)
    const name = tokens.pop() as string
    let parent = result
    let at = ''
    for (const token of tokens) {
      at = joinPointer(at, [token])
      let child = copied.get(at)
      if (child === undefined) {
        const old = Object.hasOwn(parent, token) ? parent[token] : undefined
        child = isObject(old) ? { ...old } : {}
        copied.set(at, child)
        setMember(parent, token, child)
      }
      parent = child
    }
    setMember(parent, name, value)
  }
  return result
}
