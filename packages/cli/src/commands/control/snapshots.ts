// `sdb snapshot`, `sdb restore`, `sdb reset`: moments of a sandbox, and going back.
import { SandboxError } from '@sandbed/core'
import { actionPath, connect, sandboxPath, type ControlClient } from '../../control/control-client.js'
import type { ControlOptions, Items } from '../../control/control-options.js'
import { findSnapshot, type SnapshotView } from '../../control/find-snapshot.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { print, printResult, style, visible } from '../../output.js'
import { readJsonFile } from '../../read-file.js'
import { ownerOnly, writeWhole } from '../../write-whole.js'

/** The options of `sdb snapshot save`. */
export interface SaveOptions extends ControlOptions {
  readonly label?: string
  readonly file?: string
}

/** Runs `sdb snapshot save`. */
export async function snapshotSaveCommand(options: SaveOptions): Promise<number> {
  const client = await connect(options)
  const saved = await save(client, options)
  printResult(options.output, saved, () => [
    `Snapshot ${style('cyan', visible(saved.id))} of ${instantText(saved.at)}; go back to it with: sdb restore ${visible(saved.id)}`
  ])
  return exitCodes.ok
}

async function save(client: ControlClient, options: SaveOptions): Promise<SnapshotView> {
  const { label, file } = options
  const snapshot = file === undefined ? {} : { snapshot: await readJsonFile(file) }
  return client.send<SnapshotView>({
    method: 'POST',
    path: sandboxPath(options, 'snapshots'),
    body: { ...(label !== undefined && { label }), ...snapshot }
  })
}

/** Runs `sdb snapshot list`. */
export async function snapshotListCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<Items<SnapshotView>>({ path: sandboxPath(options, 'snapshots') })
  const columns = [{ head: 'snapshot', keep: true }, { head: 'of', keep: true }, { head: 'label' }] as const
  printResult(options.output, list, () =>
    table(
      columns,
      list.items.map(({ id, at, label }) => [id, instantText(at), label]),
      'No snapshots. Keep this moment with: sdb snapshot save'
    )
  )
  return exitCodes.ok
}

/** Runs `sdb snapshot get`. With a file, `--output json` tells of the file. */
export async function snapshotGetCommand(
  called: string,
  options: ControlOptions & { readonly out?: string }
): Promise<number> {
  const client = await connect(options)
  const id = await findSnapshot(client, options, called)
  const text = await client.text({ path: sandboxPath(options, 'snapshots', id) })
  if (options.out === undefined) {
    print(text)
    return exitCodes.ok
  }
  await writeWhole(options.out, text, ownerOnly)
  printResult(options.output, { out: options.out, snapshot: id }, () => [
    `Wrote ${visible(id)} to ${visible(options.out!)}. It holds secrets of webhooks and the key that tokens are signed with.`
  ])
  return exitCodes.ok
}

/** Runs `sdb snapshot delete`. */
export async function snapshotDeleteCommand(called: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const id = await findSnapshot(client, options, called)
  await client.send({ method: 'DELETE', path: sandboxPath(options, 'snapshots', id) })
  printResult(options.output, { deleted: id }, () => [`${visible(id)} is forgotten.`])
  return exitCodes.ok
}

/** Runs `sdb restore`: to a snapshot that the server keeps, or to one in a file, which it keeps from then on. */
export async function restoreCommand(
  called: string | undefined,
  options: ControlOptions & { readonly file?: string }
): Promise<number> {
  if ((called === undefined) === (options.file === undefined))
    throw new SandboxError(
      'invalid-option',
      'Say which snapshot to go back to: its id or label, or --file <file>.'
    )
  const client = await connect(options)
  const snapshot =
    called === undefined ? (await save(client, options)).id : await findSnapshot(client, options, called)
  await client.send({ method: 'POST', path: actionPath(sandboxPath(options), 'restore'), body: { snapshot } })
  printResult(options.output, { sandbox: options.sandbox, restored: snapshot }, () => [
    `${visible(options.sandbox)} is back at ${visible(snapshot)}.`
  ])
  return exitCodes.ok
}

/** Runs `sdb reset`. */
export async function resetCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  await client.send({ method: 'POST', path: actionPath(sandboxPath(options), 'reset') })
  printResult(options.output, { sandbox: options.sandbox, reset: true }, () => [
    `${visible(options.sandbox)} is at its beginning.`
  ])
  return exitCodes.ok
}
