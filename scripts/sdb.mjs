// `pnpm sdb ...` and `pnpm start ...`: the command line from a checkout. Paths are meant from where the user is, not from the root.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
await import('../packages/cli/bin/sdb.js')
