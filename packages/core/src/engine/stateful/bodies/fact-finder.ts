// Which of the facts belongs to which member of a schema.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { Shape, ShapeMember } from './shape.js'

/** Finds the fact for a member: by its very name, else by the same name in another spelling that no other member has. */
export function factFinder(
  { names }: Shape,
  facts: Readonly<Record<string, unknown>>
): (member: ShapeMember) => string | undefined {
  let strays: ReadonlyMap<string, string> | undefined
  return ({ name, plain }) => {
    if (Object.hasOwn(facts, name)) return name
    strays ??= spellings(Object.keys(facts).filter((fact) => !names.has(fact)))
    return strays.get(plain)
  }
}

function spellings(names: readonly string[]): ReadonlyMap<string, string> {
  return names.length === 0 ? noSpellings : new Map(names.map((name) => [normaliseName(name), name]))
}

const noSpellings: ReadonlyMap<string, string> = new Map()
