// One in-process variant: prints { micros, cpu } per call. Arguments: variant, description name, kind, seconds.

import { descriptions, readDescription } from '../lib/descriptions.mjs'
import { importSandbed } from '../lib/sandbed.mjs'
import { microsPerCall } from '../lib/timing.mjs'

const [variant, name, kind, seconds] = process.argv.slice(2)
const description = descriptions[name]
const mode = kind.startsWith('dynamic') ? 'dynamic' : 'static'
const isBody = kind === 'accepted' || kind === 'refused'
const { method, path, headers } = isBody
  ? description.create
  : description[kind.endsWith('varying') ? 'varying' : 'item']
const body = isBody ? description.create[kind] : undefined
const urlOf = path.includes('{n}') ? (n) => path.replace('{n}', String(n + 1)) : () => path
const isExpected = (status) =>
  kind === 'refused' ? status >= 400 && status < 500 : status >= 200 && status < 300

function check(status) {
  if (!isExpected(status)) throw new Error(`answers ${status}`)
}

async function openSandbox() {
  const { createSandbox } = await importSandbed('core')
  return createSandbox({ description: readDescription(name), mode, seed: 'benchmarks' })
}

const requestOf = (n) => new Request(`http://localhost${urlOf(n)}`, { method, headers, body })

const variants = {
  async 'sandbed handle()'() {
    const sandbox = await openSandbox()
    check(sandbox.handle({ method, url: urlOf(0), headers, body }).status)
    return (n) => sandbox.handle({ method, url: urlOf(n), headers, body })
  },
  async 'sandbed fetch(Request)'() {
    const sandbox = await openSandbox()
    check((await sandbox.fetch(requestOf(0))).status)
    return async (n) => (await sandbox.fetch(requestOf(n))).text()
  },
  async 'constant Response'() {
    const text = JSON.stringify({ id: 1, name: 'Rex', tag: 'dog' })
    return async (n) => {
      const request = requestOf(n)
      if (body !== undefined) await request.text()
      return new Response(text, { headers: { 'content-type': 'application/json' } }).text()
    }
  },
  async 'scalar app.fetch(Request)'() {
    const { createMockServer } = await import('@scalar/mock-server')
    const app = await createMockServer({ document: readDescription(name), logger: false })
    check((await app.fetch(requestOf(0))).status)
    return async (n) => (await app.fetch(requestOf(n))).text()
  },
  async 'json-schema-faker, body only'() {
    const { generateSync } = await import('json-schema-faker')
    const { components } = readDescription(name)
    const schema = { $ref: description.itemSchema, components }
    return (n) => JSON.stringify(generateSync(schema, { seed: n }))
  }
}

const call = await variants[variant]()
const micros = await microsPerCall(call, { seconds: Number(seconds) })
console.log(JSON.stringify({ micros }))
