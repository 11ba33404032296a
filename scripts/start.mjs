// `pnpm start [description] [options of sdb serve]`: serves an example API, which keeps what it is told, or the description that is named.
import { fileURLToPath } from 'node:url'

const args = process.argv.slice(2)
const named = args.length > 0 && !args[0].startsWith('-')
const example = fileURLToPath(new URL('../descriptions/bank-payments.yaml', import.meta.url))
// Of an option that is given twice, the last counts: `--mode` of the user's wins.
process.argv.splice(2, args.length, 'serve', ...(named ? args : [example, '--mode', 'stateful', ...args]))
await import('./sdb.mjs')
