// What a path leads through, and which of the things on it are made at other paths only.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { Claim } from './claim.js'
import type { Step } from '../model.js'
import { stepsOf, type Named } from '../groups/name-groups.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { singularOf } from '../words.js'

/** The steps of a path: at `/elements/{id}/notes`, an element is made `elsewhere` when `/databases/{id}/elements` is where one is made. */
export function stepsWithin(tokens: readonly PathToken[], named: Named): readonly Step[] {
  const made = madeAt(named)
  return stepsOf(tokens, named).map((step) => {
    const index = tokens.findIndex((token) => token.kind === 'parameter' && token.name === step.parameter)
    const places = made.get(step.resource)
    return places === undefined || places.has(placeOf(tokens.slice(0, index)))
      ? step
      : { ...step, elsewhere: true }
  })
}

const known = new WeakMap<Named, ReadonlyMap<string, ReadonlySet<string>>>()

/** Resource -> the places at which one can be made. */
function madeAt(named: Named): ReadonlyMap<string, ReadonlySet<string>> {
  const earlier = known.get(named)
  if (earlier) return earlier
  const found = new Map<string, ReadonlySet<string>>()
  for (const { name, group } of named.groups) {
    const makers = group.claims.filter((claim) => claim.tokens !== undefined && makes(claim))
    if (makers.length > 0) found.set(name, new Set(makers.map(({ tokens }) => placeOf(tokens!))))
  }
  known.set(named, found)
  return found
}

function makes({ does, key, site }: Claim): boolean {
  return (
    does.value === 'create' || (does.value === 'replace' && site.method === 'PUT' && key?.value.in === 'path')
  )
}

/** A node without regard to the number of its noun: `/user/{id}` is where `/users` makes one. */
function placeOf(tokens: readonly PathToken[]): string {
  const last = tokens.at(-1)
  const noun = last?.kind === 'literal' ? normaliseName(singularOf(last.text)) : '{}'
  return `${shapeKey(tokens.slice(0, -1))}\n${noun}`
}
