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

/**
 * Three curl lines for stateful mode: one makes a thing, the next reads it by the id that it will get, the last lists it. What the id will be
 * is found out in a fork. Other lines where the API has nothing of the kind.
 */
export function curlStory(sandbox: Sandbox, url: string): string[] {
  const { bindings } = sandbox.model
  const operationThat = (does: string, resource: string): OperationSummary | undefined =>
    sandbox.operations.find(({ key }) => {
      const binding = bindings[key]
      return (
        binding?.does.value === does && binding.resource?.value === resource && binding.within.length === 0
      )
    })
  for (const make of sandbox.operations) {
    const binding = bindings[make.key]
    if (binding?.does.value !== 'create' || binding.within.length > 0 || make.deprecated) continue
    const resource = binding.resource!.value
    const read = operationThat('read', resource)
    const list = operationThat('list', resource)
    const place = read && bindings[read.key]?.key?.value
    const fork = sandbox.fork()
    if (place?.in !== 'path' || fork.handle(fork.sampleRequest(make.key)).status >= 300) continue
    const made = fork.state.list(resource).at(-1)
    if (!made) continue
    const path = read!.path.replace(`{${place.name}}`, encodeURIComponent(made.id))
    return [
      curlLine(sandbox, make, url),
      `curl -s ${quote(url + path)}`,
      ...(list ? [curlLine(sandbox, list, url)] : [])
    ]
  }
  return curlExamples(sandbox, url)
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
