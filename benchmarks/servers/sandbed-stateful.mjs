// Sandbed's Node host in stateful mode, filled before it listens. Arguments: port, description file, things to fill it with.

import { importSandbed } from '../lib/sandbed.mjs'
import { petOf } from '../lib/stateful-descriptions.mjs'

const { createSandbox, serve } = await importSandbed('node')
const [port, file, size] = process.argv.slice(2)
const sandbox = await createSandbox(file, { mode: 'stateful', seed: 'benchmarks' })
const headers = { 'content-type': 'application/json' }
for (let n = 0; n < Number(size); n++)
  sandbox.handle({ method: 'POST', url: '/pets', headers, body: JSON.stringify(petOf(n)) })
await serve(sandbox, { port: Number(port), host: '127.0.0.1' })
