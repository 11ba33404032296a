// publint and are-the-types-wrong for every published package: what a consumer would trip over.
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'

for (const name of readdirSync('packages')) {
  const cwd = `packages/${name}`
  for (const [command, ...args] of [
    ['publint', '--strict'],
    ['attw', '--pack', '.', '--profile', 'esm-only']
  ]) {
    console.log(`${command} ${cwd}`)
    execFileSync(resolve('node_modules/.bin', command), args, { cwd, stdio: 'inherit' })
  }
}
