// A compiled release as a Cloudflare Worker.
import { createSandbox, type ReleaseInput, type Sandbox, type SandboxOptions } from '@sandbed/core/runtime'
import { workersHost, type WebhookOptions } from './workers-host.js'

/** What a Worker module exports by default. */
export interface WorkerHandler {
  fetch(request: Request, env?: unknown, context?: WorkerContext): Promise<Response>
}

/** What the runtime offers while it handles a request; `ExecutionContext` of Workers. */
export interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void
}

/** After a response the runtime lets a Worker go on for 30 seconds; some are left to write down what came of the last attempt. */
const mostAfterResponse = 25_000
const mostOwnHosts = 100

/**
 * A Worker that serves a release, imported as a JSON module. The sandbox is made at the first request, once per isolate. CORS is
 * on, because browsers call Workers. Webhooks are sent after the response; `webhooks` says where they may go.
 *
 * @example
 * import release from './petstore.release.json'
 * export default createWorker(release, { mode: 'dynamic' })
 */
export function createWorker(
  release: ReleaseInput,
  options: SandboxOptions & { readonly webhooks?: WebhookOptions } = {}
): WorkerHandler {
  const { webhooks, host, ...rest } = options
  const own = new Set<string>()
  let sandbox: Sandbox | undefined
  // What is sent is sent by the request that began with it, until nothing is left: its time is what counts.
  let sendingSince: number | undefined
  const timeLeft = (): number => mostAfterResponse - (Date.now() - (sendingSince ?? Date.now()))

  return {
    async fetch(request, _env, context) {
      if (own.size < mostOwnHosts && URL.canParse(request.url)) own.add(new URL(request.url).host)
      sandbox ??= createSandbox({
        cors: true,
        ...rest,
        release,
        host: { ...workersHost(webhooks, { own, timeLeft }), ...host }
      })
      const response = await sandbox.fetch(request).catch(brokenOff)
      sendingSince ??= Date.now()
      const settled = sandbox.clock.settled().then(() => {
        sendingSince = undefined
      })
      context?.waitUntil(settled)
      return response
    }
  }
}

/** A Worker cannot end a connection before its answer: what a fault drops has a head, and ends after it. */
function brokenOff(error: unknown): Response {
  const { cause } = error as { cause?: { code?: unknown } }
  if (cause?.code !== 'ECONNRESET') throw error
  return new Response(new ReadableStream({ pull: (controller) => controller.error(error) }), { status: 502 })
}
