// Where sandboxes are reached: servers say it once they listen, and the sandboxes' tokens name it as their issuer.
import type { Sandbox, SandboxHost } from '@sandbed/core'

interface Place {
  url: string | undefined
}

const places = new WeakMap<Sandbox, Place>()

/** The part of a host that knows where its sandbox is served, and what tells it which one that is. */
export function servedPlace(): { readonly host: SandboxHost; readonly isOf: (sandbox: Sandbox) => void } {
  const place: Place = { url: undefined }
  return { host: { url: () => place.url }, isOf: (sandbox) => void places.set(sandbox, place) }
}

/** A server listens at `url`, without a slash at the end, and a sandbox stands behind it. The last one counts. */
export function noteServedAt(sandbox: Sandbox, url: string): void {
  const place = places.get(sandbox)
  if (place) place.url = url
}
