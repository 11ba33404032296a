// A sandbox of the orders API with a pack, and short ways to what happens in it.
import { createSandbox, type Sandbox, type SimulationPack, type Trace } from '../../src/index.js'
import { orders } from './orders-api.js'
import { bodyOf } from './sandboxes.js'

/** What a shop is asked, and what it answers. */
export interface Shop {
  readonly sandbox: Sandbox
  readonly traces: readonly Trace[]
  /** The JSON body of the answer, with its status as `$status`. */
  // oxlint-disable-next-line typescript/no-explicit-any
  send(method: string, url: string, body?: unknown): any
  /** Makes an order; its id. */
  order(members?: object): string
}

/** Opens a shop. */
export function shopWith(pack: SimulationPack): Shop {
  const traces: Trace[] = []
  const onTrace = (trace: Trace): number => traces.push(trace)
  return shopOn(createSandbox({ description: orders, mode: 'stateful', pack, onTrace }), traces)
}

/** The same for a sandbox that is there, such as a fork. */
export function shopOn(sandbox: Sandbox, traces: readonly Trace[] = []): Shop {
  const send: Shop['send'] = (method, url, body) => {
    const headers = { 'content-type': 'application/json' }
    const response = sandbox.handle(
      body === undefined ? { method, url } : { method, url, headers, body: JSON.stringify(body) }
    )
    return { ...(response.body ? bodyOf(response) : {}), $status: response.status }
  }
  return { sandbox, traces, send, order: (members = { total: 100 }) => send('POST', '/orders', members).id }
}
