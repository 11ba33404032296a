// One way to answer `fetch` in a test process: prints { micros } per call. Arguments: variant, 'msw' or 'msw3', seconds.

import { registerHooks } from 'node:module'
import { descriptions, readDescription } from '../lib/descriptions.mjs'
import { importSandbed } from '../lib/sandbed.mjs'
import { microsPerCall } from '../lib/timing.mjs'

const [variant, msw, seconds] = process.argv.slice(2)

// Whoever imports msw, our adapter too, gets the benchmark's own copy of the version asked for.
registerHooks({
  resolve: (specifier, context, next) =>
    /^msw(\/|$)/.test(specifier)
      ? next(specifier.replace(/^msw/, msw), { ...context, parentURL: import.meta.url })
      : next(specifier, context)
})

const baseUrl = 'http://api.test'
const url = `${baseUrl}${descriptions.petstore.item.path}`
const description = readDescription('petstore')
const body = { id: 1, name: 'Rex', tag: 'dog' }

const openSandbox = async () => {
  const { createSandbox } = await importSandbed('core')
  return createSandbox({ description, mode: 'static', seed: 'benchmarks' })
}

const handlers = {
  async constant() {
    const { http, HttpResponse } = await import('msw')
    return [http.all(`${baseUrl}/*`, () => HttpResponse.json(body))]
  },
  async sandbed() {
    const { sandboxHandlers } = await importSandbed('msw')
    return sandboxHandlers(await openSandbox(), { baseUrl })
  },
  async source() {
    const { fromOpenApi } = await import('@msw/source/open-api')
    return fromOpenApi({ ...description, servers: [{ url: baseUrl }] })
  }
}

/** A `fetch`: MSW's interception with the handlers of that name, or one called directly. */
async function openFetch() {
  if (handlers[variant] !== undefined) {
    const { setupServer } = await import('msw/node')
    setupServer(...(await handlers[variant]())).listen()
    return fetch
  }
  if (variant === 'direct constant') return async (url) => (new Request(url), Response.json(body))
  const { createFetch } = await importSandbed('core')
  return createFetch(await openSandbox())
}

const send = await openFetch()
const first = await send(url)
if (first.status !== 200) throw new Error(`answers ${first.status}`)
await first.text()
const micros = await microsPerCall(async () => (await send(url)).text(), { seconds: Number(seconds) })
console.log(JSON.stringify({ micros }))
process.exit(0)
