// A copy of an API on a free port, with what the product is asked for besides: valid bodies for schemas that nothing else can be composed for.
import { createSandbox, type Sandbox } from '@sandbed/core'
import { serve, type SandboxServer } from '@sandbed/node'

/** A running copy, or why there is none. */
export interface Copy {
  readonly url?: string
  readonly failure?: string
  /** The parsed JSON body of the sample request of an operation; `undefined` when it has none. */
  sampleBody(operation: string): unknown
  close(): Promise<void>
}

/** Starts a copy. Never rejects for what the description holds. `serves: false` only prepares sample bodies. */
export async function startCopy(
  document: unknown,
  options: { readonly mode: string; readonly seed: string; readonly serves: boolean }
): Promise<Copy> {
  const { mode, seed, serves } = options
  let server: SandboxServer | undefined
  let failure: string | undefined
  if (serves) {
    try {
      const sandbox = createSandbox({ description: document as never, mode: mode as never, seed })
      server = await serve(sandbox, { port: 0, host: '127.0.0.1' })
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
    }
  }
  let samples: Sandbox | undefined
  return {
    ...(server === undefined ? {} : { url: server.url }),
    ...(failure === undefined ? {} : { failure }),
    sampleBody(operation) {
      try {
        samples ??= createSandbox({ description: document as never, mode: 'dynamic', seed })
        const { body } = samples.sampleRequest(operation, 'families')
        return typeof body === 'string' ? JSON.parse(body) : undefined
      } catch {
        return undefined
      }
    },
    close: () => server?.close() ?? Promise.resolve()
  }
}
