// References that show what they name: whole, where the member takes names or things and no parameter asks for the one or the other;
// and through a resource of links, where the API links such things to an entity at a path of its own.
import { normaliseName } from '../../../internal/normalise-name.js'
import { itemsOf, membersOf, schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Reference, Resource } from '../model.js'
import { singularOf } from '../words.js'

/** The references of a resource with what is said above; the same list where nothing is. `asksFor`: a parameter asks for whole entities. */
export function shownReferences(
  source: SchemaSource,
  entity: Schema,
  { references }: Pick<Resource, 'references'>,
  children: readonly Resource[],
  asksFor: boolean
): readonly Reference[] {
  const links = linkedMembers(source, entity, children)
  const shown = references.map((reference): Reference => {
    const { at, expandable } = reference
    const isWhole = !asksFor && expandable && takesNames(source, schemaAt(source, entity, at))
    const through = at.length === 2 && at[1] === '*' ? links.get(at[0]!) : undefined
    return isWhole || through?.links?.value === reference.value
      ? {
          ...reference,
          ...(isWhole ? { whole: true as const } : {}),
          ...(through ? { through: through.name } : {})
        }
      : reference
  })
  const added = [...links].flatMap(([name, { name: through, links: linked }]): Reference[] =>
    shown.some((one) => one.through === through)
      ? []
      : [
          {
            at: [name, '*'],
            through,
            ...inferred(linked!.value, 0.7, `\`${name}\` has the name of \`${through}\`, which holds links`)
          }
        ]
  )
  return added.length === 0 && shown.every((one, n) => one === references[n])
    ? references
    : [...shown, ...added]
}

function takesNames(source: SchemaSource, schema: Schema | undefined): boolean {
  const types = typesOf(source, schema)
  return types.has('string') || types.has('integer')
}

/** Members that are arrays of things, each with the one resource of links below that has its name. */
function linkedMembers(
  source: SchemaSource,
  entity: Schema,
  children: readonly Resource[]
): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>()
  const linking = children.filter(({ links }) => links)
  if (linking.length === 0) return found
  for (const [name, { schema }] of membersOf(source, entity)) {
    const items = typesOf(source, schema).has('array') ? itemsOf(source, schema) : undefined
    if (items === undefined || !typesOf(source, items).has('object')) continue
    const singular = normaliseName(singularOf(name))
    const [only, other] = linking.filter(({ noun = '' }) => normaliseName(singularOf(noun)) === singular)
    if (only && !other) found.set(name, only)
  }
  return found
}
