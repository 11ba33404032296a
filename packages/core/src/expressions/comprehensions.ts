// all, exists, exists_one, map and filter over the items of a list, or over the names of a map's members in the order of code units.
import type { Json } from '../internal/json.js'
import { sortKeys } from '../internal/sort-keys.js'
import { compileAs, type CompiledNode, type NodePlace } from './compiled.js'
import { InvalidExpression } from './expression-issue.js'
import type { Fault, Frame, Value } from './frame.js'
import type { Kind } from './kinds.js'
import type { ExpressionNode } from './node.js'

/** What is left of a call: evaluates a node of it with the variable set to an item. */
type Each = (frame: Frame, item: Json) => Value
type Comprehension = (frame: Frame, items: readonly Json[], first: Each, second: Each | undefined) => Json

/** By name and number of arguments: what it gives, which of its arguments are conditions, and how it goes through the items. */
const comprehensions = new Map<string, readonly [gives: Kind, bodies: readonly Kind[], run: Comprehension]>([
  ['all/2', ['boolean', ['boolean'], (frame, items, holds) => !decides(frame, items, holds, false)]],
  ['exists/2', ['boolean', ['boolean'], (frame, items, holds) => decides(frame, items, holds, true)]],
  [
    'exists_one/2',
    ['boolean', ['boolean'], (frame, items, holds) => items.filter((item) => holds(frame, item)).length === 1]
  ],
  ['filter/2', ['list', ['boolean'], (frame, items, holds) => items.filter((item) => holds(frame, item))]],
  ['map/2', ['list', ['any'], (frame, items, make) => items.map((item) => make(frame, item) as Json)]],
  [
    'map/3',
    [
      'list',
      ['boolean', 'any'],
      (frame, items, holds, make) =>
        items.flatMap((item) => (holds(frame, item) ? [make!(frame, item) as Json] : []))
    ]
  ]
])

/** Whether one item gives `wanted`: then items without a value do not matter; otherwise the first of them is why there is none. */
function decides(frame: Frame, items: readonly Json[], holds: Each, wanted: boolean): boolean {
  let fault: Fault | undefined
  for (const item of items) {
    try {
      if (holds(frame, item) === wanted) return true
    } catch (error) {
      const absorbed = frame.absorb(error)
      fault ??= absorbed
    }
  }
  if (fault) throw fault
  return false
}

/** The names of comprehensions, for suggestions. */
export const comprehensionNames = [...comprehensions.keys()].map((key) => key.slice(0, -2))

/** `list.map(item, ...)` and the like; `undefined` when the call is none of these. */
export function compileComprehension(
  node: ExpressionNode & { kind: 'call' },
  place: NodePlace
): CompiledNode | undefined {
  const found = comprehensions.get(`${node.name}/${node.arguments.length}`)
  if (!found || !node.receiver) return undefined
  const [kind, bodies, go] = found
  const [variable, ...nodes] = node.arguments
  if (variable?.kind !== 'name')
    throw new InvalidExpression(
      `The first argument of ${node.name}() is the name of a variable`,
      variable!.start
    )
  const range = compileAs(node.receiver, place, ['list', 'map'], `${node.name}() goes over`)
  const slot = place.locals.length
  const inside = { ...place, locals: [...place.locals, variable.name] }
  const what = `A condition of ${node.name}() must be`
  const [first, second] = nodes.map((body, at): Each => {
    const { run } = compileAs(body, inside, [bodies[at]!], what)
    const cost = 1 + body.end - body.start
    return (frame, item) => {
      frame.spend(cost)
      frame.locals[slot] = item
      return run(frame)
    }
  })
  return { kind, run: (frame) => go(frame, itemsOf(range.run(frame), frame), first!, second) }
}

function itemsOf(value: Value, frame: Frame): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[]
  const names = Object.keys(value as object)
  frame.spend(names.length)
  return sortKeys(names)
}
