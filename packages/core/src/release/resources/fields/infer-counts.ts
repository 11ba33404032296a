// Members that count what stands below an entity, by their names: `comments`, `comments_count`, `numComments`, and of those in a state
// `open_issues_count`.
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { CountMember, Resource } from '../model.js'
import { singularOf } from '../words.js'

/** What a name counts. */
interface Counted {
  readonly resource: string
  readonly state?: string
}

/** Finds them among the integers that no client sends; `children` are the resources that stand below. */
export function inferCounts(
  source: SchemaSource,
  entity: Schema,
  children: readonly Resource[],
  sent: ReadonlySet<string>
): readonly CountMember[] {
  const made = children.filter(({ kind, creatable }) => kind.value === 'collection' && creatable.value)
  if (made.length === 0) return []
  const names = namesOfCounts(made)
  const found: CountMember[] = []
  for (const [name, { schema }] of membersOf(source, entity)) {
    const plain = normaliseName(name)
    const counted = names.get(plain)
    const types = typesOf(source, schema)
    const isCount =
      (types.has('integer') || types.has('number')) && !types.has('string') && !types.has('array')
    if (!counted || !isCount || types.has('object') || sent.has(plain)) continue
    const { resource, state } = counted
    const which = state === undefined ? `\`${resource}\`` : `${state} \`${resource}\``
    found.push({
      at: [name],
      ...(state === undefined ? {} : { state }),
      ...inferred(
        resource,
        /count|num|total/.test(plain) ? 0.9 : 0.8,
        `\`${name}\` is a number named after ${which}`
      )
    })
  }
  return found
}

/** Normalised name -> what it counts. A name that could be that of several is none. */
function namesOfCounts(children: readonly Resource[]): ReadonlyMap<string, Counted> {
  const names = new Map<string, Counted | undefined>()
  const add = (name: string, counted: Counted): void => {
    names.set(name, names.has(name) ? undefined : counted)
  }
  for (const { name: resource, noun, state } of children) {
    const last = resource.split('.').at(-1)!
    const [plural, singular] = [normaliseName(last), normaliseName(singularOf(noun ?? last))]
    const addAll = (before: string, counted: Counted): void => {
      const many = `${before}${plural}`
      const forms = [many, `${many}count`, `${before}${singular}count`, `${many}total`, `num${many}`]
      for (const form of new Set([...forms, `numberof${many}`, `total${many}`, `${many}number`]))
        add(form, counted)
    }
    addAll('', { resource })
    for (const one of state?.value ?? []) addAll(normaliseName(one), { resource, state: one })
  }
  return new Map([...names].flatMap(([name, counted]) => (counted ? [[name, counted] as const] : [])))
}
