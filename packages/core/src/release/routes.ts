// Path templates -> a tree of segments. Matching is linear in the length of the path and does not depend on the order of the description.
import { parseTemplate, templateParameters, type TemplatePart } from './path-template.js'
import type { OperationSummary } from './release.js'

/** All operations of one path template, by method; where a method has several, the one that asks for most comes first. */
export interface Route {
  readonly path: string
  readonly operations: Map<string, RoutedOperation[]>
}

/** An operation and the names that it gives to the parameters of its path, in order. */
export interface RoutedOperation {
  readonly summary: OperationSummary
  readonly names: readonly string[]
}

/** A route and the raw (still percent-encoded) values of its path parameters, in order. Each operation has its own names for them. */
export interface RouteMatch {
  readonly route: Route
  readonly values: readonly string[]
}

interface Node {
  readonly literals: Map<string, Node>
  readonly patterns: { readonly segment: SegmentPattern; readonly node: Node }[]
  readonly byShape: Map<string, Node>
  route: Route | undefined
}

/** The tree. Build it once per release with `createRoutes`. */
export interface Routes {
  /** The route that answers a path, given as segments: decoded ones for literals, raw ones for values. */
  match(segments: readonly string[], rawSegments: readonly string[]): RouteMatch | undefined
  readonly all: readonly Route[]
}

/**
 * Builds the tree. Where several templates fit: a literal segment beats one with parameters, more literal text beats less,
 * from left to right; a better segment that leads nowhere is given up for the next.
 */
export function createRoutes(operations: readonly OperationSummary[]): Routes {
  const root = createNode()
  const all: Route[] = []
  for (const operation of operations) {
    const segments = parseTemplate(operation.path)
    let node = root
    for (const { parts } of segments) node = child(node, parts)
    if (!node.route) {
      node.route = { path: operation.path, operations: new Map() }
      all.push(node.route)
    }
    const routed = { summary: operation, names: templateParameters(operation.path) }
    const same = node.route.operations.get(operation.method)
    if (same) same.push(routed)
    else node.route.operations.set(operation.method, [routed])
  }
  for (const route of all)
    for (const same of route.operations.values()) same.sort((a, b) => conditionsOf(b) - conditionsOf(a))
  sortPatterns(root)
  return {
    all,
    match(segments, rawSegments) {
      const values: string[] = []
      const budget = { steps: 10_000 }
      const exact = find(root, segments, rawSegments, 0, values, budget)
      // A trailing slash is forgiven, as most servers do, when the description does not tell the two apart.
      const last = segments.length - 1
      const node =
        exact ??
        (last > 0 && segments[last] === ''
          ? find(root, segments.slice(0, -1), rawSegments, 0, values, budget)
          : undefined) ??
        (last >= 0 && segments[last] !== ''
          ? find(root, [...segments, ''], [...rawSegments, ''], 0, values, budget)
          : undefined)
      return node?.route && { route: node.route, values }
    }
  }
}

function conditionsOf({ summary }: RoutedOperation): number {
  return summary.conditions?.length ?? 0
}

function createNode(): Node {
  return { literals: new Map(), patterns: [], byShape: new Map(), route: undefined }
}

function child(node: Node, parts: readonly TemplatePart[]): Node {
  if (parts.every((part) => part.kind === 'literal')) {
    const text = parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
    let next = node.literals.get(text)
    if (!next) node.literals.set(text, (next = createNode()))
    return next
  }
  const segment = segmentPattern(parts)
  const known = node.byShape.get(segment.shape)
  if (known) return known
  const next = createNode()
  node.byShape.set(segment.shape, next)
  node.patterns.push({ segment, node: next })
  return next
}

function find(
  node: Node,
  segments: readonly string[],
  raw: readonly string[],
  depth: number,
  values: string[],
  budget: { steps: number }
): Node | undefined {
  if (depth === segments.length) return node.route ? node : undefined
  if (budget.steps-- <= 0) return undefined
  const next = node.literals.get(segments[depth]!)
  if (next) {
    const found = find(next, segments, raw, depth + 1, values, budget)
    if (found) return found
  }
  for (const pattern of node.patterns) {
    const kept = values.length
    if (matchSegment(pattern.segment, raw[depth]!, values)) {
      const found = find(pattern.node, segments, raw, depth + 1, values, budget)
      if (found) return found
    }
    values.length = kept
  }
  return undefined
}

/** A segment with parameters: `{id}`, `{name}.{ext}`, `{id}:capture`. */
interface SegmentPattern {
  /** Literal texts before, between and after the parameters. */
  readonly literals: readonly string[]
  readonly literalLength: number
  readonly shape: string
}

function segmentPattern(parts: readonly TemplatePart[]): SegmentPattern {
  const literals = ['']
  for (const part of parts) {
    if (part.kind === 'literal') literals[literals.length - 1] += part.text
    else literals.push('')
  }
  return { literals, literalLength: literals.join('').length, shape: literals.join('\u0000') }
}

function sortPatterns(node: Node): void {
  node.patterns.sort(
    (a, b) =>
      b.segment.literalLength - a.segment.literalLength ||
      b.segment.literals.length - a.segment.literals.length ||
      (a.segment.shape < b.segment.shape ? -1 : 1)
  )
  for (const next of node.literals.values()) sortPatterns(next)
  for (const { node: next } of node.patterns) sortPatterns(next)
}

/** Puts the values of a segment's parameters into `values`. The last literal is matched at the end, those between at their last place: `a.b.{ext}` splits at the last dot. */
function matchSegment(pattern: SegmentPattern, segment: string, values: string[]): boolean {
  const { literals } = pattern
  const first = literals[0]!
  const last = literals[literals.length - 1]!
  if (literals.length === 2 && first === '' && last === '') {
    if (segment === '') return false
    values.push(segment)
    return true
  }
  if (segment.length < pattern.literalLength || !segment.startsWith(first) || !segment.endsWith(last))
    return false
  let end = segment.length - last.length
  const found: string[] = []
  for (let i = literals.length - 2; i >= 0; i--) {
    const start = i === 0 ? first.length : segment.lastIndexOf(literals[i]!, end - 1 - literals[i]!.length)
    const from = i === 0 ? start : start + literals[i]!.length
    if (start < 0 || from >= end) return false
    found.push(segment.slice(from, end))
    end = start
  }
  values.push(...found.reverse())
  return true
}
