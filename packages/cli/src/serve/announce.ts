// What `sdb serve` says at the start: where it listens, who may call, what to try.
import type { AuthDial, ClientWithSecret, Issue, Mode, Sandbox } from '@sandbed/core'
import { curlExamples, curlStory } from '../curl-examples.js'
import { print, printError, printJson, style, visible, type OutputFormat } from '../output.js'
import { isAboutPack, packNotes } from '../pack-notes.js'
import { partsOf, type ReadInput, type ReadOptions } from '../read-input.js'

/** The options that it tells of. */
export interface AnnouncedOptions extends ReadOptions {
  readonly mode: Mode
  readonly seed: string
  readonly host: string
  readonly auth: AuthDial
  readonly output: OutputFormat
}

/** What serves. */
export interface Announced {
  readonly sandbox: Sandbox
  readonly url: string
  /** The client that was let in, where credentials are enforced. */
  readonly client: ClientWithSecret | undefined
  /** Where its control plane is. */
  readonly control: string | undefined
}

/** Says it, as text or as one JSON object. */
export function announce(announced: Announced, options: AnnouncedOptions): void {
  if (options.output === 'text') announceText(announced, options)
  else printJson(announcement(announced, options))
}

function announcement({ sandbox, url, client, control }: Announced, { mode, seed, auth }: AnnouncedOptions) {
  return {
    url,
    title: sandbox.api.title,
    version: sandbox.api.version,
    operations: sandbox.operations.length,
    mode,
    seed,
    auth,
    control: control ?? null,
    ...(client && { client: { id: client.id, secret: client.secret } })
  }
}

/** What clients need, as it is said at the start. */
const authLines: { readonly [dial in AuthDial]: string } = {
  off: 'Nobody looks at credentials (--auth off).',
  presence: 'Any credentials are accepted, and needed where the API asks for some (--auth presence).',
  enforced: 'Only credentials of this client are accepted, and tokens that it gets (--auth enforced):'
}

/** The secret is shown here and nowhere else. */
export function clientLines({ id, secret }: ClientWithSecret, url: string): string[] {
  return [
    `  ${style('cyan', id)}, secret ${style('cyan', secret)}, for everything`,
    `  curl -s -u ${id}:${secret} -d grant_type=client_credentials ${url}/.sandbed/oauth/token`
  ]
}

/** What to try, where anybody may. */
function examples(sandbox: Sandbox, url: string, { mode, auth }: AnnouncedOptions): string[] {
  if (auth === 'enforced') return []
  const lines = (mode === 'stateful' ? curlStory : curlExamples)(sandbox, url)
  return ['Try:', ...lines.map((line) => `  ${visible(line)}`), '']
}

function announceText({ sandbox, url, client, control }: Announced, options: AnnouncedOptions): void {
  const { mode, host, auth, pack } = options
  const { title, version, basePaths } = sandbox.api
  print(
    `${style('bold', visible(title))} ${visible(version)}: ${sandbox.operations.length} operations, ${mode} answers`,
    `Listening on ${style('cyan', url)}${basePaths.length > 0 ? ` (and under ${basePaths.map((base) => visible(base)).join(', ')})` : ''}`,
    ...(control !== undefined
      ? [
          `Control plane on ${control}: sdb status, sdb trace tail, sdb reset and others find it by themselves`
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

/** Prints on standard error what is wrong with the packs, and how much with the description. */
export async function printNotes(
  { issues }: Sandbox,
  input: ReadInput,
  args: readonly string[]
): Promise<void> {
  const packs = partsOf(input)
  for (const one of packs) printError(...(await packNotes(issues, one)))
  const isAboutNone = (issue: Issue): boolean => packs.every((one) => !isAboutPack(issue, one))
  const { length } = issues.filter((issue) => issue.severity !== 'info' && isAboutNone(issue))
  if (length === 0) return
  printError(
    `${length} ${length === 1 ? 'issue' : 'issues'} in the description so far; see them with: sdb check ${visible(args.join(' '))}`
  )
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
