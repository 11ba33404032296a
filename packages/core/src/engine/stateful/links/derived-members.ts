// The members of a thing that follow from what names it: put together by the templates of the model when it is made, and again when it is
// called something else. What a client sent stays.
import { unreachableOrigin } from '../../../http/request-target.js'
import { readTextTemplate, type TextPart } from '../../../internal/text-template.js'
import type { Place } from '../../../release/resources/inferred.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { addressOf, pathText, type Standpoint } from './address.js'
import type { Entity } from '../entity.js'
import { factAt, idText, withFact, type Facts } from '../facts.js'
import type { ResourceView } from '../resource-view.js'
import { parentEntity } from '../scope.js'

interface Derived {
  readonly at: Place
  readonly parts: readonly TextPart[]
  /** It is the address of the thing, and nothing else. */
  readonly isAddress: boolean
  readonly schema: Schema
}

type Named = Pick<Entity, 'id' | 'parents' | 'facts'>

/** The facts of a new thing with these members set, as far as it has them and nobody sent them. */
export function withDerived(at: Standpoint, entity: Named, sent: Facts): Facts {
  let facts = entity.facts
  for (const one of derivedOf(at)) {
    const now = factAt(facts, one.at)
    if (now === undefined || (now === null && !one.isAddress) || factAt(sent, one.at) !== undefined) continue
    const text = textOf(at, one, entity)
    if (text !== undefined && text !== now) facts = withFact(facts, one.at, text)
  }
  return facts
}

/** The facts of a changed thing with those members following that followed before; `changes` are what the client said anew. */
export function withDerivedAnew(at: Standpoint, before: Named, after: Named, changes: Facts): Facts {
  let facts = after.facts
  const all = derivedOf(at)
  if (isCalledTheSame(all, before, after)) return facts
  for (const one of all) {
    const now = factAt(facts, one.at)
    if (typeof now !== 'string' || factAt(changes, one.at) !== undefined) continue
    const text = textOf(at, one, after)
    if (text !== undefined && text !== now && textOf(at, one, before) === now)
      facts = withFact(facts, one.at, text)
  }
  return facts
}

function isCalledTheSame(all: readonly Derived[], before: Named, after: Named): boolean {
  const places = all.flatMap(({ parts }) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name]))
  )
  return (
    before.id === after.id &&
    Object.keys(after.parents).every((resource) => before.parents[resource] === after.parents[resource]) &&
    places.every((name) => name.startsWith('/') || memberText(before, name) === memberText(after, name))
  )
}

const known = new WeakMap<ResourceView, readonly Derived[]>()

function derivedOf({ engine, view }: Standpoint): readonly Derived[] {
  let all = known.get(view)
  if (!all) {
    all = (view.resource.derived?.value ?? []).flatMap(({ at, template }) => {
      const schema = schemaAt(engine.release, view.schema, at)
      const parts = readTextTemplate(template)
      return schema === undefined || !parts ? [] : [{ at, parts, isAddress: template === '{/}', schema }]
    })
    known.set(view, all)
  }
  return all
}

/** The text of a member; `undefined` where something in it is not known, or the member does not take it. */
function textOf(at: Standpoint, { parts, schema }: Derived, entity: Named): string | undefined {
  const [first] = parts
  const isUrl =
    typeof first === 'string' ? /^(?:[a-z][a-z0-9+.-]*:\/\/|\/)/i.test(first) : first?.name === '/'
  let text = ''
  for (const part of parts) {
    const value = typeof part === 'string' ? part : valueOf(at, part.name, entity)
    if (value === undefined || value === '') return undefined
    text += typeof part === 'string' || part.name === '/' || !isUrl ? value : escaped(value)
  }
  const whole = `${unreachableOrigin}${text}`
  // `url` is no format of JSON Schema, so nothing checks it; people mean a whole one.
  const isWhole = keywordOf(at.engine.release, schema, 'format') === 'url'
  const forms = !text.startsWith('/') ? [text] : isWhole ? [whole] : [text, whole]
  return forms.find((form) => at.engine.checker.isValid(schema, form, 'response'))
}

function valueOf(at: Standpoint, name: string, entity: Named): string | undefined {
  if (name === '/') return addressOf(at, entity)
  if (name.startsWith('/')) return parentName(at, name.slice(1), entity)
  return memberText(entity, name)
}

function memberText({ facts }: Named, name: string): string | undefined {
  const value = factAt(facts, name.split('.'))
  return typeof value === 'object' ? undefined : idText(value)
}

/** What a parent is called: its id where it is kept. */
function parentName({ understanding, world, scope }: Standpoint, resource: string, { parents }: Named) {
  const mark = Object.hasOwn(parents, resource) ? parents[resource]! : undefined
  if (mark === undefined || !Object.hasOwn(understanding.model.resources, resource)) return undefined
  const kept = parentEntity(understanding, world, resource, mark)
  const said = mark.startsWith('=') ? mark.slice(1) : undefined
  return kept?.id ?? said ?? scope.find((step) => step.resource === resource)?.text
}

/** A text as it is written in a URL, where its own slashes stay. */
function escaped(text: string): string {
  return text.split('/').map(pathText).join('/')
}
