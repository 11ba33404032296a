// Closures for the members of objects: `properties`, `patternProperties`, `additionalProperties`, and at last `unevaluatedProperties`.
import { isObject } from '../../internal/json.js'
import type { CompiledPattern } from '../pattern/match-pattern.js'
import type { Schema, SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import type { Check, ObjectCheck } from './run.js'

interface PatternCheck {
  readonly test: CompiledPattern['test']
  readonly check: Check
}

/** Adds one closure for the members that a schema itself speaks of. */
export function compileMembers(schema: SchemaObject, checks: ObjectCheck[], compiler: Compiler): void {
  const { properties = {}, patternProperties, additionalProperties: rest } = schema
  const names = Object.keys(properties)
  if (names.length === 0 && !patternProperties && rest === undefined) return
  const members = names.map((name) => compiler.child(properties[name] as Schema))
  if (!patternProperties && (rest === undefined || rest === true)) {
    checks.push(declaredMembers(names, members, rest === true))
    return
  }
  const patterns = Object.entries(patternProperties ?? {}).map(([source, member]) => ({
    test: compiler.pattern(source),
    check: compiler.child(member)
  }))
  const declared = new Map(names.map((name, index) => [name, members[index] as Check]))
  checks.push(allMembers(declared, patterns, rest, rest === undefined ? undefined : compiler.child(rest)))
}

/** `properties` alone: asks for each declared name, which is faster than looking every name of the object up. */
function declaredMembers(
  names: readonly string[],
  members: readonly Check[],
  restIsEvaluated: boolean
): ObjectCheck {
  const steps = 1 + (names.length >> 2)
  return (object, path, run, seen) => {
    run.spend(steps)
    let valid = true
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const item = object[name]
      if (item === undefined || !Object.hasOwn(object, name)) continue
      if (seen) seen.addProperty(name)
      if ((members[i] as Check)(item, run.below(path, name), run, undefined)) continue
      if (run.stop) return false
      valid = false
    }
    if (seen && restIsEvaluated) seen.allProperties = true
    return valid
  }
}

/** Goes over the members of the object: those that are not declared matter too. */
function allMembers(
  declared: ReadonlyMap<string, Check>,
  patterns: readonly PatternCheck[],
  rest: Schema | undefined,
  checkRest: Check | undefined
): ObjectCheck {
  return (object, path, run, seen) => {
    const own = Object.keys(object)
    run.spend(own.length * (1 + patterns.length))
    let valid = true
    for (const name of own) {
      const item = object[name]
      if (item === undefined) continue
      const below = run.below(path, name)
      const member = declared.get(name)
      let known = member !== undefined
      let ok = member === undefined || member(item, below, run, undefined)
      for (let i = 0; i < patterns.length && (ok || !run.stop); i++) {
        const pattern = patterns[i] as PatternCheck
        if (!pattern.test(name, run.patterns)) continue
        known = true
        ok = pattern.check(item, below, run, undefined) && ok
      }
      if (!known && checkRest) {
        if (rest === false) ok = run.fail(below, 'additionalProperties', 'is not a known property')
        else ok = checkRest(item, below, run, undefined)
      }
      if (seen && (known || checkRest)) seen.addProperty(name)
      if (ok) continue
      if (run.stop) return false
      valid = false
    }
    return valid
  }
}

/** `unevaluatedProperties`: runs after everything else that applies to the value. */
export function compileUnevaluatedProperties(
  schema: SchemaObject,
  checks: Check[],
  compiler: Compiler
): void {
  const unevaluated = schema.unevaluatedProperties
  if (unevaluated === undefined) return
  const check = compiler.child(unevaluated)
  checks.push((value, path, run, seen) => {
    if (!isObject(value) || !seen) return true
    const names = Object.keys(value)
    run.spend(names.length)
    let valid = true
    for (const name of names) {
      if (value[name] === undefined || seen.hasProperty(name)) continue
      const below = run.below(path, name)
      const ok =
        unevaluated === false
          ? run.fail(below, 'unevaluatedProperties', 'is not a known property')
          : check(value[name], below, run, undefined)
      if (ok) continue
      if (run.stop) return false
      valid = false
    }
    seen.allProperties = true
    return valid
  })
}
