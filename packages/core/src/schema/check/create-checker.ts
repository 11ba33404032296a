// Checks values against schemas of the intermediate form. Each schema is compiled to closures when it is first used.
import { followRefs } from '../follow-refs.js'
import { compilePattern } from '../pattern/match-pattern.js'
import type { CompiledPattern } from '../pattern/match-pattern.js'
import type { Direction, Finding, Schema, SchemaObject, SchemaSource } from '../schema.js'
import { compileArray, compileUnevaluatedItems } from './check-arrays.js'
import { compileComposites } from './check-composites.js'
import { compileUnevaluatedProperties } from './check-members.js'
import { compileObject } from './check-objects.js'
import { compileReferences, createReference, inScope } from './check-references.js'
import { compileFormat, compileNumber, compileString, compileType, compileValues } from './check-scalars.js'
import type { Compiler } from './compiler.js'
import { Evaluated } from './evaluated.js'
import { Run, TOO_DEEP, TOO_LONG, TookTooLong } from './run.js'
import type { Check, KnownItem } from './run.js'

export interface CheckerOptions {
  /** Whether `format` is asserted or only an annotation. @default 'assert' */
  readonly formats?: 'assert' | 'annotate'
  /** The most findings one check gives, at least 1. @default 100 */
  readonly limit?: number
}

/** Checks values. Reads the source when a `$ref` is first followed. Not to be called from within a source. */
export interface Checker {
  /**
   * The ways in which a value breaks a schema; empty when it is valid. `direction` drops `readOnly` / `writeOnly` members from `required`;
   * `request` takes null where `lenientNull` says so.
   */
  check(schema: Schema, value: unknown, direction?: Direction): Finding[]
  /**
   * Whether a value satisfies a schema; faster than `check` on invalid values. `knownItem` tells which items of arrays were found to
   * satisfy the schema of their array's items before, in the same direction: they are not looked at again.
   */
  isValid(schema: Schema, value: unknown, direction?: Direction, knownItem?: KnownItem): boolean
  /** A checker with the same options over another source. */
  over(source: SchemaSource): Checker
}

/** Schemas nested deeper than this are compiled when they are first run, not with their parent. */
const EAGER_DEPTH = 40

/** In the order in which keywords are checked; `unevaluated*` must come last. */
const KEYWORD_COMPILERS: readonly ((schema: SchemaObject, checks: Check[], compiler: Compiler) => void)[] = [
  compileType,
  compileValues,
  compileNumber,
  compileString,
  compileFormat,
  compileReferences,
  compileObject,
  compileArray,
  compileComposites,
  compileUnevaluatedProperties,
  compileUnevaluatedItems
]

const PASS: Check = () => true
const REFUSE: Check = (_value, path, run) => run.fail(path, 'false', 'is not allowed')

/** Makes a checker over a source. Values must be JSON; members that are `undefined` count as absent. Never throws. */
export function createChecker(source: SchemaSource, options: CheckerOptions = {}): Checker {
  const limit = Math.max(1, options.limit ?? 100)
  const families = new Map<string, Family>()
  const patterns = new Map<string, CompiledPattern['test']>()
  const pattern = (text: string): CompiledPattern['test'] => {
    const known = patterns.get(text)
    if (known) return known
    const { test } = compilePattern(text)
    patterns.set(text, test)
    return test
  }
  const settings = { source, formats: options.formats !== 'annotate', pattern }
  const compiled = (schema: Schema, direction: Direction | undefined): Check => {
    const name = direction ?? 'none'
    const family = families.get(name) ?? new Family(settings, direction)
    families.set(name, family)
    return family.compile(schema, false)
  }
  const run = (state: Run, schema: Schema, value: unknown, direction: Direction | undefined): Run => {
    try {
      state.valid = compiled(schema, direction)(value, undefined, state, undefined)
    } catch (error) {
      if (error instanceof TookTooLong) {
        state.gaveUp = true
        state.findings = [...(state.findings ?? []), { pointer: '', keyword: '$ref', message: TOO_LONG }]
        return state
      }
      if (!(error instanceof RangeError)) throw error
      // The stack ran out, as it may far beyond the depth of any real value. What was compiled is in the middle of its work: start afresh.
      families.clear()
      state.findings = [{ pointer: '', keyword: '$ref', message: TOO_DEEP }]
    }
    return state
  }
  return {
    isValid(schema, value, direction, knownItem) {
      const state = new Run(0)
      state.knownItem = knownItem
      return run(state, schema, value, direction).valid
    },
    over: (other) => createChecker(other, options),
    check(schema, value, direction) {
      const quick = run(new Run(0), schema, value, direction)
      if (quick.valid) return []
      if (quick.gaveUp) return quick.findings as Finding[]
      return run(new Run(limit, quick.patterns), schema, value, direction).findings as Finding[]
    }
  }
}

