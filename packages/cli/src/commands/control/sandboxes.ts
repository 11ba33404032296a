// `sdb sandbox`: the worlds of a running server.
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import type { SandboxList, SandboxView } from '../../control/sandbox-view.js'
import { findSnapshot } from '../../control/find-snapshot.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'

/** Runs `sdb sandbox list`. */
export async function sandboxListCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<SandboxList>({ path: '/sandboxes' })
  printResult(options.output, list, () => sandboxLines(list.items))
  return exitCodes.ok
}

/** Sandboxes as a table. */
export function sandboxLines(sandboxes: readonly SandboxView[]): readonly string[] {
  const columns = [
    { head: 'sandbox', keep: true },
    { head: 'url', keep: true },
    { head: 'clock' },
    { head: 'runs' },
    { head: 'due' },
    { head: 'snapshots' }
  ] as const
  const rows = sandboxes.map(({ name, url, path, clock, snapshots }) => [
    name,
    url ?? path,
    instantText(clock.now),
    clock.mode === 'live' ? 'live' : 'stands still',
    String(clock.pending.count),
    String(snapshots)
  ])
  return table(columns, rows, 'No sandboxes.')
}

/** Runs `sdb sandbox fork`. */
export async function sandboxForkCommand(
  name: string,
  options: ControlOptions & { readonly snapshot?: string }
): Promise<number> {
  const client = await connect(options)
  const snapshot =
    options.snapshot === undefined ? {} : { snapshot: await findSnapshot(client, options, options.snapshot) }
  const made = await client.send<SandboxView>({
    method: 'POST',
    path: actionPath(sandboxPath(options), 'fork'),
    body: { name, ...snapshot }
  })
  printResult(options.output, made, () => [
    `${style('cyan', visible(made.name))} goes on from ${visible(options.sandbox)} at ${visible(made.url ?? made.path)}`
  ])
  return exitCodes.ok
}

/** Runs `sdb sandbox delete`. */
export async function sandboxDeleteCommand(name: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  await client.send({ method: 'DELETE', path: sandboxPath({ sandbox: name }) })
  printResult(options.output, { deleted: name }, () => [`${visible(name)} is gone.`])
  return exitCodes.ok
}
