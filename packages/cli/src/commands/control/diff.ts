// `sdb diff`: what became of the things of a sandbox.
import type { StateDiff } from '@sandbed/core'
import { connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import { findSnapshot } from '../../control/find-snapshot.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'

/** Runs `sdb diff`. */
export async function diffCommand(options: ControlOptions & { readonly since?: string }): Promise<number> {
  const client = await connect(options)
  const since = options.since === undefined ? undefined : await findSnapshot(client, options, options.since)
  const diff = await client.send<StateDiff>({ path: sandboxPath(options, 'diff'), query: { since } })
  printResult(options.output, { since: since ?? null, diff }, () => {
    const lines = Object.entries(diff).flatMap(([resource, one]) => resourceLines(resource, one))
    return lines.length > 0 ? lines : [`Nothing has changed since ${visible(since ?? 'the beginning')}.`]
  })
  return exitCodes.ok
}

function resourceLines(resource: string, { added, changed, removed }: StateDiff[string]): string[] {
  return [
    ...added.map(
      ({ id, value }) => `${style('green', '+')} ${visible(`${resource} ${id}`)}  ${short(value)}`
    ),
    ...changed.flatMap(({ id, fields }) => [
      `${style('yellow', '~')} ${visible(`${resource} ${id}`)}`,
      ...fields.map(
        ({ pointer, before, after }) => `    ${visible(pointer)}  ${short(before)} -> ${short(after)}`
      )
    ]),
    ...removed.map(({ id, value }) => `${style('red', '-')} ${visible(`${resource} ${id}`)}  ${short(value)}`)
  ]
}

function short(value: unknown): string {
  if (value === undefined) return '(nothing)'
  const text = JSON.stringify(value)
  return visible(text.length > 100 ? `${text.slice(0, 99)}…` : text)
}
