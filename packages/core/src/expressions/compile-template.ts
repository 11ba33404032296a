// JSON of a simulation pack with expressions in it -> something to evaluate. A string that begins with `=` is an expression, a function
// stands for what it gives, anything else is itself; `==` at the beginning stands for a literal `=`.
import { setOwn, type Json } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { resultOf, type UserFunction } from './call-function.js'
import { compileExpression } from './compile-expression.js'
import type { Scope } from './compiled.js'
import { reasonOf } from './evaluate.js'
import type { ExpressionIssue } from './expression-issue.js'
import { kindOf, type Kind } from './kinds.js'
import type { ExpressionNode } from './node.js'
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
  /** What is known of its values. */
  readonly kind: Kind
  /** For `evaluateTemplate`. */
  readonly run: (frame: Frame) => Json
}

/** An expression of a template, and the JSON pointer of its string. */
export interface TemplateExpression {
  readonly tree: ExpressionNode
  readonly pointer: string
}

/**
 * Compiles a JSON value whose strings, at any depth, may be expressions; names of members never are. Functions may stand in it at any
 * depth too; they are called with the variables. `onExpression` is told of each expression that compiles. Never throws.
 */
export function compileTemplate(
  template: unknown,
  scope: Scope,
  onExpression: (expression: TemplateExpression) => void = () => {}
): Template | { readonly issues: readonly TemplateIssue[] } {
  const issues: TemplateIssue[] = []
  const compiled = compilePart(template, '', 0, { scope, issues, onExpression })
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

interface Compiling {
  readonly scope: Scope
  readonly issues: TemplateIssue[]
  readonly onExpression: (expression: TemplateExpression) => void
}

function compilePart(value: unknown, pointer: string, level: number, compiling: Compiling): Template {
  if (typeof value === 'string') return compileText(value, pointer, compiling)
  if (typeof value === 'function') return compileFunction(value as UserFunction, pointer)
  if (typeof value !== 'object' || value === null) return constant(value as Json)
  if (level >= mostLevels) {
    compiling.issues.push({
      pointer,
      position: 0,
      message: `This is nested deeper than ${mostLevels} levels`
    })
    return constant(null)
  }
  const part = (name: string | number, inner: unknown) =>
    compilePart(inner, joinPointer(pointer, name), level + 1, compiling)
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map((item, at) => part(at, item))
    const run = (frame: Frame) => items.map((item) => item.run(frame))
    return settle(items, 'list', run)
  }
  const members = Object.entries(value).map(([name, member]) => [name, part(name, member)] as const)
  return settle(
    members.map(([, member]) => member),
    'map',
    (frame) => {
      const object = {}
      for (const [name, member] of members) setOwn(object, name, member.run(frame))
      return object
    }
  )
}

function compileText(text: string, pointer: string, { scope, issues, onExpression }: Compiling): Template {
  if (!text.startsWith('=')) return constant(text)
  if (text.startsWith('==')) return constant(text.slice(1))
  const compiled = compileExpression(text.slice(1), scope)
  if ('message' in compiled) {
    issues.push({ pointer, message: compiled.message, position: compiled.position + 1 })
    return constant(null)
  }
  onExpression({ tree: compiled.tree, pointer })
  return {
    isConstant: false,
    kind: compiled.kind,
    run(frame) {
      frame.pointer = pointer
      return compiled.run(frame) as Json
    }
  }
}

function compileFunction(call: UserFunction, pointer: string): Template {
  return {
    isConstant: false,
    kind: 'any',
    run(frame) {
      frame.pointer = pointer
      return resultOf(call, frame.variables)
    }
  }
}

function constant(value: Json): Template {
  return { isConstant: true, kind: kindOf(value), run: () => value }
}

/** What holds no expression is made once, and shared by all values. */
function settle(parts: readonly Template[], kind: Kind, run: (frame: Frame) => Json): Template {
  if (!parts.every((part) => part.isConstant)) return { isConstant: false, kind, run }
  const value = run(new Frame({}, defaultLimits))
  return constant(value)
}
