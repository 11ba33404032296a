// The operations of a JSON Patch (RFC 6902, section 4), read from whatever was sent.
import { parsePointer } from '../json-pointer.js'
import { getOwn, isObject } from '../json.js'
import { levelsOf, mostLevels } from './levels.js'

/** Why a patch is not applied. */
export interface PatchProblem {
  /** The operation that is to blame, from 0; null when it is the patch as a whole. */
  readonly index: number | null
  /**
   * - `malformed`: no JSON Patch, or an operation that no document allows (RFC 5789 answers 400).
   * - `path-not-found`: a location that the document does not have.
   * - `test-failed`: a `test` that does not hold.
   * - `too-large`: too many operations, too many values made by `copy`, or nested too deep.
   */
  readonly kind: 'malformed' | 'path-not-found' | 'test-failed' | 'too-large'
  /** A sentence about the operation, with its pointers as they were sent. */
  readonly message: string
}

/** An operation; pointers are unescaped tokens. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: readonly string[]; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: readonly string[] }
  | { readonly op: 'move' | 'copy'; readonly path: readonly string[]; readonly from: readonly string[] }

/** More operations than this are refused. */
export const mostOperations = 10_000

/** Reads all operations of a patch, or names the first that is none. Members that an operation does not have are ignored. */
export function readOperations(
  patch: unknown
): { readonly operations: readonly PatchOperation[] } | { readonly problem: PatchProblem } {
  if (!Array.isArray(patch)) return refuse(null, 'malformed', 'A JSON Patch is an array of operations.')
  if (patch.length > mostOperations)
    return refuse(null, 'too-large', `More than ${mostOperations} operations.`)
  const operations: PatchOperation[] = []
  for (let index = 0; index < patch.length; index++) {
    const operation = readOperation(patch[index])
    if (typeof operation === 'string') return refuse(index, 'malformed', operation)
    if ('value' in operation && levelsOf(operation.value) > mostLevels)
      return refuse(index, 'too-large', `\`value\` is nested more than ${mostLevels} levels deep.`)
    operations.push(operation)
  }
  return { operations }
}

/** A problem as an outcome. */
export function refuse(
  index: number | null,
  kind: PatchProblem['kind'],
  message: string
): { readonly problem: PatchProblem } {
  return { problem: { index, kind, message } }
}

function readOperation(source: unknown): PatchOperation | string {
  if (!isObject(source)) return 'An operation is an object.'
  const op = getOwn(source, 'op')
  const path = readPointer(source, 'path')
  if (typeof path === 'string') return path
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      if (!Object.hasOwn(source, 'value')) return `\`${op}\` needs a \`value\`.`
      return { op, path, value: source['value'] }
    case 'remove':
      return path.length === 0 ? 'The whole document cannot be removed.' : { op, path }
    case 'move':
    case 'copy': {
      const from = readPointer(source, 'from')
      if (typeof from === 'string') return from
      const isOwnChild = from.length < path.length && from.every((token, i) => token === path[i])
      if (op === 'move' && isOwnChild) return 'A value cannot be moved into itself.'
      return { op, path, from }
    }
    default:
      return '`op` must be one of add, remove, replace, move, copy and test.'
  }
}

/** The tokens of a pointer, or what is wrong with it. */
function readPointer(source: Record<string, unknown>, name: 'path' | 'from'): readonly string[] | string {
  const pointer = getOwn(source, name)
  if (typeof pointer !== 'string') return `\`${name}\` must be a JSON Pointer.`
  // RFC 6901, section 3: each token follows a slash, and `~` only stands before 0 and 1.
  if (!/^(?:\/|$)/.test(pointer) || /~(?![01])/.test(pointer)) return `\`${name}\` is no JSON Pointer.`
  return parsePointer(pointer)
}
