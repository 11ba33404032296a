// A compiled release as a Cloudflare Worker.
import { createSandbox, type ReleaseInput, type Sandbox, type SandboxOptions } from '@sandbed/core/runtime'

/** What a Worker module exports by default. */
export interface WorkerHandler {
  fetch(request: Request): Promise<Response>
}

/**
 * A Worker that serves a release, imported as a JSON module. The sandbox is made at the first request, once per isolate. CORS is
 * on, because browsers call Workers.
 *
 * @example
 * import release from './petstore.release.json'
 * export default createWorker(release, { mode: 'dynamic' })
 */
export function createWorker(release: ReleaseInput, options: SandboxOptions = {}): WorkerHandler {
  let sandbox: Sandbox | undefined
  return {
    fetch(request) {
      sandbox ??= createSandbox({ cors: true, ...options, release })
      return sandbox.fetch(request)
    }
  }
}
