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

/** A line that fits on a screen or two, and how many operations are looked at for one. */
const handy = 300
const mostTried = 20

/**
 * Three curl lines for stateful mode: one makes a thing, the next reads it by the id that it will get, the last lists what there is. Which
 * id that is comes out in a fork. Other lines where the API has nothing of the kind.
 */
export function curlStory(sandbox: Sandbox, url: string): string[] {
  const makers = sandbox.operations.filter((operation) => isTopLevel(sandbox, operation, 'create'))
  let story: string[] | undefined
  for (const maker of makers.slice(0, mostTried)) {
    const told = storyOf(sandbox, maker, url)
    if (told && (!story || told[0]!.length < story[0]!.length)) story = told
    if (story && story[0]!.length < handy) break
  }
  return story ?? curlExamples(sandbox, url)
}

function storyOf(sandbox: Sandbox, maker: OperationSummary, url: string): string[] | undefined {
  const { bindings } = sandbox.model
  const resource = bindings[maker.key]!.resource!.value
  const alike = sandbox.operations.filter(({ key }) => bindings[key]?.resource?.value === resource)
  const read = alike.find((operation) => isTopLevel(sandbox, operation, 'read'))
  const list = alike.find((operation) => isTopLevel(sandbox, operation, 'list'))
  const place = read && bindings[read.key]!.key?.value
  const fork = sandbox.fork()
  if (place?.in !== 'path' || fork.handle(fork.sampleRequest(maker.key)).status >= 300) return undefined
  const made = fork.state.list(resource).at(-1)
  // What this would send to somebody is taken back before it is on its way.
  fork.reset()
  return (
    made && [
      curlLine(sandbox, maker, url),
      curlOf(url, withId(sandbox.sampleRequest(read!.key), read!.path, place.name, made.id)),
      ...(list ? [curlLine(sandbox, list, url)] : [])
    ]
  )
}

function isTopLevel({ model }: Sandbox, { key, deprecated }: OperationSummary, does: string): boolean {
  const binding = model.bindings[key]
  return binding?.does.value === does && binding.within.length === 0 && deprecated !== true
}

/** A valid request to an operation as one line, with its headers and body. */
export function curlLine(sandbox: Sandbox, { key }: Pick<OperationSummary, 'key'>, url: string): string {
  return curlOf(url, sandbox.sampleRequest(key))
}

/** The same request about another thing. */
function withId(request: SandboxRequest, path: string, name: string, id: string): SandboxRequest {
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
  return { ...request, url: path.replace(`{${name}}`, encodeURIComponent(id)) + query }
}

function curlOf(url: string, request: SandboxRequest): string {
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
