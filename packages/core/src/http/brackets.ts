// Nested values in flat names: `a[b][0]=c`. Shared by deepObject parameters and by form bodies.

import { setOwn } from '../internal/json.js'
import { propertyHint, resolveHint, wantsOnly, type CoerceHint } from './hint.js'
import { echo, problem, type Problem } from './problem.js'

/** Bounds on what is put together: tokens in one name, members of one object. */
export interface BracketLimits {
  readonly depth: number
  readonly objectKeys: number
}

/**
 * Splits a bracketed name: `a[b][]` gives `['a', 'b', '']`. A name whose brackets are not closed, not at its end, or not
 * preceded by a name is one token as it stands.
 */
export function splitBracketName(name: string): string[] {
  let open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return [name]
  const tokens = [name.slice(0, open)]
  while (open < name.length) {
    const close = name.indexOf(']', open)
    const token = name.slice(open + 1, close)
    if (name[open] !== '[' || token.includes('[')) return [name]
    tokens.push(token)
    open = close + 1
  }
  return tokens
}

// Grown as names need it; most nodes hold one value.
interface Node {
  /** Values given for exactly this name. */
  leaves?: unknown[]
  /** Members by name or index. */
  children?: Map<string, Node>
  /** True when one of the children is named by more than an index. */
  named?: boolean
  /** What `[]` added. */
  appended?: Node[]
}

/**
 * Builds one object out of bracketed names. A name given twice becomes a list. Names that are all indexes make a list in
 * order of index, without gaps, unless the hint asks for an object. `[]` appends; in `a[][x]=1&a[][y]=2` one item takes
 * members until one comes that it has. `__proto__` and the like are names as any other. Refused: a name used both as a
 * value and as an object, names deeper and objects larger than the limits.
 */
export function assembleBrackets(
  entries: Iterable<readonly [tokens: readonly string[], value: unknown]>,
  limits: BracketLimits,
  hint?: CoerceHint
): { readonly value: Record<string, unknown>; readonly problem?: undefined } | { readonly problem: Problem } {
  const root: Node = {}
  for (const [tokens, value] of entries) {
    if (tokens.length > limits.depth)
      return problem('too-deep', `A name nests deeper than ${limits.depth} levels`)
    const refused = insert(root, tokens, value, limits)
    if (refused !== undefined) return { problem: refused }
  }
  return { value: toObject(root, hint) }
}

function insert(
  root: Node,
  tokens: readonly string[],
  value: unknown,
  limits: BracketLimits
): Problem | undefined {
  let node = root
  for (const [index, token] of tokens.entries()) {
    if (token === '' && index > 0) {
      if (node.named) return conflict(tokens)
      node = appendTo(node, tokens.slice(index + 1))
      continue
    }
    const named = !isIndex(token)
    if (node.leaves !== undefined || (named && node.appended !== undefined)) return conflict(tokens)
    node.children ??= new Map()
    let child = node.children.get(token)
    if (child === undefined) {
      if (node.children.size >= limits.objectKeys) {
        return { slug: 'too-complex', detail: `An object has more than ${limits.objectKeys} members` }
      }
      child = {}
      node.children.set(token, child)
      node.named ||= named
    }
    node = child
  }
  if (node.children !== undefined) return conflict(tokens)
  node.leaves ??= []
  node.leaves.push(value)
  return undefined
}

// The last item, unless it has what is to come.
function appendTo(node: Node, rest: readonly string[]): Node {
  node.appended ??= []
  const last = node.appended.at(-1)
  if (last !== undefined && rest.length > 0 && !hasValue(last, rest)) return last
  const item: Node = {}
  node.appended.push(item)
  return item
}

function conflict(tokens: readonly string[]): Problem {
  return {
    slug: 'malformed-body',
    detail: `"${echo(tokens.join('.'))}" is given both as a value and as a structure`
  }
}

function hasValue(start: Node, tokens: readonly string[]): boolean {
  let node: Node | undefined = start
  for (const token of tokens) {
    node = token === '' ? undefined : node.children?.get(token)
    if (node === undefined) return false
  }
  return node.leaves !== undefined
}

function isIndex(token: string): boolean {
  return /^(?:0|[1-9]\d{0,14})$/.test(token)
}

function toValue(node: Node, hint: CoerceHint | undefined): unknown {
  const { leaves = [], children, appended = [] } = node
  const wantsObject = wantsOnly(hint, 'object') && !wantsOnly(hint, 'array')
  if (children !== undefined && appended.length === 0 && (wantsObject || node.named))
    return toObject(node, hint)
  if (children === undefined && appended.length === 0 && leaves.length === 1) return leaves[0]
  const items = resolveHint(hint?.items)
  const indexed = [...(children ?? [])].toSorted(([a], [b]) => Number(a) - Number(b))
  return [...leaves, ...[...indexed.map(([, item]) => item), ...appended].map((item) => toValue(item, items))]
}

function toObject(node: Node, hint: CoerceHint | undefined): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [name, child] of node.children ?? [])
    setOwn(object, name, toValue(child, propertyHint(hint, name)))
  return object
}
