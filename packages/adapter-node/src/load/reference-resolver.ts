// From a reference in one file to the value it stands for in another.

import { fromFragment, getPointer, isObject } from './json-pointer.js'
import { quote, sentence, type LoadIssue } from './load-issue.js'
import type { Kind } from './openapi-shape.js'
import { locateReference, type ReferencePolicy, type Refusal } from './reference-policy.js'
import type { SourceFile, SourceFiles } from './source-files.js'

/** A value in another file than the description's own, to be used as a kind of object. */
export interface Target {
  /** One text per kind, file and pointer; the same on every machine. */
  readonly key: string
  readonly kind: Kind
  readonly file: SourceFile
  readonly pointer: string
  readonly value: object | boolean
}

/** What a reference comes to: a target, a reference within the description's own file, or an issue. */
export type Resolution =
  | { readonly target: Target }
  | { readonly local: string }
  | { readonly issue: Pick<LoadIssue, 'code' | 'message' | 'hint'> }

// Files whose whole content is a reference to the next file are passed through, this far.
const LONGEST_CHAIN = 32

/** Resolves references, each once. */
export class ReferenceResolver {
  readonly #files: SourceFiles
  readonly #root: SourceFile
  readonly #policy: ReferencePolicy
  readonly #known = new Map<string, Resolution>()
  /** Files with issues of their own, in the order met. */
  readonly broken = new Set<SourceFile>()

  constructor(files: SourceFiles, root: SourceFile, policy: ReferencePolicy) {
    this.#files = files
    this.#root = root
    this.#policy = policy
  }

  /** True as long as nothing was resolved. */
  get isUnused(): boolean {
    return this.#known.size === 0
  }

  /** The outcome of an earlier `resolve`. */
  known(ref: string, kind: Kind, from: SourceFile): Resolution | undefined {
    return this.#known.get(resolutionKey(ref, kind, from))
  }

  /** Resolves a reference, opening files as needed and allowed. */
  async resolve(ref: string, kind: Kind, from: SourceFile): Promise<Resolution> {
    const key = resolutionKey(ref, kind, from)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    let resolution = await this.#step(ref, kind, from)
    for (let step = 0; step < LONGEST_CHAIN && 'target' in resolution; step++) {
      const { file, value } = resolution.target
      const next = pureReference(value)
      if (next === undefined) break
      const further = await this.#step(next, kind, file)
      // A reference that fails is reported where it stands, in its own file.
      if ('issue' in further) break
      resolution = further
    }
    this.#known.set(key, resolution)
    return resolution
  }

  async #step(ref: string, kind: Kind, from: SourceFile): Promise<Resolution> {
    const hash = ref.indexOf('#')
    const path = hash === -1 ? ref : ref.slice(0, hash)
    const fragment = hash === -1 ? '' : ref.slice(hash + 1)
    const file = path === '' ? from : await this.#open(path, from)
    if ('rule' in file) return refused(ref, file)
    if (file === this.#root) return { local: `#${fragment}` }
    if (file.issues.length > 0) {
      this.broken.add(file)
      return refused(ref, {
        code: 'ref-not-found',
        rule: 'the file could not be read',
        hint: 'See the issue about that file'
      })
    }
    const decoded = fromFragment(fragment)
    const pointer = decoded === '' || decoded.startsWith('/') ? decoded : file.anchor(decoded)
    const value = pointer === undefined ? undefined : getPointer(file.value, pointer)
    if (pointer === undefined || value === undefined) {
      const hint = 'Check the spelling of the part after the #'
      return refused(ref, { code: 'ref-not-found', rule: 'the file has no such part', hint })
    }
    if (!isObject(value) && !(kind === 'schema' && typeof value === 'boolean')) {
      const hint = 'A reference must lead to a whole object'
      return refused(ref, { code: 'ref-not-found', rule: `it leads to something that is no ${kind}`, hint })
    }
    return { target: { key: targetKey(kind, file, pointer), kind, file, pointer, value } }
  }

  async #open(path: string, from: SourceFile): Promise<SourceFile | Refusal> {
    const location = locateReference(path, from.location, this.#policy)
    return 'rule' in location ? location : this.#files.open(location)
  }
}

/** The key of a target: equal for equal kind, file and pointer. */
export function targetKey(kind: Kind, file: SourceFile, pointer: string): string {
  return `${kind} ${file.id}#${pointer}`
}

function refused(ref: string, { code = 'ref-refused', rule, hint }: Refusal): Resolution {
  return { issue: { code, message: sentence(`The reference ${quote(ref)} is not followed: ${rule}`), hint } }
}

function pureReference(value: object | boolean): string | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1 || !Object.hasOwn(value, '$ref')) return undefined
  return typeof value['$ref'] === 'string' ? value['$ref'] : undefined
}

function resolutionKey(ref: string, kind: Kind, from: SourceFile): string {
  return `${kind} ${from.id} ${ref}`
}
