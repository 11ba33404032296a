// What a request says, put over what is known: RFC 7396, and what an empty text means where the request is a form.
import { isObject, setOwn } from '../../internal/json.js'
import { mergePatch } from '../../internal/patch/merge-patch.js'
import type { Schema } from '../../schema/schema.js'
import type { Call } from './call.js'
import type { Facts } from './facts.js'
import { isFormRequest } from './input.js'
import { shapeOf } from './bodies/shape.js'

/** RFC 7396, but null stays where the schema takes it. In a form, an empty text takes away what is not a text. */
export function mergeFacts(call: Call, facts: Facts, sent: Facts): Facts {
  const { engine, view } = call
  const next: Record<string, unknown> = { ...facts }
  const shape = view.schema === undefined ? undefined : shapeOf(engine.release, view.schema)
  const form = isFormRequest(call)
  const byId = form || call.plan.request.operation.method === 'POST'
  for (const name of Object.keys(sent)) {
    const member = shape?.members.find((one) => one.name === name)
    const before = Object.hasOwn(facts, name) ? facts[name] : undefined
    const value =
      sent[name] === null || (form && sent[name] === '')
        ? emptied(call, member?.schema, sent[name])
        : byId && Array.isArray(sent[name])
          ? mergeItems(before, sent[name], form)
          : mergeValue(before, sent[name], form)
    if (value === undefined) delete next[name]
    else setOwn(next, name, value)
  }
  return next
}

/** What stands for nothing: null, else what the form said where that is a text, else an empty map or list; `undefined`: nothing does. */
function emptied({ engine }: Call, schema: Schema | undefined, said: unknown): unknown {
  if (schema === undefined) return said === null ? undefined : said
  const shape = shapeOf(engine.release, schema)
  if (shape.nullable) return null
  if (said === null) return undefined
  return ['', {}, []].find((empty) => engine.checker.isValid(schema, empty, 'response'))
}

/** A POST that names some of the items by their ids changes those, and adds the ones without; RFC 7396 alone replaces lists. */
function mergeItems(before: unknown, sent: readonly unknown[], form: boolean): unknown {
  const known = Array.isArray(before)
    ? before
    : isObject(before)
      ? Object.values(before).find(Array.isArray)
      : undefined
  const changes = new Map(sent.filter(isObject).map((item) => [item['id'], item]))
  const ids = new Set(known?.map((item) => (isObject(item) ? item['id'] : undefined)))
  if (!known || !sent.some((item) => isObject(item) && item['id'] !== undefined && ids.has(item['id'])))
    return sent
  const kept = known.map((item) => {
    const change = isObject(item) ? changes.get(item['id']) : undefined
    return change === undefined ? item : mergeValue(item, change, form)
  })
  const added = sent.filter((item) => !isObject(item) || !ids.has(item['id']))
  return [...kept, ...added]
}

function mergeValue(before: unknown, sent: unknown, form: boolean): unknown {
  return mergePatch(before, form ? emptyAsNull(sent) : sent)
}

/** The texts of a form that say "nothing", as a merge patch says it. */
function emptyAsNull(sent: unknown): unknown {
  if (sent === '') return null
  if (!isObject(sent)) return sent
  const said: Record<string, unknown> = {}
  for (const name of Object.keys(sent)) setOwn(said, name, emptyAsNull(sent[name]))
  return said
}
