// A sandbox that much happens to, as the dice fall: requests of clients that may and may not, moves of its clock, webhooks that are answered or not,
// faults, policies, scenarios, restores. What came of it is in its log.
import type { Sandbox, SandboxRequest, Snapshot } from '@sandbed/core'
import { requestsTo, type Draw } from '../../../packages/core/test/support/schema-aware-requests.js'

/** What may happen beside requests. */
export interface Life {
  /** The scenarios of the pack, with parameters for each. */
  readonly scenarios?: { readonly [name: string]: { readonly [parameter: string]: number } }
  /** Where auth is enforced: what clients may do at most. */
  readonly scopes?: readonly string[]
  /** Faults by their names in the pack. @default those that are made up */
  readonly faults?: readonly string[]
}

/** Lives on until so many requests were answered. Resolves when nothing is under way any more. */
export async function liveAtRandom(
  sandbox: Sandbox,
  draw: Draw,
  requests: number,
  { scenarios = {}, scopes }: Life = {}
): Promise<void> {
  const supply = requestsTo(sandbox, draw)
  const pick = <T>(list: readonly T[]): T | undefined => list[draw(list.length || 1)]
  const secrets: { readonly id: string; readonly secret: string }[] = []
  const tokens: string[] = []
  const snapshots: Snapshot[] = []
  const ids: string[] = []

  const issue = (): void => {
    const held = scopes!.filter(() => draw(2) === 0)
    const { id, secret } = sandbox.clients.issue({ label: 'x', scopes: draw(2) === 0 ? 'all' : held })
    secrets.push({ id, secret })
  }
  const token = (): void => {
    const client = pick(secrets)
    if (!client) return
    const { body } = sandbox.handle({
      method: 'POST',
      url: '/.sandbed/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=${client.id}&client_secret=${client.secret}`
    })
    const { access_token: made } = JSON.parse(String(body)) as { access_token?: string }
    if (made !== undefined) tokens.push(made)
  }
  const signed = (request: SandboxRequest): SandboxRequest => {
    if (!scopes || draw(8) === 0) return request
    const credential = draw(10) === 0 ? 'Basic bm9ib2R5Om5vdGhpbmc=' : `Bearer ${pick(tokens) ?? 'nothing'}`
    return { ...request, headers: { ...request.headers, authorization: credential } }
  }
  /** Half of the requests are about things that there are. */
  const aimed = (request: SandboxRequest): SandboxRequest => {
    const id = pick(ids)
    if (id === undefined || draw(2) === 0) return request
    const [path, query] = request.url.split('?', 2)
    const segments = path!.split('/')
    const at = segments.findIndex((segment, i) => i > 1 && /[\d-]|^[A-Z]/.test(segment))
    if (at === -1) return request
    segments[at] = encodeURIComponent(id)
    return { ...request, url: segments.join('/') + (query === undefined ? '' : `?${query}`) }
  }
  const more: readonly (() => unknown)[] = [
    () => sandbox.clock.advance(`${draw(72)}h`),
    () => sandbox.clock.advance(draw(90_000_000)),
    () => sandbox.clock.next(draw(3)),
    () => sandbox.clock.drain({ limits: { maxTimers: 1 + draw(20) } }),
    () => {
      let left = draw(3)
      return sandbox.clock.runUntil(() => left-- <= 0, { max: '3d' })
    },
    () => snapshots.push(sandbox.snapshot()),
    () => {
      const snapshot = pick(snapshots)
      if (snapshot && draw(2) === 0) sandbox.restore(snapshot)
    },
    () => draw(12) === 0 && sandbox.reset(),
    () => sandbox.faults.arm({ status: 503, probability: 0.3, count: 2, name: `f${draw(3)}` }),
    () => sandbox.faults.arm({ does: 'create', status: 429, nth: 2 }),
    () => sandbox.faults.clear(),
    () => sandbox.webhooks.register({ url: `https://partner.example/${draw(4)}`, events: ['*'] }),
    () => sandbox.webhooks.sink({ url: `sink://${draw(2)}`, answers: [200, 500, 'no-response', 200] }),
    () => {
      const endpoint = pick(sandbox.webhooks.endpoints())
      if (!endpoint) return
      const what = pick(['disable', 'enable', 'remove', 'rotate'] as const)!
      if (endpoint.source === 'user') sandbox.webhooks[what](endpoint.id)
    },
    () => {
      const delivery = pick(sandbox.webhooks.deliveries())
      if (delivery) sandbox.webhooks.redeliver(delivery.id)
    },
    () => {
      const name = pick(Object.keys(scenarios))
      if (name !== undefined) sandbox.apply(name, scenarios[name])
    },
    () =>
      sandbox.policies.attach({
        name: 'fence',
        rules: [{ name: 'no-deleting', match: { does: 'delete' }, deny: true }]
      } as never),
    () => sandbox.policies.list().length > 0 && sandbox.policies.detach('fence'),
    () => sandbox.clock.settled(),
    () => sandbox.clock.settled(),
    ...(scopes
      ? [
          issue,
          token,
          token,
          token,
          () => {
            const client = pick(secrets)
            if (client && draw(3) === 0) sandbox.clients.revoke(client.id)
          }
        ]
      : [])
  ]

  if (scopes) {
    const { id, secret } = sandbox.clients.issue({ label: 'all', scopes: 'all' })
    secrets.push({ id, secret })
    for (let i = 0; i < 3; i++) token()
  }
  sandbox.webhooks.sink({ url: 'sink://0' })
  for (let made = 0; made < requests;) {
    if (draw(5) === 0)
      try {
        await pick(more)!()
      } catch (error) {
        // What refuses to be done is not done; it leaves no trace either.
        if ((error as { code?: string }).code === undefined) throw error
      }
    const request = signed(aimed(supply.next().value as SandboxRequest))
    made++
    if (made === Math.floor(requests / 2)) sandbox.restore(pick(snapshots) ?? sandbox.snapshot())
    const { body } = sandbox.handle(request)
    const id = typeof body === 'string' ? /"id":"([^"]{1,60})"/.exec(body)?.[1] : undefined
    if (id !== undefined) ids.push(id)
  }
  await sandbox.clock.settled()
}
