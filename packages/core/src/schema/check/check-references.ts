// Closures for `$ref` and `dynamicRef`: compiled when first run, ended when they turn in a circle, bounded in depth and number.
import { MAX_REF_DEPTH, TOO_DEEP } from './run.js'
import type { Check, Scope } from './run.js'
import type { SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'

const IDLE = Symbol('idle')

/** A closure that runs another one, which is made on first use. */
export function createReference(compileTarget: () => Check): Check {
  let target: Check | undefined
  let active: unknown = IDLE
  return (value, path, run, seen) => {
    // The same value again before it was done with: the reference leads back to itself and asks for nothing.
    if (active === value) return true
    if (run.refDepth >= MAX_REF_DEPTH) return run.fail(path, '$ref', TOO_DEEP)
    run.spend(1)
    target ??= compileTarget()
    const outer = active
    active = value
    run.refDepth++
    try {
      return target(value, path, run, seen)
    } finally {
      run.refDepth--
      active = outer
    }
  }
}

export function compileReferences(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  if (schema.$ref !== undefined) checks.push(compiler.reference(schema.$ref))
  if (schema.dynamicRef !== undefined) checks.push(compileDynamic(schema.dynamicRef, compiler))
}

function compileDynamic(dynamicRef: { ref: string; anchor?: string }, compiler: Compiler): Check {
  const fixed = compiler.reference(dynamicRef.ref)
  const { anchor } = dynamicRef
  if (anchor === undefined) return fixed
  return (value, path, run, seen) => {
    let key: string | undefined
    // The outermost resource that declares the anchor wins.
    for (let scope = run.scope; scope; scope = scope.outer) {
      if (Object.hasOwn(scope.anchors, anchor)) key = scope.anchors[anchor]
    }
    const check = key === undefined ? fixed : compiler.reference(key)
    return check(value, path, run, seen)
  }
}

/** Wraps a schema that enters a resource with dynamic anchors. */
export function inScope(check: Check, anchors: Scope['anchors']): Check {
  return (value, path, run, seen) => {
    const outer = run.scope
    if (outer?.anchors === anchors) return check(value, path, run, seen)
    run.scope = { outer, anchors }
    const valid = check(value, path, run, seen)
    run.scope = outer
    return valid
  }
}
