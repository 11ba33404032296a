// The engine itself, called in process.
import { createSandbox, type Sandbox } from '@sandbed/core'
import { comparableHeaders, doorsOf, type Host, type World } from './host.js'

/** A host that is nothing but `sandbox.handle`. */
export function startCore({ release, options }: World): Host {
  return hostOf(createSandbox({ ...options, release }))
}

/** The host that a sandbox is by itself. */
export function hostOf(sandbox: Sandbox): Host {
  return {
    async send({ method, path, headers, body }) {
      const response = sandbox.handle({ method, url: path, headers, body })
      const lines = Object.entries(response.headers).flatMap(([name, value]) =>
        [value].flat().map((line) => [name, line as string] as const)
      )
      const bytes =
        typeof response.body === 'string' ? Buffer.from(response.body) : (response.body ?? new Uint8Array())
      return { status: response.status, headers: comparableHeaders(lines), body: bytes }
    },
    ...doorsOf(sandbox),
    async close() {}
  }
}
