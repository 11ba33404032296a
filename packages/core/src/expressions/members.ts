// `entity.amount`, `items[0]`, `entity.?note`, `has(entity.note)`: own members of data, whatever their names.
import { isObject, type Json } from '../internal/json.js'
import { compileAs, quote, type CompiledNode, type NodePlace } from './compiled.js'
import { InvalidExpression } from './expression-issue.js'
import { Fault, type Value } from './frame.js'
import { kindOf, nameKind } from './kinds.js'
import type { ExpressionNode } from './node.js'

/** The member of a map or the item of a list; `undefined` when there is none. */
function read(value: Value, key: Value): Value {
  if (Array.isArray(value)) return typeof key === 'number' ? (value[key] as Json | undefined) : undefined
  return isObject(value) && typeof key === 'string' && Object.hasOwn(value, key)
    ? (value[key] as Json | undefined)
    : undefined
}

/** `of.name` and `of.?name`. */
export function compileMember(node: ExpressionNode & { kind: 'member' }, place: NodePlace): CompiledNode {
  return compileAccess(node, place, { kind: 'string', run: () => node.name }, ['map', 'any'])
}

/** `of[at]` and `of[?at]`. */
export function compileItem(node: ExpressionNode & { kind: 'item' }, place: NodePlace): CompiledNode {
  const key = compileAs(node.at, place, ['string', 'number'], 'What stands in brackets must be')
  return compileAccess(node, place, key, ['map', 'list', 'any'])
}

function compileAccess(
  node: ExpressionNode & { kind: 'member' | 'item' },
  place: NodePlace,
  key: CompiledNode,
  kinds: readonly ('map' | 'list' | 'any')[]
): CompiledNode {
  const of = place.compile(node.of, place)
  if (of.kind === 'optional' || node.optional) {
    const run = (frame: Parameters<CompiledNode['run']>[0]) => read(of.run(frame), key.run(frame))
    return { kind: 'optional', run }
  }
  if (of.kind !== 'any' && !kinds.some((kind) => kind === of.kind))
    throw new InvalidExpression(
      `${quote(place, node.of)} is ${nameKind(of.kind)}, which has no members`,
      node.start
    )
  const [owner, whole] = [quote(place, node.of), quote(place, node)]
  return {
    kind: 'any',
    run(frame) {
      const value = of.run(frame)
      const at = key.run(frame)
      const member = read(value, at)
      if (member !== undefined) return member
      if (typeof value !== 'object' || value === null)
        throw new Fault(`${whole}: ${owner} is ${nameKind(kindOf(value))}, which has no members`)
      const asked =
        typeof at === 'string' && at.length < 100 ? `member '${at}'` : `item ${String(at).slice(0, 100)}`
      throw new Fault(`${whole} does not exist: ${owner} has no ${asked}`)
    }
  }
}

/** `has(of.name)`: whether the member is there, be it null. What it would be a member of has to exist. */
export function compileHas(node: ExpressionNode & { kind: 'call' }, place: NodePlace): CompiledNode {
  const [asked] = node.arguments
  if (asked?.kind !== 'member' || node.arguments.length !== 1)
    throw new InvalidExpression('has() takes one member, as in has(entity.note)', node.start)
  const of = place.compile(asked.of, place)
  const owner = quote(place, asked.of)
  return {
    kind: 'boolean',
    run(frame) {
      const value = of.run(frame)
      if (of.kind === 'optional' || isObject(value)) return read(value, asked.name) !== undefined
      throw new Fault(`has(): ${owner} is ${nameKind(kindOf(value))}, which has no members`)
    }
  }
}
