// Conditions and templates of a pack -> closures over names. What is wrong with them is said with the place in the text.
import { callUser, plainJson, readOnly, type UserFunction } from '../../../expressions/call-function.js'
import { compileExpression } from '../../../expressions/compile-expression.js'
import { compileTemplate, evaluateTemplate } from '../../../expressions/compile-template.js'
import { evaluate, reasonOf } from '../../../expressions/evaluate.js'
import type { Variables } from '../../../expressions/frame.js'
import { canBe, nameKind, type Kind } from '../../../expressions/kinds.js'
import type { ExpressionNode } from '../../../expressions/node.js'
import { getPointer } from '../../../internal/json-pointer.js'
import { suggest } from '../../../internal/suggest.js'
import { missingMembers } from '../names/check-members.js'
import type { NamesHere } from '../names/names-here.js'
import type { Formula, Test } from '../opened.js'
import type { Opening } from './opening.js'
import type { Condition, Names, TemplateJson } from '../written-values.js'

/** Opens a condition: an expression that gives true or false, or a function. */
export function openTest(
  opening: Opening,
  condition: Condition | undefined,
  at: string,
  names: NamesHere
): Test | undefined {
  if (condition === undefined) return undefined
  if (typeof condition === 'function') return (given) => asTruth(calling(condition, given))
  const expression = compileExpression(condition.slice(1), names.scope)
  if ('message' in expression) {
    sayWrong(opening, at, condition, expression.position + 1, expression.message)
    return undefined
  }
  checkTree(opening, expression.tree, at, condition, names)
  if (!canBe(expression.kind, ['boolean'])) {
    const message = `A condition gives true or false, and this gives ${nameKind(expression.kind)}`
    sayWrong(opening, at, condition, 1, message)
    return undefined
  }
  return (given) => asTruth(evaluate(expression, variablesOf(given)))
}

/** Opens a template. With `kinds`, what it gives must be one of them; `what` begins the sentence that says so. */
export function openFormula(
  opening: Opening,
  template: TemplateJson,
  at: string,
  names: NamesHere,
  kinds?: readonly Kind[],
  what = 'This must be'
): Formula | undefined {
  const compiled = compileTemplate(template, names.scope, ({ tree, pointer }) =>
    checkTree(opening, tree, at + pointer, getPointer(template, pointer) as string, names)
  )
  if ('issues' in compiled) {
    for (const { pointer, position, message } of compiled.issues)
      sayWrong(opening, at + pointer, getPointer(template, pointer), position, message)
    return undefined
  }
  if (kinds && !canBe(compiled.kind, kinds)) {
    opening.invalid(
      at,
      `${what} ${kinds.map(nameKind).join(' or ')}, and this is ${nameKind(compiled.kind)}.`
    )
    return undefined
  }
  if (compiled.isConstant) {
    const outcome = evaluateTemplate(compiled, {})
    return () => outcome
  }
  return (given) => {
    const outcome = evaluateTemplate(compiled, variablesOf(given))
    if ('value' in outcome || outcome.pointer === '') return outcome
    return { fault: `${outcome.fault} (at ${outcome.pointer})` }
  }
}

/** Calls a user's function with the names. */
function calling(call: UserFunction, names: Names): ReturnType<Formula> {
  try {
    return { value: plainJson(callUser(call, readOnly(variablesOf(names)))) }
  } catch (error) {
    return { fault: reasonOf(error) }
  }
}

function asTruth(outcome: ReturnType<Formula>): ReturnType<Test> {
  if ('fault' in outcome) return outcome
  const { value } = outcome
  return typeof value === 'boolean'
    ? { value }
    : { fault: 'The condition gives something else than true or false' }
}

/** Names are own members of an object. */
export function variablesOf(names: Names): Variables {
  return names as unknown as Variables
}

/** Members that are not there. */
function checkTree(opening: Opening, tree: ExpressionNode, at: string, text: string, names: NamesHere): void {
  for (const { position, name, of, among, isRefused } of missingMembers(opening, tree, names.known)) {
    const nearest = suggest(name, among)
    const message = `${placeIn(text, position + 1)}${of} has no member \`${name.slice(0, 60)}\`.`
    const hint = nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`
    if (isRefused) opening.invalid(at, message, hint)
    else opening.doubtful(at, message, hint)
  }
}

function sayWrong(opening: Opening, at: string, text: unknown, position: number, message: string): void {
  opening.invalid(at, `${placeIn(text, position)}${message}${message.endsWith('?') ? '' : '.'}`)
}

const mostQuoted = 60

/** `In `=a +`, at character 4: `. */
function placeIn(text: unknown, position: number): string {
  if (typeof text !== 'string') return ''
  const start = Math.max(0, position - mostQuoted / 2)
  const part = text.slice(start, start + mostQuoted)
  const quoted = `${start > 0 ? '…' : ''}${part}${start + mostQuoted < text.length ? '…' : ''}`
  return `In \`${quoted.replaceAll(/\s/g, ' ')}\`, at character ${position + 1}: `
}
