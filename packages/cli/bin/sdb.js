#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Starting is mostly reading code: what was compiled once is kept for the next time.
enableCompileCache?.()
const { main } = await import('../bundle/main.js')
process.exitCode = await main(process.argv.slice(2))
