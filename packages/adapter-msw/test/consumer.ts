// What a user of this package writes. It is compiled against both versions of MSW that the package works with.
import { createSandbox } from '@sandbed/core'
import { http, HttpResponse, type HttpHandler } from 'msw'
import { setupServer } from 'msw/node'
import { sandboxHandlers } from '../src/index.js'

const sandbox = createSandbox({
  description: { openapi: '3.1.0', info: { title: 'Empty', version: '1' }, paths: {} }
})

/** Handlers as MSW names them. */
export const handlers: HttpHandler[] = sandboxHandlers(sandbox, {
  baseUrl: new URL('https://api.example.com/v1')
})

/** A server of them, with one of the user's own in front. */
export const server = setupServer(
  http.get('https://api.example.com/v1/status', () => HttpResponse.json({ up: true })),
  ...handlers
)
server.use(...sandboxHandlers(sandbox, { baseUrl: 'https://other.example.com' }))
