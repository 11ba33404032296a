// `sdb serve`: a copy of the API on a port, until it is told to stop.
import {
  isSandboxError,
  type AuthDial,
  type ClientWithSecret,
  type Issue,
  type Mode,
  type ReferencesDial,
  type Sandbox,
  type SandboxOptions,
  type TracingDial,
  type ValidationDial
} from '@sandbed/core'
import {
  createRegistry,
  sandboxOf,
  serve,
  watchFiles,
  type SandboxSettings,
  type WebhookOptions
} from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { curlExamples, curlStory } from '../curl-examples.js'
import { formatError } from '../format-issues.js'
import { formatTrace } from '../format-trace.js'
import { print, printError, printJson, style, visible, type OutputFormat } from '../output.js'
import { isAboutPack, packNotes } from '../pack-notes.js'
import { partsOf, readInput, type ReadInput, type ReadOptions } from '../read-input.js'
import { catalogueOf, optionsOf, startControl, type RunningControl } from './serve-control.js'

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
  if (text) announce(sandbox, server.url, options, client, control)
  else
    printJson({
      url: server.url,
      title: sandbox.api.title,
      version: sandbox.api.version,
      operations: sandbox.operations.length,
      mode,
      seed,
      auth,
      control: control?.url ?? null,
      ...(client && { client: { id: client.id, secret: client.secret } })
    })
  isAnnounced = true
  await printNotes(sandbox, input, [...(options.overlay ?? []).flatMap((file) => ['--overlay', file]), path])

  const stopWatching = options.watch
    ? watch(path, input, options, (next) => {
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

/** What clients need, as it is said at the start. */
const authLines: { readonly [dial in AuthDial]: string } = {
  off: 'Nobody looks at credentials (--auth off).',
  presence: 'Any credentials are accepted, and needed where the API asks for some (--auth presence).',
  enforced: 'Only credentials of this client are accepted, and tokens that it gets (--auth enforced):'
}

/** The secret is shown here and nowhere else. */
function clientLines({ id, secret }: ClientWithSecret, url: string): string[] {
  return [
    `  ${style('cyan', id)}, secret ${style('cyan', secret)}, for everything`,
    `  curl -s -u ${id}:${secret} -d grant_type=client_credentials ${url}/.sandbed/oauth/token`
  ]
}

/** What to try, where anybody may. */
function examples(sandbox: Sandbox, url: string, { mode, auth }: ServeCommandOptions): string[] {
  if (auth === 'enforced') return []
  const lines = (mode === 'stateful' ? curlStory : curlExamples)(sandbox, url)
  return ['Try:', ...lines.map((line) => `  ${visible(line)}`), '']
}

function announce(
  sandbox: Sandbox,
  url: string,
  options: ServeCommandOptions,
  client: ClientWithSecret | undefined,
  control: RunningControl | undefined
): void {
  const { mode, host, auth, pack } = options
  const { title, version, basePaths } = sandbox.api
  print(
    `${style('bold', visible(title))} ${visible(version)}: ${sandbox.operations.length} operations, ${mode} answers`,
    `Listening on ${style('cyan', url)}${basePaths.length > 0 ? ` (and under ${basePaths.map((base) => visible(base)).join(', ')})` : ''}`,
    ...(control
      ? [
          `Control plane on ${control.url}: sdb status, sdb trace tail, sdb reset and others find it by themselves`
        ]
      : []),
    authLines[auth],
    ...(client ? clientLines(client, url) : []),
    ...scenarioLines(sandbox, mode),
    ...(pack === undefined || mode === 'stateful' ? [] : [style('yellow', idlePack(mode))]),
    ...(isLoopback(host) ? [] : [style('yellow', `${host} can be reached from other machines.`)]),
    '',
    ...examples(sandbox, url, options)
  )
}

function idlePack(mode: Mode): string {
  return `In ${mode} mode only the responses and faults of the pack are in force. Add --mode stateful for all of it.`
}

/** What can be asked for by name, with `sandbox.apply` or in the header `Sandbed-Scenario`. */
function scenarioLines({ scenarios }: Sandbox, mode: Mode): string[] {
  if (mode !== 'stateful' || scenarios.length === 0) return []
  const names = scenarios.map(({ name, byRequest }) => (byRequest ? `${name} (by request)` : name))
  return [visible(`Scenarios: ${names.join(', ')}`)]
}

async function printNotes({ issues }: Sandbox, input: ReadInput, args: readonly string[]): Promise<void> {
  const packs = partsOf(input)
  for (const one of packs) printError(...(await packNotes(issues, one)))
  const isAboutNone = (issue: Issue): boolean => packs.every((one) => !isAboutPack(issue, one))
  const { length } = issues.filter((issue) => issue.severity !== 'info' && isAboutNone(issue))
  if (length === 0) return
  printError(
    `${length} ${length === 1 ? 'issue' : 'issues'} in the description so far; see them with: sdb check ${visible(args.join(' '))}`
  )
}

function watch(
  path: string,
  input: ReadInput,
  options: ReadOptions,
  use: (next: ReadInput) => void
): () => void {
  let files = filesOf(input)
  // One reload after the other: a file that changes while it is read is read again.
  let last = Promise.resolve()
  const onChange = (): void => {
    last = last.then(reload)
  }
  let watcher = watchFiles(files, onChange)
  return () => watcher.close()

  async function reload(): Promise<void> {
    try {
      const next = await readInput(path, options)
      use(next)
      if (filesOf(next).join('\n') !== files.join('\n')) {
        files = filesOf(next)
        watcher.close()
        watcher = watchFiles(files, onChange)
      }
      printError(`Loaded ${visible(path)} again.`)
    } catch (error) {
      // A description that is broken while it is being edited must not end the server: the last good one stays.
      printError(
        ...(isSandboxError(error) ? await formatError(error) : [visible(String(error))]),
        'The copy that was loaded last goes on.'
      )
    }
  }
}

function filesOf(input: ReadInput): readonly string[] {
  return [...input.loaded.files, ...partsOf(input).flatMap(({ files }) => files)]
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
