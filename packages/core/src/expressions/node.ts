// The syntax tree of an expression, between the parser and the compiler. Its members are ours, so that the parser can be another.
import type { Json } from '../internal/json.js'

/** Where a node stands in the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Operator = '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in'

/** One node; every number literal is a JSON number, whatever CEL would call it. */
export type ExpressionNode = Span &
  (
    | { readonly kind: 'literal'; readonly value: Json }
    | { readonly kind: 'name'; readonly name: string }
    /** `of.name`, or `of.?name` when optional. */
    | {
        readonly kind: 'member'
        readonly of: ExpressionNode
        readonly name: string
        readonly optional: boolean
      }
    /** `of[at]`, or `of[?at]` when optional. */
    | {
        readonly kind: 'item'
        readonly of: ExpressionNode
        readonly at: ExpressionNode
        readonly optional: boolean
      }
    /** `name(arguments)`, or `receiver.name(arguments)`. */
    | {
        readonly kind: 'call'
        readonly name: string
        readonly receiver: ExpressionNode | undefined
        readonly arguments: readonly ExpressionNode[]
      }
    | { readonly kind: 'list'; readonly items: readonly ExpressionNode[] }
    | { readonly kind: 'map'; readonly entries: readonly (readonly [ExpressionNode, ExpressionNode])[] }
    | {
        readonly kind: 'conditional'
        readonly condition: ExpressionNode
        readonly then: ExpressionNode
        readonly otherwise: ExpressionNode
      }
    | {
        readonly kind: 'operation'
        readonly operator: Operator
        readonly left: ExpressionNode
        readonly right: ExpressionNode
      }
    | {
        readonly kind: 'logic'
        readonly operator: '&&' | '||'
        readonly left: ExpressionNode
        readonly right: ExpressionNode
      }
    | { readonly kind: 'not' | 'negate'; readonly operand: ExpressionNode }
  )
