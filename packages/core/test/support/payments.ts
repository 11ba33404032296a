// A small API of payments, for tests about who is told of them.
import type { Sandbox, SandboxOptions, SandboxResponse } from '../../src/index.js'
import { json } from './descriptions.js'
import { bodyOf, sandboxOf } from './sandboxes.js'

const payment = {
  type: 'object',
  required: ['id', 'amount'],
  properties: {
    id: { type: 'string', readOnly: true },
    amount: { type: 'integer' },
    note: { type: 'string' },
    card_number: { type: 'string', writeOnly: true },
    created_at: { type: 'string', format: 'date-time', readOnly: true }
  }
}
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const paths = {
  '/payments': {
    get: { responses: { '200': json({ type: 'array', items: payment }) } },
    post: { requestBody: json(payment), responses: { '201': json(payment) } }
  },
  '/payments/{id}': {
    parameters: [id],
    get: { responses: { '200': json(payment) } },
    patch: { requestBody: json(payment), responses: { '200': json(payment) } },
    delete: { responses: { '204': { description: 'gone' } } }
  }
}

/** A sandbox of payments, at 2026-01-01T00:00:00Z. */
export function paymentsSandbox(options: SandboxOptions = {}): Sandbox {
  return sandboxOf(paths, { mode: 'stateful', ...options })
}

/** A request with a JSON body. */
export function send(
  sandbox: Sandbox,
  method: string,
  url: string,
  body?: unknown,
  headers: { [name: string]: string } = {}
): SandboxResponse {
  const text = body === undefined ? null : JSON.stringify(body)
  return sandbox.handle({
    method,
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: text
  })
}

/** Makes a payment, and gives its id. */
export function pay(sandbox: Sandbox, amount = 100, more: { [member: string]: unknown } = {}): string {
  return bodyOf(send(sandbox, 'POST', '/payments', { amount, ...more })).id as string
}
