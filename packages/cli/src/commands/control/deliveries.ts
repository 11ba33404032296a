// `sdb webhook deliveries | redeliver`: what was sent, and sending it again.
import type { WebhookAttempt, WebhookDelivery } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions, Items } from '../../control/control-options.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, visible } from '../../output.js'

/** The options of `sdb webhook deliveries`. */
export interface DeliveriesOptions extends ControlOptions {
  readonly status?: string
  readonly endpoint?: string
  readonly event?: string
  readonly type?: string
}

/** Runs `sdb webhook deliveries`. */
export async function webhookDeliveriesCommand(options: DeliveriesOptions): Promise<number> {
  const { status, endpoint, event, type } = options
  const client = await connect(options)
  const list = await client.send<Items<WebhookDelivery>>({
    path: sandboxPath(options, 'deliveries'),
    query: { status, endpoint, event, type }
  })
  const columns = [
    { head: 'delivery', keep: true },
    { head: 'status', keep: true },
    { head: 'event', keep: true },
    { head: 'endpoint' },
    { head: 'attempts' },
    { head: 'last answer', most: 30 },
    { head: 'next' }
  ] as const
  const rows = list.items.map((one) => [
    one.id,
    one.status,
    one.type,
    one.endpoint,
    String(one.attempts.length),
    answerOf(one.attempts.at(-1)) ?? one.reason ?? '',
    instantText(one.nextAttemptAt)
  ])
  printResult(options.output, list, () => table(columns, rows, 'No deliveries.'))
  return exitCodes.ok
}

function answerOf(attempt: WebhookAttempt | undefined): string | undefined {
  return attempt && (typeof attempt.response === 'string' ? 'no response' : String(attempt.response.status))
}

/** Runs `sdb webhook redeliver`. */
export async function webhookRedeliverCommand(id: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const delivery = await client.send<WebhookDelivery>({
    method: 'POST',
    path: actionPath(sandboxPath(options, 'deliveries', id), 'redeliver')
  })
  printResult(options.output, delivery, () => [
    visible(
      `${delivery.id} (${delivery.type} to ${delivery.endpoint}) is ${delivery.status}, attempt ${delivery.attempts.length} so far.`
    )
  ])
  return exitCodes.ok
}
