// The files of one description: each is opened once, under the policy, and remembers where its values stand in its text.

import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { indexAnchors } from './anchors.js'
import { LineIndex } from './line-index.js'
import { sentence, type LoadIssue, type TextProblem } from './load-issue.js'
import type { ResolvedLoadOptions } from './load-options.js'
import { parsePointer } from './json-pointer.js'
import { parseText, type ParsedText } from './parse-text.js'
import { fetchBounded, readFileBounded } from './read-source.js'
import { isInside, OUTSIDE, type Location, type Refusal } from './reference-policy.js'
import { SourcePositions } from './source-positions.js'

/** A place in a file. */
export interface SourceLocation {
  /** Absolute path, URL, or the name of the text. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

/** A pointer into the value of a file; without a file it leads into an object that was never text. */
export interface FilePlace {
  readonly file: SourceFile | undefined
  readonly pointer: string
}

/** One parsed file of a description. */
export class SourceFile {
  /** The same on every machine: the path relative to the description's folder, with `/`, or the URL. */
  readonly id: string
  readonly location: Location
  /** What issues call it: the absolute path, the URL, or the name of the text. */
  readonly name: string
  readonly text: string | undefined
  readonly issues: readonly LoadIssue[]
  #value: unknown
  #mayReferToFiles: boolean
  #trace: ((pointer: string) => FilePlace) | undefined
  #anchors: ReadonlyMap<string, string> | undefined
  #lines: LineIndex | undefined
  #positions: SourcePositions | undefined

  constructor(id: string, location: Location, name: string, read: ParsedText) {
    this.id = id
    this.location = location
    this.name = name
    this.text = read.text
    this.#value = read.value
    this.#mayReferToFiles = read.mayReferToFiles ?? true
    this.issues = read.problems.map((problem) => this.#toIssue(problem))
  }

  /** What the text holds, or what overlays made of it. Undefined when there are issues. */
  get value(): unknown {
    return this.#value
  }

  /** False when no reference in the value can lead to another file. */
  get mayReferToFiles(): boolean {
    return this.#mayReferToFiles
  }

  /** Puts another value in the place of the text's own; `trace` leads a pointer into it to where that part was written. Must come before anything is looked up. */
  revise(value: unknown, trace: (pointer: string) => FilePlace): void {
    this.#value = value
    this.#mayReferToFiles = true
    this.#trace = trace
  }

  /** Where the value at a pointer, or its nearest existing parent, was written. Undefined where no text was. */
  locate(pointer: string): SourceLocation | undefined {
    const traced = this.#trace?.(pointer)
    if (traced === undefined) return this.#locateHere(pointer)
    return traced.file === this ? this.#locateHere(traced.pointer) : traced.file?.locate(traced.pointer)
  }

  /** The pointer of an `$anchor` in this file. */
  anchor(name: string): string | undefined {
    this.#anchors ??= indexAnchors(this.value)
    return this.#anchors.get(name)
  }

  #locateHere(pointer: string): SourceLocation | undefined {
    if (this.text === undefined || this.#value === undefined) return undefined
    this.#positions ??= new SourcePositions(this.text)
    const place = this.#lineColumn(this.#positions.find(parsePointer(pointer)))
    return place && { file: this.name, ...place }
  }

  #lineColumn(offset: number): { line: number; column: number } | undefined {
    if (this.text === undefined) return undefined
    this.#lines ??= new LineIndex(this.text)
    return this.#lines.at(offset)
  }

  #toIssue({ code, message, hint, pointer = '', offset }: TextProblem): LoadIssue {
    const place = offset === undefined ? undefined : this.#lineColumn(offset)
    return {
      code,
      severity: 'error',
      pointer,
      file: this.name,
      ...place,
      message: sentence(message),
      ...(hint && { hint })
    }
  }
}

/** Opens files and keeps them. */
export class SourceFiles {
  /** Absolute paths of the local files that were read or tried, in the order of reading. */
  readonly paths: string[] = []
  readonly #options: ResolvedLoadOptions
  readonly #folder: string | undefined
  readonly #root: string | undefined
  readonly #files = new Map<string, Promise<SourceFile | Refusal>>()

  /** `folder` and `root` must have their links resolved. */
  constructor(options: ResolvedLoadOptions, folder: string | undefined, root: string | undefined) {
    this.#options = options
    this.#folder = folder
    this.#root = root
  }

  /** Opens the description itself: named by the user, so no policy applies. */
  async openRoot(location: Location, bytes?: Uint8Array): Promise<SourceFile> {
    const file = await this.#read(location, bytes)
    this.#files.set(file.id, Promise.resolve(file))
    return file
  }

  /** Opens an overlay or a pack, named by the user too. It is no part of the description: a reference to the same file opens it again. */
  openNamed(location: Location): Promise<SourceFile> {
    return this.#read(location)
  }

  /** Opens a place that a reference leads to; the same place gives the same file. */
  async open(location: Location): Promise<SourceFile | Refusal> {
    const real = location.kind === 'file' ? await this.#resolveLinks(location.path) : location
    if ('rule' in real) return real
    const id = this.#id(real)
    const known = this.#files.get(id)
    if (known !== undefined) return known
    if (this.#files.size >= this.#options.limits.files) {
      const hint = 'Bundle the description first, or raise limits.files if you trust it'
      return {
        code: 'too-many-files',
        rule: `a description may have ${this.#options.limits.files} files`,
        hint
      }
    }
    const opened = this.#read(real)
    this.#files.set(id, opened)
    return opened
  }

  async #resolveLinks(path: string): Promise<Location | Refusal> {
    try {
      const real = await realpath(path)
      return this.#root !== undefined && isInside(this.#root, real) ? { kind: 'file', path: real } : OUTSIDE
    } catch {
      // Never opened: what cannot be resolved cannot be checked. Kept among the paths, for whoever waits for it to appear.
      this.paths.push(path)
      const hint = 'Check the path: it is relative to the file that holds the reference'
      return { code: 'ref-not-found', rule: 'there is no such file', hint }
    }
  }

  async #read(location: Location, given?: Uint8Array): Promise<SourceFile> {
    const { limits, name } = this.#options
    const id = this.#id(location)
    if (location.kind === 'file') this.paths.push(location.path)
    const label = location.kind === 'file' ? location.path : location.kind === 'url' ? location.href : name
    const read =
      location.kind === 'file'
        ? await readFileBounded(location.path, limits)
        : location.kind === 'url'
          ? await fetchBounded(location.href, limits)
          : { bytes: given ?? new Uint8Array() }
    const parsed = 'problem' in read ? { problems: [read.problem] } : parseText(read.bytes, this.#options)
    return new SourceFile(id, location, label, parsed)
  }

  #id(location: Location): string {
    if (location.kind === 'url') return location.href
    if (location.kind === 'text') return ''
    return relative(this.#folder ?? '', location.path).replaceAll(sep, '/')
  }
}
