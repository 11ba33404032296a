// What references lead to is compiled once, for all the operations that share it.
import { settleKeyOrder } from '../internal/key-order.js'
import { follow, type Located } from '../spec/reference.js'
import type { CompileContext } from './compile-context.js'

/**
 * Follows the references of a value and compiles what they lead to; `undefined` where they lead nowhere. `kind` keeps apart what is made
 * of one place in different ways. What is shared is in key order.
 */
export function compileReferenced<T extends object>(
  context: CompileContext,
  kind: string,
  value: unknown,
  at: string,
  compile: (located: Located) => T | undefined
): T | undefined {
  const located = follow(context.document, value, at, context.onIssue)
  if (!located || located.pointer === at) return located && compile(located)
  const key = `${kind} ${located.pointer}`
  if (context.referenced.has(key)) return context.referenced.get(key) as T | undefined
  const made = compile(located)
  const settled = made && settleKeyOrder(made)
  context.referenced.set(key, settled)
  return settled
}
