// JSON of a simulation pack with expressions in it -> something to evaluate. A string that begins with `=` is an expression, anything
// else is itself; `==` at the beginning stands for a literal `=`.
import { setOwn, type Json } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { compileExpression } from './compile-expression.js'
import type { Scope } from './compiled.js'
import { reasonOf } from './evaluate.js'
import type { ExpressionIssue } from './expression-issue.js'
import { defaultLimits, Frame, type EvaluationLimits, type Variables } from './frame.js'

/** Levels of the deepest template. */
const mostLevels = 100

/** A mistake in one of the strings of a template. */
export interface TemplateIssue extends ExpressionIssue {
  /** The JSON pointer of the string; `position` counts from its beginning, with the `=`. */
  readonly pointer: string
}

/** JSON with expressions, ready to be evaluated as often as wanted. */
export interface Template {
  /** Whether there is no expression in it, so that its value is always the same. */
  readonly isConstant: boolean
  /** For `evaluateTemplate`. */
  readonly run: (frame: Frame) => Json
}

/** Compiles a JSON value whose strings, at any depth, may be expressions; names of members never are. Never throws. */
export function compileTemplate(
  template: Json,
  scope: Scope
): Template | { readonly issues: readonly TemplateIssue[] } {
  const issues: TemplateIssue[] = []
  const compiled = compilePart(template, '', 0, scope, issues)
  return issues.length > 0 ? { issues } : compiled
}

/** Evaluates a template; its expressions share the limits. A fault says by a JSON pointer which string it is about. Never throws. */
export function evaluateTemplate(
  template: Template,
  variables: Variables,
  limits: Partial<EvaluationLimits> = {}
): { readonly value: Json } | { readonly fault: string; readonly pointer: string } {
  const frame = new Frame(variables, { ...defaultLimits, ...limits })
  try {
    return { value: frame.checked(template.run(frame)) }
  } catch (error) {
    return { fault: reasonOf(error), pointer: frame.pointer }
  }
}

function compilePart(
  value: Json,
  pointer: string,
  level: number,
  scope: Scope,
  issues: TemplateIssue[]
): Template {
  if (typeof value === 'string') return compileText(value, pointer, scope, issues)
  if (typeof value !== 'object' || value === null) return constant(value)
  if (level >= mostLevels) {
    issues.push({ pointer, position: 0, message: `This is nested deeper than ${mostLevels} levels` })
    return constant(null)
  }
  const part = (name: string | number, inner: Json) =>
    compilePart(inner, joinPointer(pointer, name), level + 1, scope, issues)
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item, at) => part(at, item))
    const run = (frame: Frame) => items.map((item) => item.run(frame))
    return settle(items, run)
  }
  const members = Object.entries(value).map(([name, member]) => [name, part(name, member as Json)] as const)
  return settle(
    members.map(([, member]) => member),
    (frame) => {
      const object = {}
      for (const [name, member] of members) setOwn(object, name, member.run(frame))
      return object
    }
  )
}

function compileText(text: string, pointer: string, scope: Scope, issues: TemplateIssue[]): Template {
  if (!text.startsWith('=')) return constant(text)
  if (text.startsWith('==')) return constant(text.slice(1))
  const compiled = compileExpression(text.slice(1), scope)
  if ('message' in compiled) {
    issues.push({ pointer, message: compiled.message, position: compiled.position + 1 })
    return constant(null)
  }
  return {
    isConstant: false,
    run(frame) {
      frame.pointer = pointer
      return compiled.run(frame) as Json
    }
  }
}

function constant(value: Json): Template {
  return { isConstant: true, run: () => value }
}

/** What holds no expression is made once, and shared by all values. */
function settle(parts: readonly Template[], run: (frame: Frame) => Json): Template {
  if (!parts.every((part) => part.isConstant)) return { isConstant: false, run }
  const value = run(new Frame({}, defaultLimits))
  return constant(value)
}
