// JSON Patch (RFC 6902): what `PATCH` means with `application/json-patch+json`.
import { joinPointer } from '../json-pointer.js'
import { setOwn } from '../json.js'
import { equalJson } from '../equal-json.js'
import { levelsOf, mostLevels } from './levels.js'
import { PatchDraft } from './patch-draft.js'
import { readOperations, refuse, type PatchOperation, type PatchProblem } from './patch-operation.js'

/** Values that the `copy` operations of one patch may make, all together: each can double a document. */
export const mostCopied = 1_000_000

/** What a patch makes of a document. */
export type Patched = { readonly value: unknown } | { readonly problem: PatchProblem }

/**
 * Applies a JSON Patch: all of it or, with a problem, nothing. Takes any value as the patch and never throws. Neither argument is
 * changed; the result shares with them what was not changed. At most 10,000 operations, 1,000,000 copied values and 512 levels.
 *
 * @example
 * jsonPatch({ tags: [] }, [{ op: 'add', path: '/tags/-', value: 'new' }]) // { value: { tags: ['new'] } }
 */
export function jsonPatch(document: unknown, patch: unknown): Patched {
  const read = readOperations(patch)
  if ('problem' in read) return read
  const draft = new PatchDraft(document)
  const allowance = { values: mostCopied }
  for (const [index, operation] of read.operations.entries()) {
    const fault = apply(operation, draft, allowance)
    if (fault !== undefined) return refuse(index, ...fault)
  }
  if (levelsOf(draft.value) > mostLevels)
    return refuse(null, 'too-large', `The result is nested more than ${mostLevels} levels deep.`)
  return { value: draft.value }
}

/** How many values may still be copied; below 0 it was too many. */
interface Allowance {
  values: number
}

type Fault = readonly [kind: PatchProblem['kind'], message: string]

function apply(operation: PatchOperation, draft: PatchDraft, allowance: Allowance): Fault | undefined {
  const { path } = operation
  switch (operation.op) {
    case 'add':
      return draft.add(path, operation.value) ? undefined : notFound(path)
    case 'replace':
      return draft.replace(path, operation.value) ? undefined : notFound(path)
    case 'remove':
      return draft.remove(path) ? undefined : notFound(path)
    case 'test': {
      const found = draft.read(path)
      if (found === undefined) return notFound(path)
      if (equalJson(found.value, operation.value)) return undefined
      return ['test-failed', `The value at ${print(path)} is another.`]
    }
    case 'move': {
      const found = draft.read(operation.from)
      if (found === undefined) return notFound(operation.from)
      // The whole document can only be moved to where it is.
      if (operation.from.length === 0) return undefined
      draft.remove(operation.from)
      return draft.add(path, found.value) ? undefined : notFound(path)
    }
    case 'copy': {
      const found = draft.read(operation.from)
      if (found === undefined) return notFound(operation.from)
      const copy = copyValue(found.value, allowance, 0)
      if (allowance.values < 0) return tooMuch
      return draft.add(path, copy) ? undefined : notFound(path)
    }
  }
}

/** Copies through and through: what the draft owns it changes in place, so it must not stand in two places. */
function copyValue(value: unknown, allowance: Allowance, level: number): unknown {
  // A long text counts as many values: bytes are what a result is too large by.
  const weight = typeof value === 'string' ? 1 + Math.floor(value.length / 20) : 1
  allowance.values -= level > mostLevels ? mostCopied + 1 : weight
  if (allowance.values < 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => copyValue(item, allowance, level + 1))
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value))
    setOwn(copy, name, copyValue(member, allowance, level + 1))
  return copy
}

const tooMuch: Fault = [
  'too-large',
  `The copies make more than ${mostCopied} values, or are nested more than ${mostLevels} levels deep.`
]

function notFound(path: readonly string[]): Fault {
  return ['path-not-found', `The document has no location ${print(path)}.`]
}

/** A pointer for a message, cut where it is longer than anyone reads. */
function print(path: readonly string[]): string {
  const pointer = path.reduce(joinPointer, '')
  return JSON.stringify(pointer.length > 200 ? `${pointer.slice(0, 200)}...` : pointer)
}
