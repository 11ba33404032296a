// How the request names the entity, and what the path leads through before that: the two share the parameters of the path.
import type { Binding, Classification, KeyPlace, Step } from '../model.js'
import type { BindingDraft, OperationContext } from './operation-context.js'
import type { OperationOverride } from './overrides.js'
import { parseKey } from './written-forms.js'

/** Sets `key` and `within`. False, with an issue, where the operation needs a key and there is none to be had. */
export function overrideKey(
  next: BindingDraft,
  binding: Binding,
  override: OperationOverride,
  isOther: boolean,
  context: OperationContext
): boolean {
  const written = typeof override.key === 'string' ? parseKey(override.key) : undefined
  const key = written && context.isParameter(written, ['key']) ? written : undefined
  const steps = override.within && areSteps(override.within, context) ? override.within : undefined
  if (override.picks) next.picks = context.set(override.picks)
  else if (override.picks === false || key || isOther) delete next.picks
  if (key) next.key = context.set(key)
  else if (override.key === false) delete next.key
  else if (isOther && !settleKey(next, context)) return false
  if (steps) next.within = steps
  else if (key || isOther) next.within = stepsBefore(next, binding)
  return true
}

function areSteps(steps: readonly Step[], context: OperationContext): boolean {
  return steps.every(({ resource, parameter }, index) => {
    const path = ['within', String(index)]
    return (
      context.isResource(resource, [...path, 'resource']) &&
      (parameter === undefined ||
        context.isParameter({ in: 'path', name: parameter }, [...path, 'parameter']))
    )
  })
}

const aboutOne: readonly Classification[] = ['read', 'update', 'replace', 'delete', 'action']

/** After another classification or resource: a key that fits, of what the path has. */
function settleKey(
  next: BindingDraft,
  { pathParameters, resources, summary, ...context }: OperationContext
): boolean {
  const does = next.does.value
  if (!aboutOne.includes(does)) {
    // PUT says in the path what it makes.
    if (does === 'list' || summary.method !== 'PUT') delete next.key
    return true
  }
  if (next.key || next.picks) return true
  const resource = next.resource!.value
  const step = next.within.findLast((one) => one.resource === resource && one.parameter !== undefined)
  const onTheWay = new Set(next.within.map(({ parameter }) => parameter))
  const name =
    step?.parameter ??
    pathParameters.findLast((parameter) => !onTheWay.has(parameter)) ??
    (summary.path.endsWith('}') ? pathParameters.at(-1) : undefined)
  if (name !== undefined) {
    next.key = context.derived({ in: 'path', name } satisfies KeyPlace, `the path has {${name}}`)
    return true
  }
  if (does === 'action' || resources.get(resource)?.kind.value === 'singleton') return true
  context.unusable(
    ['does'],
    `\`${does}\` is about one of \`${resource}\`, and nothing in the path names it; the operation stays as it was.`,
    'Say with `key` where the request names it, such as `query.id`.'
  )
  return false
}

/** The steps up to the key. A path parameter that was the key of another resource becomes a step. */
function stepsBefore({ key, resource, within }: BindingDraft, binding: Binding): readonly Step[] {
  const name = key?.value.in === 'path' ? key.value.name : undefined
  const index = within.findIndex(({ parameter }) => parameter !== undefined && parameter === name)
  if (index >= 0) return within.slice(0, index)
  const old = binding.key?.value
  const owner = binding.resource?.value
  if (old?.in !== 'path' || old.name === name || owner === undefined || owner === resource?.value)
    return within
  return within.some(({ parameter }) => parameter === old.name)
    ? within
    : [...within, { resource: owner, parameter: old.name }]
}
