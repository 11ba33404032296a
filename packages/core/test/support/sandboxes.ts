// Short ways to a sandbox and to what it answers.
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxResponse,
  type Trace
} from '../../src/index.js'
import { api } from './descriptions.js'

/** A sandbox of these paths, and the traces it wrote. */
export function sandboxOf(
  paths: { [path: string]: unknown },
  options: SandboxOptions & { more?: { [member: string]: unknown } } = {}
): Sandbox & { readonly traces: Trace[] } {
  const { more, ...rest } = options
  const traces: Trace[] = []
  const sandbox = createSandbox({
    description: api(paths, more),
    onTrace: (trace) => traces.push(trace),
    ...rest
  })
  // Not a spread: `state` is a getter.
  return Object.assign(sandbox, { traces })
}

/** GET, with headers. */
export function get(url: string, headers: { [name: string]: string } = {}): SandboxRequest {
  return { method: 'GET', url, headers }
}

/** POST of a JSON value, or of a text with its type. */
export function post(url: string, body: unknown, type = 'application/json'): SandboxRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body)
  }
}

/** The JSON body of a response, to be compared with what is expected. */
// oxlint-disable-next-line typescript/no-explicit-any
export function bodyOf(response: SandboxResponse): any {
  return JSON.parse(String(response.body))
}
