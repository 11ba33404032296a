// Calls: of the functions of the catalogue, and of what looks like a function but is more (has, matches, orValue, comprehensions).
import type { Json } from '../internal/json.js'
import { suggest } from '../internal/suggest.js'
import { compilePattern } from '../schema/pattern/match-pattern.js'
import { compileComprehension, comprehensionNames } from './comprehensions.js'
import { compileAs, quote, type CompiledNode, type NodePlace } from './compiled.js'
import { InvalidExpression } from './expression-issue.js'
import { Exhausted } from './frame.js'
import { functions } from './functions/catalogue.js'
import { compileHas } from './members.js'
import type { ExpressionNode } from './node.js'

type Call = ExpressionNode & { kind: 'call' }

/** Special forms by signature. */
const forms = new Map<string, (node: Call, place: NodePlace) => CompiledNode>([
  ['has(1)', compileHas],
  ['.matches(1)', compileMatches],
  ['.orValue(1)', compileOrValue],
  ['.hasValue(0)', compileHasValue]
])

/** `name(...)`, `receiver.name(...)` and `math.name(...)`. */
export function compileCall(node: Call, place: NodePlace): CompiledNode {
  const { receiver } = node
  const isMath = receiver?.kind === 'name' && receiver.name === 'math' && !isVariable('math', place)
  const name = isMath ? `math.${node.name}` : receiver ? `.${node.name}` : node.name
  const signature = `${name}(${node.arguments.length})`
  const comprehension = isMath ? undefined : compileComprehension(node, place)
  if (comprehension) return comprehension
  const form = forms.get(signature)
  if (form) return form(node, place)
  const found = functions.get(signature)
  if (!found) throw new InvalidExpression(explain(name), node.start)
  const given = receiver && !isMath ? [receiver, ...node.arguments] : node.arguments
  const args = given.map((argument, at) =>
    compileAs(argument, place, found.takes[at]!, `${node.name}() takes`)
  )
  return {
    kind: found.gives,
    run: (frame) =>
      found.run(
        args.map((argument) => argument.run(frame) as Json),
        frame
      )
  }
}

function isVariable(name: string, place: NodePlace): boolean {
  return place.locals.includes(name) || Object.hasOwn(place.scope, name)
}

function explain(name: string): string {
  const signatures = [
    ...functions.keys(),
    ...forms.keys(),
    ...comprehensionNames.map((each) => `.${each}(2)`)
  ]
  const names = signatures.map((signature) => signature.slice(0, signature.indexOf('(')))
  const shown = (each: string) => `${each.replace(/^\./, '')}()`
  if (names.includes(name)) return `${shown(name)} does not take this many arguments`
  const meant = suggest(name, names)
  return `There is no function ${shown(name)}${meant ? `; did you mean ${shown(meant)}?` : ''}`
}

/** `text.matches('pattern')`: the pattern is a literal, so that it is judged before anything is evaluated. */
function compileMatches(node: Call, place: NodePlace): CompiledNode {
  const text = compileAs(node.receiver!, place, ['string'], 'matches() takes')
  const [pattern] = node.arguments
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string')
    throw new InvalidExpression('matches() takes a pattern in quotes', pattern!.start)
  const compiled = compilePattern(pattern.value)
  if (compiled.verdict === 'refused')
    throw new InvalidExpression(`This pattern cannot be used: ${compiled.reason}`, pattern.start)
  return {
    kind: 'boolean',
    run(frame) {
      const searched = text.run(frame) as string
      frame.spend(searched.length)
      const found = compiled.test(searched, frame.patterns)
      if (frame.patterns.ranOut) throw new Exhausted(`${quote(place, node)} takes too long`)
      return found
    }
  }
}

function compileOptional(node: Call, place: NodePlace): CompiledNode {
  const value = place.compile(node.receiver!, place)
  if (value.kind === 'optional') return value
  const message = `${node.name}() is for what may be absent, as entity.?note is, and ${quote(place, node.receiver!)} is not`
  throw new InvalidExpression(message, node.start)
}

/** `entity.?note.orValue('')`. */
function compileOrValue(node: Call, place: NodePlace): CompiledNode {
  const value = compileOptional(node, place)
  const otherwise = place.compile(node.arguments[0]!, place)
  const kind = otherwise.kind === 'optional' ? 'optional' : 'any'
  return {
    kind,
    run(frame) {
      const found = value.run(frame)
      return found === undefined ? otherwise.run(frame) : found
    }
  }
}

/** `entity.?note.hasValue()`. */
function compileHasValue(node: Call, place: NodePlace): CompiledNode {
  const value = compileOptional(node, place)
  return { kind: 'boolean', run: (frame) => value.run(frame) !== undefined }
}
