// The text of an expression -> something to evaluate. What is known to be wrong is said here, the rest when it is evaluated.
import { getOwn, setOwn, type Json } from '../internal/json.js'
import { suggest } from '../internal/suggest.js'
import { compileCall } from './calls.js'
import { compileAs, quote, type CompiledNode, type NodePlace, type Scope } from './compiled.js'
import { InvalidExpression, type ExpressionIssue } from './expression-issue.js'
import { Fault, type Value } from './frame.js'
import { kindOf, type Kind } from './kinds.js'
import { compileItem, compileMember } from './members.js'
import type { ExpressionNode } from './node.js'
import { compileConditional, compileLogic, compileOperation, compileUnary } from './operations.js'
import { parseExpression } from './parse-expression.js'

/** An expression, ready to be evaluated as often as wanted. It holds no state. */
export interface Expression {
  /** What is known of its values: a condition should be `boolean` or `any`. */
  readonly kind: Kind
  /** For `evaluate`. */
  readonly run: CompiledNode['run']
  /** What was compiled. */
  readonly tree: ExpressionNode
}

/**
 * Compiles CEL (github.com/google/cel-spec) over JSON: `entity.amount - request.body.amount`. The text comes without the `=` that marks
 * expressions in a pack. Names that are not in the scope, and kinds that cannot go together, are issues. Never throws.
 */
export function compileExpression(text: string, scope: Scope): Expression | ExpressionIssue {
  try {
    const tree = parseExpression(text)
    const compiled = compileNode(tree, { text, scope, locals: [], compile: compileNode })
    if (compiled.kind === 'optional')
      throw new InvalidExpression('This may be absent: say what then, with .orValue(...)', 0)
    return { ...compiled, tree }
  } catch (error) {
    if (error instanceof InvalidExpression) return error.issue
    throw error
  }
}

function compileNode(node: ExpressionNode, place: NodePlace): CompiledNode {
  switch (node.kind) {
    case 'literal': {
      const { value } = node
      return { kind: kindOf(value), run: () => value }
    }
    case 'name':
      return compileName(node, place)
    case 'member':
      return compileMember(node, place)
    case 'item':
      return compileItem(node, place)
    case 'call':
      return compileCall(node, place)
    case 'list': {
      const items = node.items.map((item) => compileAs(item, place, ['any'], ''))
      return { kind: 'list', run: (frame) => items.map((item) => item.run(frame) as Json) }
    }
    case 'map':
      return compileMap(node, place)
    case 'conditional':
      return compileConditional(node, place)
    case 'operation':
      return compileOperation(node, place)
    case 'logic':
      return compileLogic(node, place)
    case 'not':
    case 'negate':
      return compileUnary(node, place)
  }
}

function compileName(node: ExpressionNode & { kind: 'name' }, place: NodePlace): CompiledNode {
  const { name } = node
  const slot = place.locals.lastIndexOf(name)
  if (slot >= 0) return { kind: 'any', run: (frame) => frame.locals[slot] }
  if (!Object.hasOwn(place.scope, name)) {
    const names = [...Object.keys(place.scope), ...place.locals]
    const meant = suggest(name, names)
    const others = names.length > 0 ? `; there are: ${names.join(', ').slice(0, 300)}` : ''
    throw new InvalidExpression(
      `There is nothing called ${quote(place, node)} here${meant ? `; did you mean '${meant}'?` : others}`,
      node.start
    )
  }
  return {
    kind: place.scope[name]!,
    run(frame) {
      const value = getOwn(frame.variables, name) as Value
      if (value === undefined) throw new Fault(`There is no '${name}' this time`)
      return value
    }
  }
}

function compileMap(node: ExpressionNode & { kind: 'map' }, place: NodePlace): CompiledNode {
  const entries = node.entries.map(([name, value]) => ({
    name: compileAs(name, place, ['string'], 'The name of a member must be'),
    value: compileAs(value, place, ['any'], '')
  }))
  return {
    kind: 'map',
    run(frame) {
      const map = {}
      for (const { name, value } of entries) {
        const key = name.run(frame) as string
        if (Object.hasOwn(map, key)) throw new Fault(`A map has the member '${key.slice(0, 40)}' twice`)
        setOwn(map, key, value.run(frame))
      }
      return map
    }
  }
}
