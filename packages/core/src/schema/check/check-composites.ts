// Closures for the keywords that apply schemas to the same value: `allOf`, `anyOf`, `oneOf`, `not`, `if`.
import type { Schema, SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import { Evaluated } from './evaluated.js'
import { compileRefusal } from './likely-branch.js'
import { requiredNames } from './member-flags.js'
import type { Check, Run } from './run.js'

export function compileComposites(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  for (const part of schema.allOf ?? []) checks.push(compiler.inPlace(forDirection(part, schema, compiler)))
  if (schema.anyOf) checks.push(compileAnyOf(schema, schema.anyOf, compiler))
  if (schema.oneOf) checks.push(compileOneOf(schema, schema.oneOf, compiler))
  if (schema.not !== undefined) checks.push(compileNot(schema.not, compiler))
  if (schema.if !== undefined) checks.push(compileIf(schema, schema.if, compiler))
}

/** A part of an `allOf` may require members that its siblings declare read-only or write-only. */
function forDirection(part: Schema, whole: SchemaObject, { direction, source }: Compiler): Schema {
  if (direction === undefined || typeof part === 'boolean' || !part.required) return part
  const required = requiredNames(part, direction, source, [whole])
  return required.length === part.required.length ? part : { ...part, required }
}

/** Tries a branch without findings; what it evaluated counts only when it succeeds. */
function succeeds(check: Check, value: unknown, run: Run, seen: Evaluated | undefined): boolean {
  if (!seen) return run.quietly(check, value, undefined)
  const own = new Evaluated()
  if (!run.quietly(check, value, own)) return false
  run.spend(own.size)
  seen.merge(own)
  return true
}

function compileAnyOf(schema: SchemaObject, branches: readonly Schema[], compiler: Compiler): Check {
  const checks = branches.map((branch) => compiler.inPlace(branch))
  const refuse = compileRefusal(
    schema,
    'anyOf',
    checks,
    `must match at least one of ${alternatives(branches)}`,
    compiler
  )
  return (value, path, run, seen) => {
    let valid = false
    for (let i = 0; i < checks.length; i++) {
      if (!succeeds(checks[i] as Check, value, run, seen)) continue
      valid = true
      // The others may still evaluate something.
      if (!seen) break
    }
    if (valid || !run.findings) return valid
    return refuse(value, path, run, undefined)
  }
}

function compileOneOf(schema: SchemaObject, branches: readonly Schema[], compiler: Compiler): Check {
  const checks = branches.map((branch) => compiler.inPlace(branch))
  const refuse = compileRefusal(
    schema,
    'oneOf',
    checks,
    `must match exactly one of ${alternatives(branches)}`,
    compiler
  )
  return (value, path, run, seen) => {
    const forgiven = run.nullsForgiven
    let match = -1
    for (let i = 0; i < checks.length; i++) {
      if (!succeeds(checks[i] as Check, value, run, seen)) continue
      if (match >= 0) {
        // A null that is merely forgiven must not count against the alternative that takes it.
        if (value === null && run.nullsForgiven > forgiven) return true
        return run.fail(
          path,
          'oneOf',
          `must match exactly one of ${alternatives(branches)}, but matches ${match + 1} and ${i + 1}`
        )
      }
      match = i
    }
    if (match >= 0 || !run.findings) return match >= 0
    return refuse(value, path, run, undefined)
  }
}

function compileNot(negated: Schema, compiler: Compiler): Check {
  const check = compiler.child(negated)
  return (value, path, run) =>
    !run.quietly(check, value, undefined) || run.fail(path, 'not', 'must not match the schema in "not"')
}

function compileIf(schema: SchemaObject, premise: Schema, compiler: Compiler): Check {
  const condition = compiler.inPlace(premise)
  const then = schema.then === undefined ? undefined : compiler.inPlace(schema.then)
  const otherwise = schema.else === undefined ? undefined : compiler.inPlace(schema.else)
  return (value, path, run, seen) => {
    const next = succeeds(condition, value, run, seen) ? then : otherwise
    return !next || next(value, path, run, seen)
  }
}

function alternatives(branches: readonly Schema[]): string {
  return branches.length === 1 ? '1 alternative' : `${branches.length} alternatives`
}
