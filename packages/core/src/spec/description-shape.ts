// How deep and how large a description may be, and that it is plain JSON. One quick walk at the door keeps everything behind it free of
// such worries: recursion over a description that passed ends within the stack, and objects that contain themselves never get in.
import { joinPointer } from '../internal/json-pointer.js'
import type { Issue } from './issue.js'

/** Objects and arrays inside each other. Real descriptions have about 30. */
export const deepestDescription = 200

/** Objects and arrays altogether; one that is shared counts each time that it is met. Large real descriptions have 100,000. */
export const mostContainers = 1_000_000

/**
 * Says so when a value is deeper or larger than that; an object that contains itself is too deep. `functions` stand for JSON where they
 * are let in: in packs given as code.
 */
export function checkShape(document: object, functions = false): Issue | undefined {
  const isScalar = functions ? isScalarOrFunction : isJsonScalar
  return isFine(document, 0, { left: mostContainers }, isScalar) ? undefined : findFault(document, isScalar)
}

/** The quick answer: no path is kept, so that nearly every description is through in one plain recursion. */
function isFine(
  container: object,
  depth: number,
  budget: { left: number },
  isScalar: (value: unknown) => boolean
): boolean {
  if (--budget.left < 0 || depth > deepestDescription || !isPlain(container)) return false
  for (const name in container) {
    const member = (container as Record<string, unknown>)[name]
    if (typeof member === 'object' && member !== null) {
      if (!isFine(member, depth + 1, budget, isScalar)) return false
    } else if (!isScalar(member)) return false
  }
  return true
}

function findFault(document: object, isScalar: (value: unknown) => boolean): Issue | undefined {
  const path: string[] = []
  let left = mostContainers
  let stranger: string | undefined
  const walk = (container: object): boolean => {
    if (--left < 0 || path.length > deepestDescription) return false
    const depth = path.length
    if (!isPlain(container)) {
      stranger = container.constructor?.name ?? 'an object of a class'
      return false
    }
    for (const name of Object.keys(container)) {
      const member = (container as Record<string, unknown>)[name]
      if (typeof member !== 'object' || member === null) {
        if (isScalar(member)) continue
        path[depth] = name
        stranger = typeof member
        return false
      }
      path[depth] = name
      if (!walk(member)) return false
    }
    path.length = depth
    return true
  }
  if (walk(document)) return undefined
  if (stranger !== undefined) return notJson(path, stranger)
  return left < 0 ? tooLarge() : tooDeep(path)
}

// A member that is undefined is as good as absent; one in an array would leave a hole.
function isJsonScalar(value: unknown): boolean {
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' || value === null || value === undefined
}

function isScalarOrFunction(value: unknown): boolean {
  return typeof value === 'function' || isJsonScalar(value)
}

function isPlain(container: object): boolean {
  if (Array.isArray(container)) {
    for (let i = 0; i < container.length; i++) if (container[i] === undefined) return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(container)
  // Objects of another realm (a test runner's) have another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype as object) === null
}

function notJson(path: readonly string[], stranger: string): Issue {
  return {
    code: 'description-not-json',
    severity: 'error',
    pointer: path.slice(0, 50).reduce(joinPointer, ''),
    message: `A description is plain JSON; here is something else (${stranger.slice(0, 40)}).`,
    hint: 'Read the text with a JSON or YAML 1.2 parser that makes no dates, or pass it through JSON.parse(JSON.stringify(...)).'
  }
}

function tooDeep(path: readonly string[]): Issue {
  return {
    code: 'description-too-deep',
    severity: 'error',
    pointer: path.slice(0, 8).reduce(joinPointer, ''),
    message: `The description has more than ${deepestDescription} levels here, or an object that contains itself.`,
    hint: 'Give the description as it was written, with its `$ref`s: references may be circular, objects may not.'
  }
}

function tooLarge(): Issue {
  return {
    code: 'description-too-large',
    severity: 'error',
    pointer: '',
    message: `The description has more than ${mostContainers} objects and arrays, counting what its \`$ref\`s or aliases repeat.`,
    hint: 'Give the description as it was written, with its `$ref`s, or split it.'
  }
}
