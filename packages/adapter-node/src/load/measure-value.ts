// The size of a parsed value as it would be written out. YAML aliases share objects, so a few lines can stand for
// billions of values; sizes are therefore summed once per object, never by walking the expansion.

import type { LoadLimits } from './load-options.js'

/** Why a value is refused, and where: tokens from its root. A value of too many nodes is named by the object that holds them. */
export interface MeasureProblem {
  readonly code: 'too-deep' | 'too-many-nodes' | 'not-json'
  readonly message: string
  readonly path: readonly string[]
}

interface Size {
  readonly nodes: number
  readonly height: number
}

/** Checks depth, expanded size, cycles and numbers. Work is linear in the number of distinct objects and members. */
export function measureValue(
  value: unknown,
  limits: Pick<LoadLimits, 'depth' | 'nodes'>
): MeasureProblem | undefined {
  const sizes = new Map<object, Size | 'open'>()
  const path: string[] = []

  function measure(node: unknown, depth: number): Size | MeasureProblem {
    if (typeof node === 'number' && !Number.isFinite(node))
      return refuse('not-json', 'A number is infinite or not a number')
    if (typeof node !== 'object' || node === null) return LEAF
    const known = sizes.get(node)
    if (known === 'open')
      return refuse('not-json', 'An alias is used inside its own anchor, so the value never ends')
    const tooDeep = depth + (known?.height ?? 1) > limits.depth
    if (tooDeep) return refuse('too-deep', tooManyLevels(limits.depth))
    if (known !== undefined) return known
    sizes.set(node, 'open')
    let nodes = 1
    let height = 0
    for (const key of Object.keys(node)) {
      path.push(key)
      const size = measure((node as Record<string, unknown>)[key], depth + 1)
      if ('code' in size) return size
      nodes += size.nodes
      if (size.height > height) height = size.height
      path.pop()
      if (nodes > limits.nodes) return refuse('too-many-nodes', tooManyNodes(limits.nodes))
    }
    const size = { nodes, height: height + 1 }
    sizes.set(node, size)
    return size
  }

  function refuse(code: MeasureProblem['code'], message: string): MeasureProblem {
    return { code, message, path: [...path] }
  }

  const result = measure(value, 0)
  return 'code' in result ? result : undefined
}

const LEAF: Size = { nodes: 1, height: 0 }

/** The message for a value of too many nodes. */
export function tooManyNodes(limit: number): string {
  return `More than ${limit} values once aliases and references are written out`
}

/** The message for a value of too many levels. */
export function tooManyLevels(limit: number): string {
  return `Nested more than ${limit} levels deep`
}
