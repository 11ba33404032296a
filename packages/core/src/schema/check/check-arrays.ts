// Closures for the keywords of arrays.
import type { Schema, SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import type { ArrayCheck, Check } from './run.js'

/** One closure for all array keywords but `unevaluatedItems`. */
export function compileArray(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  const own: ArrayCheck[] = []
  compileSizes(schema, own)
  if (schema.prefixItems || schema.items !== undefined) own.push(compileItems(schema, compiler))
  if (schema.contains !== undefined) own.push(compileContains(schema, schema.contains, compiler))
  if (own.length === 0) return
  checks.push((value, path, run, seen) => {
    if (!Array.isArray(value)) return true
    run.spend(1 + (value.length >> 2))
    let valid = true
    for (let i = 0; i < own.length; i++) {
      if ((own[i] as ArrayCheck)(value, path, run, seen)) continue
      if (run.stop) return false
      valid = false
    }
    return valid
  })
}

function compileSizes(schema: SchemaObject, checks: ArrayCheck[]): void {
  const { minItems, maxItems, uniqueItems } = schema
  if (minItems !== undefined && minItems > 0) {
    const message = `must have at least ${count(minItems)}`
    checks.push((items, path, run) => items.length >= minItems || run.fail(path, 'minItems', message))
  }
  if (maxItems !== undefined) {
    const message = `must have at most ${count(maxItems)}`
    checks.push((items, path, run) => items.length <= maxItems || run.fail(path, 'maxItems', message))
  }
  if (uniqueItems) {
    checks.push((items, path, run) => {
      const equal = items.length > 1 ? run.equalItems(items) : undefined
      return (
        !equal || run.fail(path, 'uniqueItems', `must have no equal items (${equal[0]} and ${equal[1]} are)`)
      )
    })
  }
}

function compileItems(schema: SchemaObject, compiler: Compiler): ArrayCheck {
  const { prefixItems = [], items: rest } = schema
  const prefix = prefixItems.map((item) => compiler.child(item))
  const checkRest = rest === undefined || rest === true ? undefined : compiler.child(rest)
  const most = prefix.length
  return (items, path, run, seen) => {
    let valid = true
    const end = checkRest ? items.length : Math.min(items.length, most)
    for (let i = 0; i < end; i++) {
      if (rest === false && i >= most) {
        run.fail(path, 'items', most === 0 ? 'must be empty' : `must have no more than ${count(most)}`)
        return false
      }
      // Within a dynamic scope a schema may mean something else than by itself.
      if (i >= most && run.knownItem?.(rest as Schema, items[i]) && run.scope === undefined) continue
      const check = i < most ? (prefix[i] as Check) : (checkRest as Check)
      if (check(items[i], run.below(path, i), run, undefined)) continue
      if (run.stop) return false
      valid = false
    }
    if (seen) {
      if (rest !== undefined) seen.allItems = true
      else seen.itemsBefore = Math.max(seen.itemsBefore, most)
    }
    return valid
  }
}

function compileContains(schema: SchemaObject, contained: Schema, compiler: Compiler): ArrayCheck {
  const check = compiler.child(contained)
  const least = schema.minContains ?? 1
  const most = schema.maxContains ?? Infinity
  return (items, path, run, seen) => {
    let matches = 0
    for (let i = 0; i < items.length; i++) {
      if (!run.quietly(check, items[i], undefined)) continue
      matches++
      seen?.addItem(i)
      if (matches > most)
        return run.fail(path, 'maxContains', `must have at most ${count(most)} of the kind looked for`)
      if (!seen && matches >= least && most === Infinity) return true
    }
    if (matches >= least) return true
    const keyword = schema.minContains === undefined ? 'contains' : 'minContains'
    return run.fail(path, keyword, `must have at least ${count(least)} of the kind looked for`)
  }
}

/** `unevaluatedItems`: runs after everything else that applies to the value. */
export function compileUnevaluatedItems(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  const unevaluated = schema.unevaluatedItems
  if (unevaluated === undefined) return
  const check = compiler.child(unevaluated)
  checks.push((value, path, run, seen) => {
    if (!Array.isArray(value) || !seen) return true
    run.spend(value.length >> 2)
    let valid = true
    for (let i = 0; i < value.length; i++) {
      if (seen.hasItem(i)) continue
      const below = run.below(path, i)
      const ok =
        unevaluated === false
          ? run.fail(below, 'unevaluatedItems', 'is not allowed here')
          : check(value[i], below, run, undefined)
      if (ok) continue
      if (run.stop) return false
      valid = false
    }
    seen.allItems = true
    return valid
  })
}

function count(items: number): string {
  return items === 1 ? '1 item' : `${items} items`
}
