// Traces by what users call them.
import { SandboxError, type SandboxErrorCode, type TraceRecord } from '@sandbed/core'
import { sandboxPath, type ControlClient, type ControlTarget } from './control-client.js'

/** The records of a sandbox, as the control plane lists them. */
export interface TraceList {
  readonly items: readonly TraceRecord[]
  /** How many are kept, and how many had to go to make room. */
  readonly kept: number
  readonly dropped: number
}

/** The id of a trace: of the last request for `last`. Throws `unknown-trace` where there is none yet. */
export async function findTrace(
  client: ControlClient,
  target: ControlTarget,
  called: string
): Promise<string> {
  if (called !== 'last') return called
  const { items } = await client.send<TraceList>({
    path: sandboxPath(target, 'traces'),
    query: { kind: 'request', limit: 1 }
  })
  if (items.length > 0) return items[0]!.id
  throw new SandboxError(
    'unknown-trace' as SandboxErrorCode,
    `Nothing has been asked of ${target.sandbox} so far.`
  )
}
