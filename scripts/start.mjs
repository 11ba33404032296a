// `pnpm start [description] [options of sdb serve]`: serves an example API, or the description that is named.
import { fileURLToPath } from 'node:url'

const args = process.argv.slice(2)
const named = args.length > 0 && !args[0].startsWith('-')
const example = fileURLToPath(new URL('../descriptions/bank-payments.yaml', import.meta.url))
process.argv.splice(2, args.length, 'serve', ...(named ? args : [example, ...args]))
await import('./sdb.mjs')
