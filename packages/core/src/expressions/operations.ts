// The operators: what each takes, what it gives, and why it may not.
import type { Json } from '../internal/json.js'
import { calculate, negate, type Arithmetic, type Numeric } from './arithmetic.js'
import { areEqual, order } from './compare.js'
import { compileAs, quote, type CompiledNode, type NodePlace } from './compiled.js'
import { InvalidExpression } from './expression-issue.js'
import { Fault, type Frame, type Value } from './frame.js'
import { kindOf, nameKind, type Kind } from './kinds.js'
import type { ExpressionNode } from './node.js'

type Operation = ExpressionNode & { kind: 'operation' }
type Run = (a: Value, b: Value, frame: Frame) => Value

/** Steps of a calculation with up to a thousand digits. */
const digitsCost = 64

const ordered = ['number', 'string', 'boolean'] as const

/** `a + b`, `a < b`, `a == b`, `a in b`, ... */
export function compileOperation(node: Operation, place: NodePlace): CompiledNode {
  const { operator } = node
  switch (operator) {
    case '==':
    case '!=':
      return compileEquality(node, place)
    case 'in':
      return compileMembership(node, place)
    case '+':
      return compileBinary(node, place, ['number', 'string', 'list'], addition(node, place))
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const holds = comparisons[operator]
      const compiled = compileBinary(node, place, ordered, (a, b, frame) => holds(order(a, b, frame)!))
      return { ...compiled, kind: 'boolean' }
    }
    default:
      return compileBinary(node, place, ['number'], arithmetic(node, place, operator))
  }
}

const comparisons = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0
}

/** An operator whose sides are of one kind, out of several. */
function compileBinary(node: Operation, place: NodePlace, kinds: readonly Kind[], run: Run): CompiledNode {
  const what = `'${node.operator}' takes`
  const left = compileAs(node.left, place, kinds, what)
  const right = compileAs(node.right, place, kinds, what)
  const mistake = (a: Kind, b: Kind) => `'${node.operator}' does not take ${nameKind(a)} and ${nameKind(b)}`
  if (left.kind !== 'any' && right.kind !== 'any' && left.kind !== right.kind)
    throw new InvalidExpression(mistake(left.kind, right.kind), node.start)
  return {
    kind: left.kind === 'any' ? right.kind : left.kind,
    run(frame) {
      const a = left.run(frame)
      const b = right.run(frame)
      if (typeof a !== typeof b && kindOf(a) !== kindOf(b))
        throw new Fault(`${quote(place, node)}: ${mistake(kindOf(a), kindOf(b))}`)
      return run(a, b, frame)
    }
  }
}

function arithmetic(node: Operation, place: NodePlace, operator: Arithmetic): Run {
  return (a, b, frame) => {
    const result = calculate(operator, a as Numeric, b as Numeric)
    if (typeof result === 'bigint') frame.spend(digitsCost)
    if (typeof result !== 'string') return result
    throw new Fault(`${quote(place, node)} ${result}`)
  }
}

function addition(node: Operation, place: NodePlace): Run {
  const add = arithmetic(node, place, '+')
  return (a, b, frame) => {
    if (typeof a === 'string') {
      frame.makes(a.length + (b as string).length)
      return a + (b as string)
    }
    if (!Array.isArray(a)) return add(a, b, frame)
    const items = b as readonly Json[]
    frame.makes(a.length + items.length)
    frame.spend(a.length + items.length)
    return [...(a as readonly Json[]), ...items]
  }
}

function compileEquality(node: Operation, place: NodePlace): CompiledNode {
  const left = compileAs(node.left, place, ['any'], '')
  const right = compileAs(node.right, place, ['any'], '')
  const known = [left.kind, right.kind]
  if (left.kind !== right.kind && !known.includes('any') && !known.includes('null'))
    throw new InvalidExpression(
      `${nameKind(left.kind)} never equals ${nameKind(right.kind)}`.replace('a', 'A'),
      node.start
    )
  const wanted = node.operator === '=='
  const run = (frame: Frame) => areEqual(left.run(frame), right.run(frame), frame) === wanted
  return { kind: 'boolean', run }
}

function compileMembership(node: Operation, place: NodePlace): CompiledNode {
  const left = compileAs(node.left, place, ['any'], '')
  const right = compileAs(node.right, place, ['list', 'map'], "The right side of 'in' must be")
  return {
    kind: 'boolean',
    run(frame) {
      const wanted = left.run(frame)
      const container = right.run(frame)
      if (!Array.isArray(container))
        return typeof wanted === 'string' && Object.hasOwn(container as object, wanted)
      return container.some((item: Json) => {
        frame.spend(1)
        return areEqual(wanted, item, frame)
      })
    }
  }
}

/**
 * `&&` and `||` in CEL's way: a side that decides the outcome does so even when the other has no value, on whichever side it stands
 * (cel-spec, langdef, Logical Operators).
 */
export function compileLogic(node: ExpressionNode & { kind: 'logic' }, place: NodePlace): CompiledNode {
  const left = compileAs(node.left, place, ['boolean'], `'${node.operator}' takes`)
  const right = compileAs(node.right, place, ['boolean'], `'${node.operator}' takes`)
  const decisive = node.operator === '||'
  return {
    kind: 'boolean',
    run(frame) {
      let first: Value
      try {
        first = left.run(frame)
      } catch (error) {
        const fault = frame.absorb(error)
        if (right.run(frame) === decisive) return decisive
        throw fault
      }
      return first === decisive ? decisive : right.run(frame)
    }
  }
}

/** `condition ? a : b`; only the side that is asked for is evaluated. The sides may be of different kinds. */
export function compileConditional(
  node: ExpressionNode & { kind: 'conditional' },
  place: NodePlace
): CompiledNode {
  const condition = compileAs(
    node.condition,
    place,
    ['boolean'],
    'What stands before the question mark must be'
  )
  const then = place.compile(node.then, place)
  const otherwise = place.compile(node.otherwise, place)
  const isOptional = then.kind === 'optional' || otherwise.kind === 'optional'
  const kind = isOptional ? 'optional' : then.kind === otherwise.kind ? then.kind : 'any'
  return { kind, run: (frame) => (condition.run(frame) === true ? then.run(frame) : otherwise.run(frame)) }
}

/** `!a` and `-a`. */
export function compileUnary(
  node: ExpressionNode & { kind: 'not' | 'negate' },
  place: NodePlace
): CompiledNode {
  if (node.kind === 'not') {
    const operand = compileAs(node.operand, place, ['boolean'], "'!' takes")
    return { kind: 'boolean', run: (frame) => operand.run(frame) === false }
  }
  const operand = compileAs(node.operand, place, ['number'], "'-' takes")
  return { kind: 'number', run: (frame) => negate(operand.run(frame) as Numeric) }
}
