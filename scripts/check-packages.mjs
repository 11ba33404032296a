// publint and are-the-types-wrong for every published package: what a consumer would trip over.
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

for (const name of readdirSync('packages')) {
  const cwd = `packages/${name}`
  for (const [command, ...args] of [
    ['publint', '--strict'],
    ['attw', '--pack', '.', '--profile', 'esm-only']
  ]) {
    console.log(`${command} ${cwd}`)
    execFileSync(process.execPath, [`../../node_modules/${bins[command]}`, ...args], {
      cwd,
      stdio: 'inherit'
    })
  }
}
