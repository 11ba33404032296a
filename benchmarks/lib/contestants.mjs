// Who takes part over HTTP and how each is started: one process, one description, one port of the loopback interface.

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { nodeBinary } from './node-binary.mjs'
import { cli, version } from './sandbed.mjs'

const require = createRequire(import.meta.url)
const local = (path) => fileURLToPath(new URL(path, import.meta.url))
const module = (path) => local(`../node_modules/${path}`)
const prism = module('@stoplight/prism-cli/dist/index.js')
const mockoon = module('@mockoon/cli/bin/run.js')
/** A process of the measured Node. */
export const node = (...args) => ({ command: nodeBinary(), args })

/** The version of an installed package. */
export const versionOf = (name) => require(module(`${name}/package.json`)).version

/** The raw server, for the answer kept in `file`. */
export const rawServer = (port, file) => node(local('../servers/raw.mjs'), port, file)

/** The raw server for the mix, with the answers kept in `file`. */
export const rawCrudServer = (port, file) => node(local('../servers/raw-crud.mjs'), port, file)

/** Mockoon's command line on a description or a data file. */
export const mockoonServer = (file, port) => ({
  ...node(mockoon, 'start', '--data', file, '--port', port, '--hostname', '127.0.0.1', ...mockoonQuiet),
  env: { NO_COLOR: '1' }
})
const mockoonQuiet = ['--disable-log-to-file', '--disable-admin-api', '--repair']
const prismServer = (file, port, mode) =>
  node(
    prism,
    'mock',
    '-h',
    '127.0.0.1',
    '-p',
    port,
    '-v',
    'silent',
    ...(mode === 'dynamic' ? ['-d'] : []),
    file
  )

/**
 * `command(file, port)` is the one users type, for cold starts; `server(file, port, mode)` the steady one. Mockoon and
 * Scalar know one way to answer and are measured under both modes.
 */
export const contestants = [
  {
    name: 'sandbed',
    version: version(),
    command: (file, port) => node(cli, 'serve', file, '--auth', 'off', '--port', port),
    server: (file, port, mode) => node(local('../servers/sandbed.mjs'), port, file, mode)
  },
  { name: 'prism', version: versionOf('@stoplight/prism-cli'), command: prismServer, server: prismServer },
  { name: 'mockoon', version: versionOf('@mockoon/cli'), command: mockoonServer, server: mockoonServer },
  {
    name: 'scalar',
    version: versionOf('@scalar/mock-server'),
    command: (file, port) => node(local('../servers/scalar.mjs'), port, file),
    server: (file, port) => node(local('../servers/scalar.mjs'), port, file)
  }
]
