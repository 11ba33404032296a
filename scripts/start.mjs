// `pnpm start [description] [options of sdb serve]`: serves an example API, or the description that is named.
import { main } from '../packages/cli/bundle/main.js'

const args = process.argv.slice(2)
const named = args.length > 0 && !args[0].startsWith('-')
process.exitCode = await main(['serve', ...(named ? args : ['descriptions/bank-payments.yaml', ...args])])
