// `sdb webhook list | add | remove | rotate`: who is told what happens. A new secret is printed once, and is nowhere else.
import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions, Items } from '../../control/control-options.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'
import { readSecret } from '../../read-file.js'

/** Runs `sdb webhook list`. */
export async function webhookListCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<Items<WebhookEndpoint>>({ path: sandboxPath(options, 'webhooks') })
  const columns = [
    { head: 'endpoint', keep: true },
    { head: 'url', keep: true },
    { head: 'events', most: 50 },
    { head: 'is' },
    { head: 'signed' },
    { head: 'for', most: 40 }
  ] as const
  const rows = list.items.map(({ id, url, events, enabled, reason, style: signed, description }) => [
    id,
    url,
    events.join(' '),
    enabled ? 'told' : `disabled${reason === undefined ? '' : `: ${reason}`}`,
    signed,
    description
  ])
  printResult(options.output, list, () =>
    table(columns, rows, 'No endpoints. Add one with: sdb webhook add <url>')
  )
  return exitCodes.ok
}

/** The options of `sdb webhook add`. */
export interface AddOptions extends ControlOptions {
  readonly event?: readonly string[]
  readonly description?: string
  readonly style?: string
  readonly secretFile?: string
}

/** Runs `sdb webhook add`. */
export async function webhookAddCommand(url: string, options: AddOptions): Promise<number> {
  const { event, description, style: signing, secretFile } = options
  const client = await connect(options)
  const added = await client.send<WebhookEndpointWithSecret>({
    method: 'POST',
    path: sandboxPath(options, 'webhooks'),
    body: {
      url,
      ...(event && { events: event }),
      ...(description !== undefined && { description }),
      ...(signing !== undefined && { style: signing }),
      ...(secretFile !== undefined && { secret: await readSecret(secretFile) })
    }
  })
  printResult(options.output, added, () => [
    `${style('cyan', visible(added.id))} is told ${visible(added.events.join(' '))} at ${visible(added.url)}`,
    secretLine(added)
  ])
  return exitCodes.ok
}

/** Runs `sdb webhook remove`. */
export async function webhookRemoveCommand(id: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  await client.send({ method: 'DELETE', path: sandboxPath(options, 'webhooks', id) })
  printResult(options.output, { deleted: id }, () => [`${visible(id)} is told nothing more.`])
  return exitCodes.ok
}

/** Runs `sdb webhook rotate`. */
export async function webhookRotateCommand(
  id: string,
  options: ControlOptions & { readonly overlap?: string; readonly secretFile?: string }
): Promise<number> {
  const { overlap, secretFile } = options
  const client = await connect(options)
  const rotated = await client.send<WebhookEndpointWithSecret>({
    method: 'POST',
    path: actionPath(sandboxPath(options, 'webhooks', id), 'rotate'),
    body: {
      ...(overlap !== undefined && { overlap }),
      ...(secretFile !== undefined && { secret: await readSecret(secretFile) })
    }
  })
  const until = rotated.rotatingUntil
  printResult(options.output, rotated, () => [
    `${style('cyan', visible(rotated.id))} has another secret${until === undefined ? '' : `; the one before signs as well until ${instantText(until)}`}.`,
    secretLine(rotated)
  ])
  return exitCodes.ok
}

function secretLine({ secret }: WebhookEndpointWithSecret): string {
  return `Secret ${style('cyan', visible(secret))}  (it is not shown again)`
}
