// What overrides say of each operation, under whichever of its names.
import { joinPointer } from '../../../internal/json-pointer.js'
import { sortKeys } from '../../../internal/sort-keys.js'
import type { OperationSummary } from '../../release.js'
import type { OperationOverride, Overrides } from './overrides.js'

/** Everything that is said of one operation. */
export interface SaidOfOperation {
  readonly summary: OperationSummary
  readonly override: OperationOverride
  /** The pointer, in the overrides, of what stands at a path in `override`. */
  pointerOf(path: readonly string[]): string
}

/** Operations by key and by operationId; of two with one id the first, and a key before an id. */
export function operationsByName(operations: readonly OperationSummary[]): Map<string, OperationSummary> {
  const byName = new Map(operations.map((operation) => [operation.key, operation]))
  for (const operation of operations) {
    const id = operation.operationId
    if (id !== undefined && !byName.has(id)) byName.set(id, operation)
  }
  return byName
}

/** What is said, by operation key. Where an operation is named by its key and by its id, members under the key win. */
export function saidOfOperations(
  { operations = {} }: Overrides,
  byName: ReadonlyMap<string, OperationSummary>,
  onUnknown: (name: string) => void
): ReadonlyMap<string, SaidOfOperation> {
  const said = new Map<string, SaidOfOperation>()
  const isKey = (name: string): boolean => byName.get(name)?.key === name
  const names = sortKeys(Object.keys(operations))
  for (const name of [...names.filter((one) => !isKey(one)), ...names.filter(isKey)]) {
    const summary = byName.get(name)
    if (!summary) {
      onUnknown(name)
      continue
    }
    const override = operations[name]!
    const before = said.get(summary.key)
    said.set(summary.key, {
      summary,
      override: { ...before?.override, ...override },
      pointerOf: (path) =>
        before && path[0] !== undefined && !Object.hasOwn(override, path[0])
          ? before.pointerOf(path)
          : path.reduce(joinPointer, joinPointer('/operations', name))
    })
  }
  return said
}
