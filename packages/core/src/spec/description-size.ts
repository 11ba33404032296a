// How deep and how large a description may be. One quick walk at the door keeps everything behind it free of such worries:
// recursion over a description that passed ends within the stack, and objects that contain themselves never get in.
import { joinPointer } from '../internal/json-pointer.js'
import type { Issue } from './issue.js'

/** Objects and arrays inside each other. Real descriptions have about 30. */
export const deepestDescription = 200

/** Objects and arrays altogether; one that is shared counts each time that it is met. Large real descriptions have 100,000. */
export const mostContainers = 1_000_000

/** Says so when a value is deeper or larger than that; an object that contains itself is too deep. */
export function checkSize(document: object): Issue | undefined {
  const path: string[] = []
  let left = mostContainers
  const walk = (container: object): boolean => {
    if (--left < 0 || path.length > deepestDescription) return false
    const depth = path.length
    for (const name of Object.keys(container)) {
      const member = (container as Record<string, unknown>)[name]
      if (typeof member !== 'object' || member === null) continue
      path[depth] = name
      if (!walk(member)) return false
    }
    path.length = depth
    return true
  }
  if (walk(document)) return undefined
  return left < 0 ? tooLarge() : tooDeep(path)
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
