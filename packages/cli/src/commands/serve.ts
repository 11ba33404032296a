// `sdb serve`: a copy of the API on a port, until it is told to stop.
import {
  type AuthDial,
  type ClientWithSecret,
  type Mode,
  type ReferencesDial,
  type Sandbox,
  type SandboxOptions,
  type TracingDial,
  type ValidationDial
} from '@sandbed/core'
import { createRegistry, sandboxOf, serve, type SandboxSettings, type WebhookOptions } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { formatTrace } from '../serve/format-trace.js'
import { print, type OutputFormat } from '../output.js'
import { readInput, type ReadInput, type ReadOptions } from '../read-input.js'
import { announce, clientLines, printNotes } from '../serve/announce.js'
import { watchInput } from '../serve/watch-input.js'
import { catalogueOf, optionsOf, startControl } from '../serve/start-control.js'

/** The options of `sdb serve`. */
export interface ServeCommandOptions extends ReadOptions {
  readonly mode: Mode
  readonly port: number
  readonly host: string
  readonly seed: string
  readonly validation: ValidationDial
  readonly references: ReferencesDial
  readonly auth: AuthDial
  readonly tracing: TracingDial
  readonly cors: boolean
  readonly allowLoopback?: boolean
  /** How many times as fast as the machine's the clock runs, `true` for once; absent: it stands still. */
  readonly live?: number | true
  readonly watch?: boolean
  readonly quiet?: boolean
  /** False for no control plane. */
  readonly control: boolean
  /** Absent for a free one. */
  readonly controlPort?: number
  readonly output: OutputFormat
}

/** Listens first, then says so. Resolves to exit code 0 once it serves; SIGINT and SIGTERM end it. */
export async function serveCommand(path: string, options: ServeCommandOptions): Promise<number> {
  const { mode, seed, validation, references, auth, cors, live, port, host, output } = options
  const text = output === 'text'
  // The requests by which `announce` finds out what to print are nobody's.
  let isAnnounced = false
  const settings: Omit<SandboxOptions, 'pack'> & { readonly webhooks: WebhookOptions } = {
    mode,
    seed,
    validation,
    references,
    auth: { mode: auth },
    tracing: options.tracing,
    cors,
    webhooks: { allowLoopback: options.allowLoopback ?? false },
    ...(text && !options.quiet ? { onTrace: (trace) => isAnnounced && print(formatTrace(trace)) } : {})
  }
  const input = await readInput(path, options)
  let current = input
  const open = ({ loaded, pack, policies, authProfile }: ReadInput, made: SandboxSettings = {}): Sandbox => {
    const sandbox = sandboxOf(loaded, { ...settings, ...optionsOf(made) }, pack, policies, authProfile)
    if (live !== undefined) sandbox.clock.live(live === true ? 1 : live)
    return sandbox
  }
  const sandbox = open(input)
  const sandboxes = createRegistry(sandbox, { create: (made) => open(current, made) })
  const server = await serve(sandbox, { port, host, sandboxes })
  const control = options.control
    ? await startControl({
        sandboxes,
        api: server.url,
        port: options.controlPort ?? 0,
        catalogue: () => catalogueOf(path, sandboxes.get('main')!.sandbox.api, current, options)
      }).catch(async (error: unknown) => {
        await server.close(0)
        throw error
      })
    : undefined
  const client = letIn(sandbox, options)
  announce({ sandbox, url: server.url, client, control: control?.url }, options)
  isAnnounced = true
  await printNotes(sandbox, input, [...(options.overlay ?? []).flatMap((file) => ['--overlay', file]), path])

  const stopWatching = options.watch
    ? watchInput(path, input, options, (next) => {
        const fresh = open(next)
        current = next
        server.replace(fresh)
        const another = letIn(fresh, options)
        if (another && text) print(...clientLines(another, server.url))
      })
    : undefined
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(exitCodes.ok)
    stopping = true
    stopWatching?.()
    void Promise.all([server.close(), control?.close()]).then(() => process.exit(exitCodes.ok))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return exitCodes.ok
}

/** Where credentials are enforced somebody has to have some, and nobody else can issue them here. */
function letIn({ clients }: Sandbox, { auth }: ServeCommandOptions): ClientWithSecret | undefined {
  return auth === 'enforced' ? clients.issue({ label: 'sdb serve', scopes: 'all' }) : undefined
}
