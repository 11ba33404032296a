// Runs one measuring script in a fresh process, so that no measurement warms the next, and reads the JSON it prints last.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeBinary } from './node-binary.mjs'

// A reason may end in RESULTS.md, which is committed: no path of this machine belongs there.
const withoutPaths = (text) => text.replace(/(?:file:\/\/)?(?:\/[\w.@+-]+)+\/(?=[\w.@+-])/g, '')

/**
 * The object that `children/<script>` printed, or `{ reason }` in one line when it failed or took over `limitMs`. `nodeArgs` are options
 * of Node itself.
 */
export function runChild(script, args, limitMs = 30_000, nodeArgs = []) {
  const file = fileURLToPath(new URL(`../children/${script}`, import.meta.url))
  const options = { timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 64 << 20 }
  return new Promise((resolve) => {
    execFile(
      nodeBinary(),
      ['--no-warnings', ...nodeArgs, file, ...args],
      options,
      (error, stdout, stderr) => {
        if (error?.killed) return resolve({ reason: `not done in ${limitMs / 1_000} s` })
        const why = stderr.split('\n').find((line) => /error/i.test(line)) ?? error?.message.split('\n')[0]
        if (error) return resolve({ reason: withoutPaths(why.trim()).slice(0, 160) })
        resolve(JSON.parse(stdout.trim().split('\n').at(-1)))
      }
    )
  })
}
