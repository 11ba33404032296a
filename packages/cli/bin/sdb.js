#!/usr/bin/env node
// Older versions of Node must get as far as being told so: nothing here may be newer than modules and top-level await.
import * as nodeModule from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`sdb needs Node 22.13 or later; this is Node ${process.versions.node}.\n`)
  process.exit(3)
}

// Starting is mostly reading code: what was compiled once is kept for the next time.
nodeModule.enableCompileCache?.()
// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit()
    if (stream !== process.stderr) process.stderr.write(`error Nothing can be written: ${error.message}\n`)
    process.exit(3)
  })
}

const { main } = await import('../bundle/main.js')
process.exitCode = await main(process.argv.slice(2))
