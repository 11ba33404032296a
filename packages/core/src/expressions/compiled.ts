// What compiling a node gives, and what is known where a node stands. Shared by the compilers of the kinds of nodes.
import { InvalidExpression } from './expression-issue.js'
import { Fault, type Frame, type Value } from './frame.js'
import { canBe, kindOf, nameKind, type Kind } from './kinds.js'
import type { ExpressionNode, Span } from './node.js'

/** A node, ready to be evaluated. */
export interface CompiledNode {
  /** What is known of its values. */
  readonly kind: Kind
  /** Throws `Fault` where there is no value, and `Exhausted` where it takes too much. */
  readonly run: (frame: Frame) => Value
}

/** The names that exist where an expression stands, each with what is known of its values. */
export interface Scope {
  readonly [name: string]: Kind
}

/** Where a node stands. */
export interface NodePlace {
  readonly text: string
  readonly scope: Scope
  /** The variables of the comprehensions around, outermost first: the index is where a frame keeps the value. */
  readonly locals: readonly string[]
  /** Compiles a node that stands at a place. Throws `InvalidExpression`. */
  readonly compile: (node: ExpressionNode, place: NodePlace) => CompiledNode
}

/** The text of a node as it stands in messages: in backquotes, the middle of long ones left out. */
export function quote(place: NodePlace, { start, end }: Span): string {
  const text = place.text.slice(start, end).replaceAll(/\s+/g, ' ')
  return `\`${text.length > 60 ? `${text.slice(0, 40)} ... ${text.slice(-15)}` : text}\``
}

/** Compiles a node whose values must be of one of the kinds: what is known to be of another is refused at once, the rest when evaluated. */
export function compileAs(
  node: ExpressionNode,
  place: NodePlace,
  kinds: readonly Kind[],
  what: string
): CompiledNode {
  const compiled = place.compile(node, place)
  const mistake = (kind: Kind) =>
    kind === 'optional'
      ? `${quote(place, node)} may be absent: say what then, with .orValue(...)`
      : `${what} ${kinds.map(nameKind).join(' or ')}, and ${quote(place, node)} is ${nameKind(kind)}`
  const isAny = kinds.includes('any')
  if (compiled.kind === 'optional' ? !kinds.includes('optional') : !canBe(compiled.kind, kinds))
    throw new InvalidExpression(mistake(compiled.kind), node.start)
  if (compiled.kind !== 'any' || isAny) return compiled
  const run = (frame: Frame) => {
    const value = compiled.run(frame)
    if (kinds.includes(kindOf(value))) return value
    throw new Fault(mistake(kindOf(value)))
  }
  return { kind: kinds.length === 1 ? kinds[0]! : 'any', run }
}
