// Sandbed's Node host in one mode. Arguments: port, description file, mode.

import { importSandbed } from '../lib/sandbed.mjs'

const { createSandbox, serve } = await importSandbed('node')
const [port, file, mode] = process.argv.slice(2)
const sandbox = await createSandbox(file, { mode, seed: 'benchmarks' })
await serve(sandbox, { port: Number(port), host: '127.0.0.1' })
