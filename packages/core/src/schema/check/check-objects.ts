// Closures for the keywords of objects.
import { isObject } from '../../internal/json.js'
import type { SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import type { Evaluated } from './evaluated.js'
import { requiredNames } from './member-flags.js'
import type { Check, Path, Run } from './run.js'

type JsonObject = Record<string, unknown>
type ObjectCheck = (object: JsonObject, path: Path | undefined, run: Run, seen: Evaluated | undefined) => boolean

/** One closure for all object keywords but `unevaluatedProperties`. */
export function compileObject(schema: SchemaObject, compiler: Compiler): Check[] {
  const checks: ObjectCheck[] = [
    ...compileRequired(requiredNames(schema, compiler.direction, compiler.source)),
    ...compileSizes(schema),
    ...compileMembers(schema, compiler),
    ...compileNames(schema, compiler),
    ...compileDependents(schema, compiler)
  ]
  if (checks.length === 0) return []
  return [
    (value, path, run, seen) => {
      if (!isObject(value)) return true
      let valid = true
      for (let i = 0; i < checks.length; i++) {
        if ((checks[i] as ObjectCheck)(value, path, run, seen)) continue
        if (run.stop) return false
        valid = false
      }
      return valid
    }
  ]
}

/** Own members only: `toString` is not there because every object inherits it. `undefined` is absent. */
function has(object: JsonObject, name: string): boolean {
  return object[name] !== undefined && Object.hasOwn(object, name)
}

function compileRequired(names: readonly string[]): ObjectCheck[] {
  if (names.length === 0) return []
  return [
    (object, path, run) => {
      let valid = true
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string
        if (has(object, name)) continue
        run.fail(path, 'required', `must have the property "${name.slice(0, 150)}"`)
        if (run.stop) return false
        valid = false
      }
      return valid
    }
  ]
}

function compileSizes(schema: SchemaObject): ObjectCheck[] {
  const { minProperties: least, maxProperties: most } = schema
  const checks: ObjectCheck[] = []
  if (least !== undefined && least > 0) {
    const message = `must have at least ${count(least)}`
    checks.push((object, path, run) => Object.keys(object).length >= least || run.fail(path, 'minProperties', message))
  }
  if (most !== undefined) {
    const message = `must have at most ${count(most)}`
    checks.push((object, path, run) => Object.keys(object).length <= most || run.fail(path, 'maxProperties', message))
  }
  return checks
}

function compileMembers(schema: SchemaObject, compiler: Compiler): ObjectCheck[] {
  const { properties = {}, patternProperties = {}, additionalProperties: rest } = schema
  const members = Object.keys(properties).map((name) => ({ name, check: compiler.child(properties[name] as SchemaObject) }))
  const patterns = Object.keys(patternProperties).map((source) => ({
    test: compiler.pattern(source),
    check: compiler.child(patternProperties[source] as SchemaObject)
  }))
  if (patterns.length === 0 && (rest === undefined || rest === true)) return compileDeclared(members, rest === true)
  const declared = new Map(members.map((member) => [member.name, member.check]))
  const checkRest = rest === undefined ? undefined : compiler.child(rest)
  return [
    (object, path, run, seen) => {
      let valid = true
      const run1 = (check: Check, name: string) => check(object[name], run.below(path, name), run, undefined)
      for (const name of Object.keys(object)) {
        if (object[name] === undefined) continue
        const check = declared.get(name)
        let known = check !== undefined
        let ok = check === undefined || run1(check, name)
        for (let i = 0; i < patterns.length && (ok || !run.stop); i++) {
          const pattern = patterns[i] as (typeof patterns)[number]
          if (!pattern.test(name)) continue
          known = true
          ok = run1(pattern.check, name) && ok
        }
        if (!known && checkRest) {
          if (rest === false) ok = run.fail(run.below(path, name), 'additionalProperties', 'is not a known property')
          else ok = run1(checkRest, name)
        }
        if (seen && (known || checkRest)) seen.addProperty(name)
        if (ok) continue
        if (run.stop) return false
        valid = false
      }
      return valid
    }
  ]
}

/** `properties` alone: asks for each declared name, which is faster than looking every name of the object up. */
function compileDeclared(members: readonly { name: string; check: Check }[], restIsEvaluated: boolean): ObjectCheck[] {
  if (members.length === 0 && !restIsEvaluated) return []
  const names = members.map((member) => member.name)
  const checks = members.map((member) => member.check)
  return [
    (object, path, run, seen) => {
      let valid = true
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string
        const item = object[name]
        if (item === undefined || !Object.hasOwn(object, name)) continue
        if (seen) seen.addProperty(name)
        if ((checks[i] as Check)(item, run.below(path, name), run, undefined)) continue
        if (run.stop) return false
        valid = false
      }
      if (seen && restIsEvaluated) seen.allProperties = true
      return valid
    }
  ]
}

function compileNames(schema: SchemaObject, compiler: Compiler): ObjectCheck[] {
  if (schema.propertyNames === undefined) return []
  const check = compiler.child(schema.propertyNames)
  return [
    (object, path, run) => {
      let valid = true
      for (const name of Object.keys(object)) {
        if (run.quietly(check, name, undefined)) continue
        run.fail(run.below(path, name), 'propertyNames', 'has a name that is not allowed')
        if (run.stop) return false
        valid = false
      }
      return valid
    }
  ]
}

function compileDependents(schema: SchemaObject, compiler: Compiler): ObjectCheck[] {
  const { dependentRequired = {}, dependentSchemas = {} } = schema
  const required = Object.keys(dependentRequired).map((name): ObjectCheck => {
    const [check] = compileRequired(dependentRequired[name] as readonly string[])
    return (object, path, run, seen) => !check || !has(object, name) || check(object, path, run, seen)
  })
  const schemas = Object.keys(dependentSchemas).map((name): ObjectCheck => {
    const check = compiler.inPlace(dependentSchemas[name] as SchemaObject)
    return (object, path, run, seen) => !has(object, name) || check(object, path, run, seen)
  })
  return [...required, ...schemas]
}

/** `unevaluatedProperties`: runs after everything else that applies to the value. */
export function compileUnevaluatedProperties(schema: SchemaObject, compiler: Compiler): Check[] {
  const unevaluated = schema.unevaluatedProperties
  if (unevaluated === undefined) return []
  const check = compiler.child(unevaluated)
  return [
    (value, path, run, seen) => {
      if (!isObject(value) || !seen) return true
      let valid = true
      for (const name of Object.keys(value)) {
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
    }
  ]
}

function count(members: number): string {
  return members === 1 ? '1 property' : `${members} properties`
}
