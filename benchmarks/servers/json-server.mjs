// json-server over an object in memory, so that no write waits for a disk. Arguments: port, things to fill it with.

import jsonServer from 'json-server'
import { petOf } from '../lib/stateful-descriptions.mjs'

const [port, size] = process.argv.slice(2)
const pets = Array.from({ length: Number(size) }, (_, n) => ({ id: n + 1, ...petOf(n) }))
const server = jsonServer.create()
// Its home page is not asked for, but it insists on a folder.
server.use(jsonServer.defaults({ logger: false, static: import.meta.dirname }))
server.use(jsonServer.router({ pets }))
server.listen(Number(port), '127.0.0.1')
