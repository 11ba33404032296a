// Following `$ref` outside schemas: parameters, bodies, responses, headers, examples, links, callbacks, path items.
import { isObject } from '../internal/json.js'
import { getPointer } from '../internal/json-pointer.js'
import type { OnIssue } from './issue.js'

/** An object of the description and where it really stands, after its references were followed. */
export interface Located {
  readonly value: Readonly<Record<string, unknown>>
  readonly pointer: string
}

const longestChain = 32

/**
 * Follows a value's `$ref` chain inside the document. Gives `undefined`, after an issue, when the chain leads nowhere, in a
 * circle, or to something that is not an object.
 */
export function follow(
  document: object,
  value: unknown,
  pointer: string,
  onIssue: OnIssue
): Located | undefined {
  let at = pointer
  let current = value
  for (let step = 0; step < longestChain; step++) {
    if (!isObject(current)) {
      onIssue({
        code: 'not-an-object',
        severity: 'error',
        pointer: at,
        message: 'An object is expected here.'
      })
      return undefined
    }
    const ref = current['$ref']
    if (typeof ref !== 'string') return { value: current, pointer: at }
    const target = ref.startsWith('#') ? decodeFragment(ref) : undefined
    const found = target === undefined ? undefined : getPointer(document, target)
    if (target === undefined || found === undefined) {
      onIssue({
        code: 'ref-not-found',
        severity: 'error',
        pointer: `${at}/$ref`,
        message: `\`$ref: ${ref.slice(0, 200)}\` leads nowhere.`,
        hint: ref.startsWith('#')
          ? 'Check the spelling of the path after `#`.'
          : 'References to other files are resolved by the loader of @sandbed/node, inside the folder of the description.'
      })
      return undefined
    }
    current = found
    at = target
  }
  onIssue({
    code: 'ref-circular',
    severity: 'error',
    pointer,
    message: `This \`$ref\` leads back to itself, or through more than ${longestChain} others.`
  })
  return undefined
}

/** `#/paths/~1pets%7Bid%7D` -> `/paths/~1pets{id}`; `undefined` when it is not a JSON Pointer fragment. */
export function decodeFragment(ref: string): string | undefined {
  const fragment = ref.slice(1)
  if (fragment !== '' && !fragment.startsWith('/')) return undefined
  if (!fragment.includes('%')) return fragment
  try {
    return decodeURIComponent(fragment)
  } catch {
    return undefined
  }
}
