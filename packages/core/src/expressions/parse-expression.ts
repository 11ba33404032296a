// The text of an expression -> its syntax tree. The grammar is the library's; nothing of it is ever evaluated by the library.
import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import type { Json } from '../internal/json.js'
import { readNumber } from '../internal/read-number.js'
import { InvalidExpression } from './expression-issue.js'
import type { ExpressionNode } from './node.js'

/** Characters of the longest expression. */
export const mostCharacters = 4096
/** Levels of the deepest expression; `a + b + c` has three. */
export const mostLevels = 100

const environment = new Environment({
  enableOptionalTypes: true,
  limits: { maxDepth: mostLevels, maxAstNodes: mostCharacters }
})

/** Parses CEL as cel-spec's langdef defines it, without bytes, unsigned numbers and messages. Throws `InvalidExpression`. */
export function parseExpression(text: string): ExpressionNode {
  if (text.length > mostCharacters)
    throw new InvalidExpression(`An expression may have ${mostCharacters} characters, not ${text.length}`, 0)
  return convert(parse(text), 1)
}

function parse(text: string): ASTNode {
  try {
    return environment.parse(text).ast
  } catch (error) {
    if (error instanceof ParseError)
      throw new InvalidExpression(error.summary + inOtherWords(text), error.range?.start ?? 0)
    throw new InvalidExpression('This is nested too deeply', 0)
  }
}

/** What other languages write, said in CEL. */
function inOtherWords(text: string): string {
  const bare = text.replaceAll(/'[^']*'|"[^"]*"/g, "''")
  return /\b(?:and|or|not)\b|[^=!<>]=[^=]/.test(bare)
    ? '; CEL writes `&&`, `||` and `!` for and, or and not, and `==` for equals'
    : ''
}

function convert(node: ASTNode, level: number): ExpressionNode {
  const { start, end } = node
  if (level > mostLevels)
    throw new InvalidExpression(`This is nested deeper than ${mostLevels} levels`, start)
  const inner = (child: ASTNode) => convert(child, level + 1)
  switch (node.op) {
    case 'value':
      return { kind: 'literal', value: literalOf(node.args, start), start, end }
    case 'id':
      return { kind: 'name', name: node.args, start, end }
    case '.':
    case '.?': {
      const [of, name] = node.args
      return { kind: 'member', of: inner(of), name, optional: node.op === '.?', start, end }
    }
    case '[]':
    case '[?]': {
      const [of, at] = node.args
      return { kind: 'item', of: inner(of), at: inner(at), optional: node.op === '[?]', start, end }
    }
    case 'call': {
      const [name, args] = node.args
      return { kind: 'call', name, receiver: undefined, arguments: args.map(inner), start, end }
    }
    case 'rcall': {
      const [name, receiver, args] = node.args
      return { kind: 'call', name, receiver: inner(receiver), arguments: args.map(inner), start, end }
    }
    case 'list':
      return { kind: 'list', items: node.args.map(inner), start, end }
    case 'map': {
      const entries = node.args.map(([key, value]) => [inner(key), inner(value)] as const)
      return { kind: 'map', entries, start, end }
    }
    case '?:': {
      const [condition, then, otherwise] = node.args
      return {
        kind: 'conditional',
        condition: inner(condition),
        then: inner(then),
        otherwise: inner(otherwise),
        start,
        end
      }
    }
    case '&&':
    case '||': {
      const [left, right] = node.args
      return { kind: 'logic', operator: node.op, left: inner(left), right: inner(right), start, end }
    }
    case '!_':
    case '-_':
      return { kind: node.op === '!_' ? 'not' : 'negate', operand: inner(node.args), start, end }
    default: {
      const [left, right] = node.args
      return { kind: 'operation', operator: node.op, left: inner(left), right: inner(right), start, end }
    }
  }
}

/** CEL tells whole numbers from others by how they are written; JSON does not. */
function literalOf(value: unknown, position: number): Json {
  if (typeof value === 'bigint') {
    const number = readNumber(String(value))
    if (number === Infinity) throw new InvalidExpression('This number has too many digits', position)
    return number
  }
  if (value === null || typeof value !== 'object') return value as Json
  throw new InvalidExpression('JSON has neither bytes nor unsigned numbers', position)
}
