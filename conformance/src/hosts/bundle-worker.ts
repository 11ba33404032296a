// The Worker that the workerd host runs: `createWorker`, bundled as a user's build would do it, and beside it paths that the product's Worker
// has not: one tells the hash of the state, one moves the clock, one issues and revokes clients, one replays logs.
import { build, type Plugin } from 'esbuild'

/** The path of the test Worker that answers with `[domain, everything]`, the hashes of its state. */
export const hashPath = '/.conformance/state-hash'

/** The path of the test Worker that advances the clock by the span in its query, and answers with the result. */
export const advancePath = '/.conformance/advance?'

/** The path of the test Worker that takes `[name, argument]` of a method of `sandbox.clients`, and answers with what it gives. */
export const clientsPath = '/.conformance/clients'

/** The path of the test Worker that replays the log in the body, and answers with what came of it. */
export const replayPath = '/.conformance/replay'

const source = `
import { createWorker } from '@sandbed/workers'
import { made } from 'watched-runtime'
import release from './release.json'
import options from './options.json'
const worker = createWorker(release, options)
export default {
  async fetch(request) {
    // Not read as a URL: requests to the product may have one that is none.
    const by = request.url.split(${JSON.stringify(advancePath)})[1]
    const isAboutClients = request.url.endsWith(${JSON.stringify(clientsPath)})
    const isLog = request.url.endsWith(${JSON.stringify(replayPath)})
    if (by === undefined && !isAboutClients && !isLog && !request.url.endsWith(${JSON.stringify(hashPath)})) return worker.fetch(request)
    if (made.sandbox === undefined) await worker.fetch(new Request(new URL(request.url).origin))
    if (isLog) {
      const { records, ...report } = made.sandbox.replay(await request.text())
      return Response.json(report)
    }
    if (isAboutClients) {
      const [name, argument] = await request.json()
      return Response.json(made.sandbox.clients[name](argument))
    }
    if (by !== undefined) return Response.json(made.sandbox.clock.advance(by))
    return Response.json(['domain', 'everything'].map((scope) => made.sandbox.stateHash(scope)))
  }
}
`

const watchedRuntime = `
import { createSandbox as create } from '@sandbed/core/runtime'
export * from '@sandbed/core/runtime'
export const made = {}
export const createSandbox = (options) => (made.sandbox = create(options))
`

/** Lets the test Worker see the sandbox that `createWorker` makes. */
const watch: Plugin = {
  name: 'watch',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:watched-runtime|@sandbed\/core\/runtime)$/ }, ({ namespace }) =>
      namespace === 'watched' ? undefined : { path: 'watched-runtime', namespace: 'watched' }
    )
    onLoad({ filter: /.*/, namespace: 'watched' }, () => ({
      contents: watchedRuntime,
      resolveDir: import.meta.dirname
    }))
  }
}

let bundled: Promise<string> | undefined

/** The text of the bundle; the release and the options stay modules of their own. */
export function bundleWorker(): Promise<string> {
  bundled ??= build({
    stdin: { contents: source, resolveDir: import.meta.dirname, sourcefile: 'worker.js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['@sandbed/source', 'workerd'],
    external: ['./release.json', './options.json'],
    plugins: [watch],
    logLevel: 'silent'
  }).then(({ outputFiles }) => outputFiles[0]?.text as string)
  return bundled
}
