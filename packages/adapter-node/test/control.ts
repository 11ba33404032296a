// A sandbox, its API and its control plane on real ports, for tests of the control plane.
import type { Sandbox, SandboxOptions } from '@sandbed/core'
import { createRegistry, type Registry, type SandboxSettings } from '@sandbed/core/control'
import { serveControl, type ControlServer } from '../src/control/serve-control.js'
import { loadDescription } from '../src/load/load-description.js'
import { sandboxOf } from '../src/sandbox-of.js'
import { serve, type SandboxServer } from '../src/serve.js'
import { descriptionPath } from './shelter.js'

/** A control plane with its API. */
export interface ControlledApi {
  readonly main: Sandbox
  readonly sandboxes: Registry
  readonly api: SandboxServer
  readonly control: ControlServer
  /** Asks the control plane, with the token unless other headers are given. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** Options of `controlled`. */
export interface ControlledOptions extends SandboxOptions {
  /** How many sandboxes there may be. */
  readonly most?: number
  /** One of the repository's own descriptions. */
  readonly description?: string
  /** Changes the description before it is used. */
  readonly edit?: (document: object) => object
}

/** Serves a description. */
export async function controlled(options: ControlledOptions = {}): Promise<ControlledApi> {
  const { most, description = 'petstore.yaml', edit = (document) => document, pack: _pack, ...rest } = options
  const loaded = await loadDescription(descriptionPath(description))
  const edited = { ...loaded, document: edit(loaded.document as object) }
  const create = ({ auth, ...settings }: SandboxSettings): Sandbox =>
    sandboxOf(edited, { ...rest, ...settings, ...(auth !== undefined && { auth: { mode: auth } }) })
  const main = create({})
  const sandboxes = createRegistry(main, { create, ...(most !== undefined && { most }) })
  const api = await serve(main, { port: 0, sandboxes })
  const control = await serveControl(sandboxes, { api: api.url })
  return {
    main,
    sandboxes,
    api,
    control,
    ask: (method, path, body, headers = { authorization: `Bearer ${control.token}` }) =>
      fetch(control.url + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) })
      }),
    async close() {
      await Promise.all([api.close(0), control.close()])
    }
  }
}
