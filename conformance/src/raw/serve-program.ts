// A Node host as a process of its own, so that a test can see it die. Prints its port; short time limits come from the caller.
import { argv } from 'node:process'
import { createSandbox } from '@sandbed/core'
import { readFile } from 'node:fs/promises'
import { serve } from '@sandbed/node'

const [, , releasePath, timeouts] = argv as [string, string, string, string]
const sandbox = createSandbox({ release: await readFile(releasePath, 'utf8'), cors: true })
const server = await serve(sandbox, { port: 0, host: '127.0.0.1', timeouts: JSON.parse(timeouts) })
process.stdout.write(`${new URL(server.url).port}\n`)
