// Members that an expression asks for and that are not there: found by walking its tree with what is known of its names.
import type { ExpressionNode } from '../../../expressions/node.js'
import { itemOf, memberOf, type Known } from './known.js'
import type { Grounds } from '../grounds.js'

/** A member that is asked for and not there. */
export interface MissingMember {
  /** UTF-16 offset in the text of the expression. */
  readonly position: number
  readonly name: string
  /** What has no such member: `entity.owner`. */
  readonly of: string
  readonly among: readonly string[]
  /** Nothing of this kind ever has such a member. */
  readonly isRefused: boolean
}

type NamesKnown = ReadonlyMap<string, Known | undefined>

/** Walks an expression. What nothing is known of may have any members. */
export function missingMembers(place: Grounds, tree: ExpressionNode, names: NamesKnown): MissingMember[] {
  const missing: MissingMember[] = []

  function access(
    node: ExpressionNode & { kind: 'member' | 'item' },
    name: string | undefined,
    names: NamesKnown
  ): Known | undefined {
    const of = walk(node.of, names)
    if (!of) return undefined
    if (name === undefined) return itemOf(place, of)
    const found = memberOf(place, of, name)
    if ('known' in found) return found.known
    const { missing: among, isRefused } = found
    missing.push({ position: node.of.end, name, of: describe(node.of, of), among, isRefused })
    return undefined
  }

  function walk(node: ExpressionNode, names: NamesKnown): Known | undefined {
    switch (node.kind) {
      case 'literal':
        return undefined
      case 'name':
        return names.get(node.name)
      case 'member':
        return access(node, node.name, names)
      case 'item': {
        const { at } = node
        if (at.kind !== 'literal') walk(at, names)
        const isName = at.kind === 'literal' && typeof at.value === 'string'
        return access(node, isName ? (at.value as string) : undefined, names)
      }
      case 'call':
        return walkCall(node, names)
      case 'list':
        for (const item of node.items) walk(item, names)
        return undefined
      case 'map':
        for (const [, value] of node.entries) walk(value, names)
        return undefined
      case 'conditional': {
        walk(node.condition, names)
        const [then, otherwise] = [walk(node.then, names), walk(node.otherwise, names)]
        return then === otherwise ? then : undefined
      }
      case 'operation':
      case 'logic':
        walk(node.left, names)
        walk(node.right, names)
        return undefined
      case 'not':
      case 'negate':
        walk(node.operand, names)
        return undefined
    }
  }

  /** In a comprehension the variable is an item of what it goes over. */
  function walkCall(node: ExpressionNode & { kind: 'call' }, names: NamesKnown): Known | undefined {
    const of = node.receiver && walk(node.receiver, names)
    const [variable, ...bodies] = node.arguments
    const goesOver = comprehensions.has(node.name) && bodies.length > 0 && variable?.kind === 'name'
    if (!node.receiver || !goesOver) {
      for (const argument of node.arguments) walk(argument, names)
      return undefined
    }
    const inside = new Map(names).set(variable.name, of && itemOf(place, of))
    const results = bodies.map((body) => walk(body, inside))
    const made = results.at(-1)
    if (node.name === 'map') return made && { kind: 'list', of: made }
    return node.name === 'filter' ? of : undefined
  }

  walk(tree, names)
  return missing
}

const comprehensions = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

function describe(node: ExpressionNode, of: Known): string {
  if (of.kind === 'names') return of.what
  const resource = of.kind === 'thing' ? ` (of ${of.resource.name})` : ''
  return `\`${pathOf(node) ?? 'it'}\`${resource}`
}

function pathOf(node: ExpressionNode): string | undefined {
  if (node.kind === 'name') return node.name
  if (node.kind !== 'member') return undefined
  const owner = pathOf(node.of)
  return owner === undefined ? undefined : `${owner}.${node.name}`
}
