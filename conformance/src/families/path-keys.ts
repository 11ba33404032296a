// What the parameters of a path stand for: the thing that `{projectKey}` names, and the parameter that a key of the client's own has to fit.
import type { Family } from './family.js'
import type { PlainOperation, PlainParameter } from './plain-operation.js'
import { shapeOf, typeOf } from './schema-shape.js'
import { nounOf, wordsOf } from './words.js'

/** The family whose things a parameter like `{projectKey}` or `{team_slug}` names; `undefined` where it says no noun, or one that nothing has. */
export function familyCalled(families: readonly Family[], name: string, from: Family): Family | undefined {
  const words = wordsOf(name)
  if (words.length < 2 || !/^(?:key|slug|name|code|number)$/.test(words.at(-1) ?? '')) return undefined
  const noun = ` ${nounOf(words.slice(0, -1))}`
  const [named] = families
    .filter((one) => one.noun !== '' && noun.endsWith(` ${one.noun}`))
    .toSorted((a, b) => a.create.pathNames.length - b.create.pathNames.length)
  return named?.noun === from.noun ? undefined : named
}

/** The thing that a key of the client's own is taken from: `PUT /projects/{project}/roles/{id}` puts in what `POST /roles` makes. */
export function sourceOfKeys(families: readonly Family[], family: Family): Family | undefined {
  const names = family.read?.key.names ?? []
  if (names.length > 1)
    return families.find((one) => one !== family && one.read?.key.names.join() === names.join())
  if (names[0]?.toLowerCase() !== 'id') return undefined
  return families.find((one) => one !== family && one.kind !== 'client key' && one.noun === family.noun)
}

/** The parameter that a key has to fit. The create and the read may call it otherwise; what one of them takes for a number has to be one. */
export function keyParameter(
  document: unknown,
  create: PlainOperation,
  read: PlainOperation | undefined,
  name: string,
  /** Counted from the end of the create's path: -1 is the last. */
  at: number
): PlainParameter | undefined {
  const inPath = (operation: PlainOperation | undefined, called: string | undefined) =>
    operation?.parameters.find((one) => one.in === 'path' && one.name === called)
  const asked = inPath(read, name)
  const isNumber = typeOf(shapeOf(document, asked?.schema === undefined ? [] : [asked.schema])) === 'integer'
  return isNumber ? asked : inPath(create, create.pathNames.at(at))
}

/** The values of a path's parameters, in their order, under other names. */
export function named(names: readonly string[], values: ReadonlyMap<string, string>): Map<string, string> {
  const list = [...values.values()]
  return new Map(names.map((name, index) => [name, list[index] ?? 'zq']))
}
