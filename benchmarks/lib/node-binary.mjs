// The Node that every measured process runs on: this one if it is 24 or newer, else the one installed as a package.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'

const require = createRequire(import.meta.url)

/** The path of a Node >= 24. Throws with what to do where there is none. */
export function nodeBinary() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  try {
    const file = require.resolve(`node-${platform}-${arch}/bin/node`)
    if (existsSync(file)) return file
  } catch {
    // falls through to the message below
  }
  throw new Error(
    'The benchmarks run on Node 24 or newer: `npm ci` in benchmarks/ installs one, or use your own.'
  )
}
