// What a link shows: the facts of the thing that it names.
import type { Call } from '../call.js'
import { factAt, idText, type Facts } from '../facts.js'
import { namedThing } from './named-thing.js'

/** What a link shows of the thing it names, under the id by which it was named; `undefined` for what is no link, or names nothing. */
export function linkedFacts(
  call: Pick<Call, 'understanding' | 'world' | 'view'> & Partial<Pick<Call, 'scope'>>,
  path: string | undefined,
  sent: Facts
): { facts: Facts; id: string } | undefined {
  const { links, id } = call.view.resource
  const name = path ?? (id?.at ? idText(factAt(sent, id.at.value)) : idText(sent['id']))
  if (!links || name === undefined) return undefined
  const parents = Object.fromEntries((call.scope ?? []).map(({ resource, at }) => [resource, at]))
  const thing = namedThing(call, [links.value], name, { parents })
  return thing && thing.deleted === undefined
    ? { facts: { ...thing.facts, ...(path === undefined ? {} : sent) }, id: name }
    : { facts: sent, id: name }
}
