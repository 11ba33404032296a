// A sandbox as MSW request handlers: one handler for a whole API, whatever its size.
import { http, HttpResponse, type HttpHandler } from 'msw'
import type { Sandbox } from '@sandbed/core'

/** Options of `sandboxHandlers`. */
export interface SandboxHandlersOptions {
  /**
   * Where the client under test believes the API to be: `https://api.example.com`, or with a path (`https://example.com/api/v1`). Requests
   * to other places pass by.
   */
  readonly baseUrl: string | URL
}

/**
 * Handlers that answer every request below `baseUrl` from the sandbox; works with MSW 2.10 and later, and 3.
 *
 * @example
 * const server = setupServer(...sandboxHandlers(sandbox, { baseUrl: 'https://api.example.com' }))
 */
export function sandboxHandlers(sandbox: Sandbox, options: SandboxHandlersOptions): HttpHandler[] {
  const base = new URL(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  // A path that belongs to one of the description's servers is stripped by the sandbox itself.
  const mounted = prefix === '' || sandbox.api.basePaths.includes(prefix) ? '' : prefix
  // An expression, because in a text MSW takes `:` and `*` for itself and decodes what they match, which fails for broken escapes.
  const below = new RegExp(`^${literally(base.origin + prefix)}(?:/|$)`)
  return [
    http.all(below, ({ request }) =>
      sandbox.fetch(mounted === '' ? request : without(mounted, request)).catch(brokenOff)
    )
  ]
}

/** A connection that a fault ended is a network error to the client, as MSW has it. */
function brokenOff(error: unknown): Response {
  const { cause } = error as { cause?: { code?: unknown } }
  if (cause?.code !== 'ECONNRESET') throw error
  return HttpResponse.error()
}

function without(prefix: string, request: Request): Request {
  const url = new URL(request.url)
  return new Request(`${url.origin}${url.pathname.slice(prefix.length) || '/'}${url.search}`, request)
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
