// json-p3 with a meter on everything it reads. A few characters (`$..*..*..*`, or a filter with a query inside) can ask for more than any
// machine can do.

import { FunctionExpressionType, JSONPathEnvironment, type JSONValue } from 'json-p3'
import type { WalkBudget } from '../map-references.js'
import { parseIRegexp, type IRegexp } from './i-regexp.js'
import { spend } from './spend.js'

const ORIGINAL = Symbol('original')

/** JSONPath (RFC 9535), all of it, for one budget: a query ends with a `WalkBudgetError` when it has read more. */
export class MeteredJsonPath extends JSONPathEnvironment {
  readonly #budget: WalkBudget

  constructor(budget: WalkBudget) {
    // What is queried has been measured.
    super({ maxRecursionDepth: Infinity })
    this.#budget = budget
    const patterns = new Map<string, IRegexp | undefined>()
    const pattern = (source: string): IRegexp | undefined => {
      if (!patterns.has(source)) {
        spend(budget, source.length)
        patterns.set(source, parseIRegexp(source))
      }
      return patterns.get(source)
    }
    this.#define('match', (text, source) => pattern(source)?.matches(text, budget) ?? false)
    this.#define('search', (text, source) => pattern(source)?.isIn(text, budget) ?? false)
  }

  /** A view of a value that spends one for each thing read of it: what queries must be given. */
  view(value: unknown): JSONValue {
    if (typeof value !== 'object' || value === null) return value as JSONValue
    // A proxy must give the very members of what is frozen: of a copy it need not.
    const target = Object.isExtensible(value) ? value : this.#copy(value)
    return new Proxy(target, this.#handler) as unknown as JSONValue
  }

  /** The members of a view: what the library asks for most, without three detours a member. */
  override entries(view: Record<string, JSONValue>): [string, JSONValue][] {
    const original = (view as Record<symbol, unknown>)[ORIGINAL] as object
    const entries = Object.entries(original) as [string, JSONValue][]
    spend(this.#budget, entries.length)
    for (const entry of entries) entry[1] = this.view(entry[1])
    return entries
  }

  readonly #handler: ProxyHandler<object> = {
    get: (target, key) => {
      if (key === ORIGINAL) return target
      spend(this.#budget, 1)
      return this.view((target as Record<string | symbol, unknown>)[key])
    },
    ownKeys: (target) => {
      const keys = Reflect.ownKeys(target)
      spend(this.#budget, keys.length)
      return keys
    }
  }

  #define(name: string, test: (text: string, pattern: string) => boolean): void {
    this.functionRegister.set(name, {
      argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
      returnType: FunctionExpressionType.LogicalType,
      call: (text, pattern) => typeof text === 'string' && typeof pattern === 'string' && test(text, pattern)
    })
  }

  #copy(value: object): object {
    spend(this.#budget, Object.keys(value).length)
    return Array.isArray(value) ? [...(value as unknown[])] : { ...value }
  }
}
