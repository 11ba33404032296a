// Closures for the keywords of objects.
import { isObject } from '../../internal/json.js'
import type { Schema, SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import { compileMembers } from './check-members.js'
import { requiredNames } from './member-flags.js'
import type { Check, ObjectCheck, Run } from './run.js'

/** One closure for all object keywords but `unevaluatedProperties`. */
export function compileObject(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  const own: ObjectCheck[] = []
  if (schema.required) {
    compileRequired(requiredNames(schema, compiler.direction, compiler.source), own)
  }
  compileSizes(schema, own)
  compileMembers(schema, own, compiler)
  if (schema.propertyNames !== undefined) own.push(compileNames(schema.propertyNames, compiler))
  compileDependents(schema, own, compiler)
  if (own.length === 0) return
  checks.push((value, path, run, seen) => {
    if (!isObject(value)) return true
    let valid = true
    for (let i = 0; i < own.length; i++) {
      if ((own[i] as ObjectCheck)(value, path, run, seen)) continue
      if (run.stop) return false
      valid = false
    }
    return valid
  })
}

/** Own members only: `toString` is not there because every object inherits it. `undefined` is absent. */
function has(object: Record<string, unknown>, name: string): boolean {
  return object[name] !== undefined && Object.hasOwn(object, name)
}

function compileRequired(names: readonly string[], checks: ObjectCheck[]): void {
  if (names.length === 0) return
  checks.push((object, path, run) => {
    run.spend(names.length >> 2)
    let valid = true
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      if (has(object, name)) continue
      run.fail(path, 'required', `must have the property "${name.slice(0, 150)}"`, name)
      if (run.stop) return false
      valid = false
    }
    return valid
  })
}

function compileSizes(schema: SchemaObject, checks: ObjectCheck[]): void {
  const { minProperties: least, maxProperties: most } = schema
  if (least !== undefined && least > 0) {
    const message = `must have at least ${count(least)}`
    checks.push(
      (object, path, run) => sizeOf(object, run) >= least || run.fail(path, 'minProperties', message)
    )
  }
  if (most !== undefined) {
    const message = `must have at most ${count(most)}`
    checks.push(
      (object, path, run) => sizeOf(object, run) <= most || run.fail(path, 'maxProperties', message)
    )
  }
}

function sizeOf(object: Record<string, unknown>, run: Run): number {
  const { length } = Object.keys(object)
  run.spend(length >> 2)
  return length
}

function compileNames(names: Schema, compiler: Compiler): ObjectCheck {
  const check = compiler.child(names)
  return (object, path, run) => {
    const own = Object.keys(object)
    run.spend(own.length)
    let valid = true
    for (const name of own) {
      if (run.quietly(check, name, undefined)) continue
      run.fail(run.below(path, name), 'propertyNames', 'has a name that is not allowed')
      if (run.stop) return false
      valid = false
    }
    return valid
  }
}

function compileDependents(schema: SchemaObject, checks: ObjectCheck[], compiler: Compiler): void {
  const { dependentRequired, dependentSchemas } = schema
  for (const name of Object.keys(dependentRequired ?? {})) {
    const own: ObjectCheck[] = []
    compileRequired(dependentRequired?.[name] as readonly string[], own)
    const [check] = own
    if (check) checks.push((object, path, run, seen) => !has(object, name) || check(object, path, run, seen))
  }
  for (const name of Object.keys(dependentSchemas ?? {})) {
    const check = compiler.inPlace(dependentSchemas?.[name] as Schema)
    checks.push((object, path, run, seen) => !has(object, name) || check(object, path, run, seen))
  }
}

function count(members: number): string {
  return members === 1 ? '1 property' : `${members} properties`
}
