#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Starting is mostly reading code: what was compiled once is kept for the next time.
enableCompileCache?.()
// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

const { main } = await import('../bundle/main.js')
process.exitCode = await main(process.argv.slice(2))