type Settings = Pick<Compiler, 'source' | 'formats' | 'pattern'>

/** All closures for one direction. */
class Family {
  readonly #plain = new WeakMap<SchemaObject, Check>()
  readonly #tracking = new WeakMap<SchemaObject, Check>()
  readonly #references = new Map<string, Check>()
  readonly #plainCompiler: Compiler
  readonly #trackingCompiler: Compiler
  #depth = 0

  constructor(settings: Settings, direction: Direction | undefined) {
    const compilerFor = (track: boolean): Compiler => ({
      ...settings,
      direction,
      track,
      child: (child) => this.compile(child, false),
      inPlace: (part) => this.compile(part, track),
      reference: (key) => this.#reference(key, track)
    })
    this.#plainCompiler = compilerFor(false)
    this.#trackingCompiler = compilerFor(true)
  }

  compile(schema: Schema, track: boolean): Check {
    if (typeof schema === 'boolean') return schema ? PASS : REFUSE
    const memo = track ? this.#tracking : this.#plain
    const known = memo.get(schema)
    if (known) return known
    if (this.#depth > EAGER_DEPTH) return this.#later(schema, track)
    this.#depth++
    const check = this.#build(schema, track)
    this.#depth--
    memo.set(schema, check)
    return check
  }

  /** Compiles a schema when it is first run: never while another one is compiled. */
  #later(schema: SchemaObject, track: boolean): Check {
    let check: Check | undefined
    return (value, path, run, seen) => {
      check ??= this.compile(schema, track)
      return check(value, path, run, seen)
    }
  }

  #reference(key: string, track: boolean): Check {
    const name = track ? `t${key}` : `p${key}`
    const known = this.#references.get(name)
    if (known) return known
    const check = createReference(() =>
      this.compile(followRefs({ $ref: key }, this.#plainCompiler.source).schema, track)
    )
    this.#references.set(name, check)
    return check
  }

  #build(schema: SchemaObject, track: boolean): Check {
    const unevaluated = schema.unevaluatedProperties !== undefined || schema.unevaluatedItems !== undefined
    const compiler = track || unevaluated ? this.#trackingCompiler : this.#plainCompiler
    const checks: Check[] = []
    for (const compile of KEYWORD_COMPILERS) compile(schema, checks, compiler)
    const strict = unevaluated ? evaluating(together(checks)) : together(checks)
    const all = schema.lenientNull && compiler.direction === 'request' ? orNull(strict) : strict
    return schema.dynamicAnchors ? inScope(all, schema.dynamicAnchors) : all
  }
}

/** One closure for all keywords of a schema. */
function together(checks: readonly Check[]): Check {
  const [first, second] = checks
  if (!first) return PASS
  if (!second) return first
  if (checks.length === 2) {
    return (value, path, run, seen) => {
      if (first(value, path, run, seen)) return second(value, path, run, seen)
      if (!run.stop) second(value, path, run, seen)
      return false
    }
  }
  return (value, path, run, seen) => {
    let valid = true
    for (let i = 0; i < checks.length; i++) {
      if ((checks[i] as Check)(value, path, run, seen)) continue
      if (run.stop) return false
      valid = false
    }
    return valid
  }
}

/** Takes null too, and notes it where the schema itself would not. */
function orNull(check: Check): Check {
  return (value, path, run, seen) => {
    if (value !== null) return check(value, path, run, seen)
    if (!run.quietly(check, value, undefined)) run.nullsForgiven++
    return true
  }
}

/** Gives a schema with `unevaluated*` a record of its own: what its cousins evaluated is none of its business. */
function evaluating(check: Check): Check {
  return (value, path, run, seen) => {
    const own = new Evaluated()
    const valid = check(value, path, run, own)
    if (valid && seen) {
      run.spend(own.size)
      seen.merge(own)
    }
    return valid
  }
}
