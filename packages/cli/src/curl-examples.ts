// A few requests to try, as lines for a shell: valid ones, made from the operations' own schemas.
import type { OperationSummary, Sandbox, SandboxRequest } from '@sandbed/core'

/** Up to three curl lines: a list, one thing, something created, or whatever the API has instead. */
export function curlExamples(sandbox: Sandbox, url: string): string[] {
  const { operations } = sandbox
  const plain = operations.filter((operation) => operation.deprecated !== true)
  const wanted = [
    plain.find(({ method, path }) => method === 'GET' && !path.includes('{') && path !== '/'),
    plain.find(({ method, path }) => method === 'GET' && /^[^{]*\{[^}]*\}$/.test(path)),
    plain.find(({ method, path }) => method === 'POST' && !path.includes('{'))
  ].filter((operation) => operation !== undefined)
  const chosen = [...new Set([...wanted, ...plain])].slice(0, 3)
  return chosen.map((operation) => curlLine(sandbox, operation, url))
}

/** A valid request to an operation as one line, with its headers and body. */
export function curlLine(sandbox: Sandbox, { key }: Pick<OperationSummary, 'key'>, url: string): string {
  const request = sandbox.sampleRequest(key)
  const parts = ['curl', '-s']
  if (request.method !== 'GET' && !(request.method === 'POST' && request.body))
    parts.push('-X', request.method)
  parts.push(quote(url + request.url), ...headerFlags(request))
  if (typeof request.body === 'string') parts.push('-d', quote(request.body))
  return parts.join(' ')
}

function headerFlags(request: SandboxRequest): string[] {
  return Object.entries(request.headers ?? {}).flatMap(([name, value]) => [
    '-H',
    quote(`${name}: ${String(value)}`)
  ])
}

/** For a POSIX shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
