// Names of parents that nobody said: paths lead through them (`/repos/{owner}/...`), so what was made up for them has to read well there.
import { schemaAt } from '../../../schema/members-of.js'
import type { Engine } from '../../engine.js'
import { factAt, withFact, type Facts } from '../facts.js'
import { makeId } from '../births/make-id.js'
import type { ResourceView } from '../resource-view.js'
import type { Scope } from '../scope.js'

/** A thing in the making, as far as names go. */
interface Naming {
  readonly engine: Engine
  readonly view: ResourceView
  readonly sent: Facts
}

const readsWell = /^[\w.~-]+$/

/** The facts with `prime-forest` where `Prime forest` was made up for a parent. What is known of a parent stays. */
export function withNamesForPaths({ engine, view, sent }: Naming, facts: Facts, known: Scope): Facts {
  let named = facts
  for (const { resource, at } of view.resource.parents) {
    const place = at?.value
    if (!place || known.some((step) => step.resource === resource) || factAt(sent, place) !== undefined)
      continue
    const from = factAt(named, place)
    if (typeof from !== 'string' || readsWell.test(from)) continue
    const name = makeId({ kind: 'slug' }, { key: 0, ordinal: 0, from })
    const schema = view.schema === undefined ? undefined : schemaAt(engine.release, view.schema, place)
    if (schema === undefined || engine.checker.isValid(schema, name, 'response'))
      named = withFact(named, place, name)
  }
  return named
}
