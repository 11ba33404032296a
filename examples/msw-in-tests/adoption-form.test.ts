import { sandboxHandlers } from '@sandbed/msw'
import { createSandbox } from '@sandbed/node'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { submitAdoption } from './adoption-form.js'

const sandbox = await createSandbox(new URL('../../descriptions/petstore.yaml', import.meta.url))
const api = 'https://petshelter.example/api'
const server = setupServer(...sandboxHandlers(sandbox, { baseUrl: api }))

beforeAll(() => server.listen())
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

test('an adoption has a number', async () => {
  const result = await submitAdoption(1, { name: 'Ada', email: 'ada@example.com' })
  expect(result).toEqual({ adoption: expect.stringMatching(/^[0-9a-f-]{36}$/) })
})

test('a form that the API refuses tells the visitor why', async () => {
  const result = await submitAdoption(1, { name: '', email: 'not an address' })
  expect(result).toEqual({ problem: expect.stringContaining('does not match') })
})

test('handlers of your own still come first: here one test asks the sandbox for a conflict', async () => {
  server.use(
    http.post(`${api}/pets/:petId/adoptions`, async ({ request }) => {
      const headers = new Headers(request.headers)
      headers.set('prefer', 'code=409')
      return sandbox.fetch(new Request(request, { headers }))
    })
  )
  expect(await submitAdoption(1, { name: 'Ada', email: 'ada@example.com' })).toEqual({
    problem: 'Somebody was faster.'
  })
})
