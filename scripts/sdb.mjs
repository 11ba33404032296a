// `pnpm sdb ...` and `pnpm start ...`: the command line from a checkout. Paths are meant from where the user is, not from the root.
import { main } from '../packages/cli/bundle/main.js'

if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
process.exitCode = await main(process.argv.slice(2))
