// The state of one check, and the shape of the closures that schemas are compiled to.
import { joinPointer } from '../../internal/json-pointer.js'
import { PatternAllowance } from '../pattern/pattern-allowance.js'
import type { Finding, Schema } from '../schema.js'
import { findEqualItems } from './find-equal-items.js'
import type { Evaluated } from './evaluated.js'

/**
 * A compiled schema or keyword: whether a value satisfies it. Findings go to the run. `path` is kept only while findings are collected;
 * `seen` collects what was evaluated, only for closures compiled to track it.
 */
export type Check = (value: unknown, path: Path | undefined, run: Run, seen: Evaluated | undefined) => boolean

/** A check of something that is known to be an object. */
export type ObjectCheck = (
  object: Record<string, unknown>,
  path: Path | undefined,
  run: Run,
  seen: Evaluated | undefined
) => boolean

/** A check of something that is known to be an array. */
export type ArrayCheck = (
  items: readonly unknown[],
  path: Path | undefined,
  run: Run,
  seen: Evaluated | undefined
) => boolean

/** The way to a value, from the leaf to the root. */
export interface Path {
  readonly parent: Path | undefined
  readonly token: string | number
}

/** The dynamic scope: the resources entered so far that declare dynamic anchors. */
export interface Scope {
  readonly outer: Scope | undefined
  readonly anchors: { readonly [anchor: string]: string }
}

export const TOO_DEEP = 'is nested too deeply to be checked'
/** References followed within one another before a check gives up: twice what a value 512 deep needs. */
export const MAX_REF_DEPTH = 1200
export const TOO_LONG = 'takes too long to be checked'
/** Steps of work before a check gives up: some 300 ms. A step is a reference followed, a member, or a few items. */
const MAX_STEPS = 4_000_000

/** Thrown to end a check that takes too long, wherever it is; never leaves the checker. */
export class TookTooLong extends Error {}

/** Whether a value that stands as an item of an array is known to satisfy the schema of the items. */
export type KnownItem = (schema: Schema, item: unknown) => boolean

/** One check: of one value, for yes or no, or for findings. */
export class Run {
  /** `undefined` while only yes or no matters. */
  findings: Finding[] | undefined
  /** True when the first failure ends everything. */
  stop: boolean
  /** The verdict, once there is one. */
  valid = false
  /** Whether the check was ended because it took too long. */
  gaveUp = false
  scope: Scope | undefined
  /** Items that were checked before are not checked again. */
  knownItem: KnownItem | undefined
  /** How often null was taken only because an author wrote `nullable` where it is no keyword. */
  nullsForgiven = 0
  refDepth = 0
  #steps = 0
  /** What is left for searches of texts, and whether some text passed unsearched. */
  readonly patterns: PatternAllowance
  readonly #limit: number
  #equal: Map<readonly unknown[], readonly [number, number] | null> | undefined

  /** Collects up to `limit` findings; with 0 only answers yes or no. A run after another of the same value goes on with its allowance. */
  constructor(limit: number, patterns: PatternAllowance = new PatternAllowance()) {
    this.#limit = limit
    this.patterns = patterns
    this.findings = limit > 0 ? [] : undefined
    this.stop = limit === 0
  }

  /** Counts work, as every loop over something whose size is the author's or the sender's must. Ends the check when it is too much. */
  spend(steps: number): void {
    this.#steps += steps
    if (this.#steps > MAX_STEPS) throw new TookTooLong()
  }

  /** The indexes of two equal items; looked for once in each array. */
  equalItems(items: readonly unknown[]): readonly [number, number] | undefined {
    this.#equal ??= new Map()
    const known = this.#equal.get(items)
    if (known !== undefined) return known ?? undefined
    const found = findEqualItems(items)
    this.#equal.set(items, found ?? null)
    return found
  }

  /** Notes a failure; always false. */
  fail(path: Path | undefined, keyword: string, message: string, property?: string): false {
    if (this.findings !== undefined && this.findings.length < this.#limit) {
      this.findings.push({
        pointer: pointerOf(path),
        keyword,
        message,
        ...(property !== undefined && { property })
      })
      if (this.findings.length >= this.#limit) this.stop = true
    }
    return false
  }

  /** The path one level down; nothing while only yes or no matters. */
  below(path: Path | undefined, token: string | number): Path | undefined {
    return this.findings === undefined ? undefined : { parent: path, token }
  }

  /** Runs a check for yes or no only. */
  quietly(check: Check, value: unknown, seen: Evaluated | undefined): boolean {
    if (this.findings === undefined) return check(value, undefined, this, seen)
    const { findings, stop } = this
    this.findings = undefined
    this.stop = true
    try {
      return check(value, undefined, this, seen)
    } finally {
      this.findings = findings
      this.stop = stop
    }
  }
}

function pointerOf(path: Path | undefined): string {
  const tokens: (string | number)[] = []
  for (let step = path; step; step = step.parent) tokens.push(step.token)
  return tokens.reduceRight<string>((pointer, token) => joinPointer(pointer, token), '')
}
