// @scalar/mock-server behind @hono/node-server, as its documentation serves it. Arguments: port, description file.

import { serve } from '@hono/node-server'
import { createMockServer } from '@scalar/mock-server'
import { readDescriptionFile } from '../lib/descriptions.mjs'

const [port, file] = process.argv.slice(2)
const app = await createMockServer({ document: readDescriptionFile(file), logger: false })
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
