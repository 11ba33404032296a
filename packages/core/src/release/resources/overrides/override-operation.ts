// What a user says about one operation, over its inferred binding.
import type { Binding, Classification, InputPlace, OutputPlace } from '../model.js'
import { keepEqual } from './keep-equal.js'
import { overrideAction } from './override-action.js'
import { overrideKey } from './override-key.js'
import { overrideList } from './override-list.js'
import type { OperationOverride } from './overrides.js'
import type { BindingDraft, OperationContext } from './operation-context.js'
import { isPlace, parseInput, parsePlace } from './written-forms.js'

/**
 * Gives the binding as the user says it is, made consistent: what the new classification needs and nobody said is taken from the binding
 * where it has it. Where it has not, the binding stays as it was, and what is missing is reported.
 */
export function overrideOperation(
  binding: Binding,
  override: OperationOverride,
  context: OperationContext
): Binding {
  const next: BindingDraft = { ...binding }
  if (override.does !== undefined) next.does = context.set(override.does)
  if (override.resource !== undefined) next.resource = context.set(override.resource)
  const does = next.does.value
  if (does === 'none') return asNone(binding, override, context)
  if (!next.resource) {
    context.unusable(
      ['does'],
      `\`${does}\` is about a resource, and none is known here; the operation stays as it was.`,
      'Say `resource` as well.'
    )
    return binding
  }
  const isOther = does !== binding.does.value || next.resource.value !== binding.resource?.value
  if (!overrideKey(next, binding, override, isOther, context)) return binding
  overrideInput(next, override, isOther, context)
  overrideOutput(next, override, isOther, context)
  if (!overrideList(next, override, context)) return binding
  overrideAction(next, override, context)
  for (const name of ['expand', 'fields'] as const) {
    const said = override[name]
    if (said === false) delete next[name]
    else if (said !== undefined && context.isParameter({ in: 'query', name: said }, [name])) next[name] = said
  }
  return keepEqual(binding, next)
}

/** Nothing else can be said about an operation that is about no resource. */
function asNone(binding: Binding, override: OperationOverride, context: OperationContext): Binding {
  for (const name of Object.keys(override)) {
    if (name === 'does') continue
    context.unusable(
      [name],
      `\`${name}\` has no meaning here: the operation is about no resource.`,
      override.does === undefined ? 'Say what it `does` as well.' : 'Leave it out.'
    )
  }
  if (override.does === undefined) return binding
  return {
    operation: binding.operation,
    does: context.set('none'),
    within: binding.within,
    output: binding.output
  }
}

const writes: readonly Classification[] = ['create', 'update', 'replace']

function overrideInput(
  next: BindingDraft,
  { input }: OperationOverride,
  isOther: boolean,
  context: OperationContext
): void {
  const does = next.does.value
  const written = typeof input === 'string' ? parseInput(input) : undefined
  if (input === false || (isOther && ['list', 'read', 'delete'].includes(does))) delete next.input
  if (written && isInRequest(written, context)) next.input = context.set(written)
  else if (input === undefined && isOther && !next.input && writes.includes(does) && hasBody(context))
    next.input = context.derived({ in: 'body', at: [] }, 'the whole body')
}

function isInRequest(written: InputPlace, context: OperationContext): boolean {
  return written.in === 'body'
    ? context.isInRequest(written.at, ['input'])
    : written.at.length === 0 || context.isParameter({ in: 'query', name: written.at[0]! }, ['input'])
}

function hasBody({ summary }: OperationContext): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(summary.method)
}

function overrideOutput(
  next: BindingDraft,
  { output }: OperationOverride,
  isOther: boolean,
  context: OperationContext
): void {
  const does = next.does.value
  const old = next.output.value
  // What shows nothing of a resource so far shows the usual.
  const kind = old.kind !== 'other' && old.kind !== 'none' ? old.kind : does === 'list' ? 'items' : 'entity'
  if (output === undefined) {
    if (isOther && old.kind === 'other' && (does === 'read' || writes.includes(does)))
      next.output = context.derived({ kind: 'entity', at: old.at }, `a ${does} shows the entity`)
    return
  }
  const said: OutputPlace = isPlace(output)
    ? { kind, at: parsePlace(output) }
    : {
        kind: output.kind,
        at: output.at === undefined ? (output.kind === old.kind ? old.at : []) : parsePlace(output.at)
      }
  if (context.isInResponse(said.at, ['output'])) next.output = context.set(said)
}
