// From the ticket to the proof: restore the state, replay what failed, fix it, verify the fix on the same morning.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { expect, test } from 'vitest'
import { sendRefund, sendRefundOnce, type RefundOrder } from './refund-worker.js'

const sandbox = await createSandbox(new URL('../payments/payments.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('../payments/payments.pack.yaml', import.meta.url)
})

// What the on-call engineer was given: a snapshot of the sandbox, taken before anything went wrong, and the order that was refunded twice.
const { text, order } = await kept()

async function kept(): Promise<{ readonly text: string; readonly order: RefundOrder }> {
  const paid = { amount: 8000, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' }
  const made = await sandbox.fetch('/payments', { method: 'POST', body: JSON.stringify(paid) })
  const { id } = (await made.json()) as { id: string }
  await sandbox.fetch(`/payments/${id}/capture`, { method: 'POST' })
  return { text: sandbox.exportSnapshot(), order: { orderId: 'order-17', payment_id: id, amount: 3000 } }
}

const refunded = (copy: Sandbox): unknown =>
  copy.state.get('payments', order.payment_id)?.value['amount_refunded']

/** The morning of the incident: the answer to a refund is lost on its way, the refund is made. */
function thatMorning(): Sandbox {
  const copy = sandbox.fork(sandbox.importSnapshot(text))
  copy.faults.arm({ operation: 'createRefund', count: 1, drop: 'before' })
  return copy
}

test('restored and replayed, it happens again', async () => {
  const copy = thatMorning()
  const before = copy.snapshot()
  await sendRefund(copy.fetch, order)
  expect(refunded(copy)).toBe(6000)
  // What the worker did to the payment and the refunds, member by member.
  const { refunds, payments } = copy.diff(before)
  expect(refunds?.added).toHaveLength(2)
  expect(payments?.changed).toHaveLength(1)
})

test('with the fix it does not, on the very same morning', async () => {
  const copy = thatMorning()
  await sendRefundOnce(copy.fetch, order)
  expect(refunded(copy)).toBe(3000)
  expect(copy.state.count('refunds')).toBe(1)
})

test('the fix holds when the connection ends in the middle of an answer, and when the acquirer is down', async () => {
  for (const fault of [{ drop: 'during' as const }, { status: 503 }]) {
    const copy = sandbox.fork(sandbox.importSnapshot(text))
    copy.faults.arm({ operation: 'createRefund', count: 2, ...fault })
    await sendRefundOnce(copy.fetch, order)
    expect(refunded(copy)).toBe(3000)
  }
})

test('and it is the same every time', async () => {
  const run = async (): Promise<string> => {
    const copy = thatMorning()
    await sendRefundOnce(copy.fetch, order)
    return copy.exportSnapshot()
  }
  expect(await run()).toBe(await run())
})
