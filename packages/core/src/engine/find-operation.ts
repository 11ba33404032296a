// An operation by its key or operationId, as users name it.
import { SandboxError } from '../errors.js'
import { suggest } from '../internal/suggest.js'
import type { Operation } from '../release/release.js'
import type { ReleaseSource } from '../release/release-source.js'

/** The operation; throws `unknown-operation`, naming the nearest. */
export function findOperation(source: ReleaseSource, name: string): Operation {
  const { operations } = source.index
  const summary =
    operations.find(({ key }) => key === name) ?? operations.find(({ operationId }) => operationId === name)
  if (summary) return source.operation(summary.key)
  const nearest = suggest(
    name,
    operations.flatMap(({ key, operationId }) => [key, ...(operationId === undefined ? [] : [operationId])])
  )
  const hint =
    nearest === undefined ? "Use a key such as 'GET /path' or an operationId." : `Did you mean '${nearest}'?`
  throw new SandboxError('unknown-operation', `There is no operation '${name}'. ${hint}`)
}
