import type { SandboxServer } from '@sandbed/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveShelter } from './serve-shelter.js'

let server: SandboxServer
beforeAll(async () => {
  server = await serveShelter(0)
})
afterAll(() => server.close())

test('pets can be listed, with the path of the real server and without it', async () => {
  for (const path of ['/pets?limit=2', '/api/pets?limit=2']) {
    const response = await fetch(server.url + path)
    expect(response.status).toBe(200)
    expect(await response.json()).toBeInstanceOf(Array)
  }
})

test('a pet can be taken in, and one that is none cannot', async () => {
  const takeIn = async (pet: object): Promise<Response> =>
    fetch(`${server.url}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pet)
    })
  expect((await takeIn({ name: 'Rex', species: 'dog' })).status).toBe(201)
  expect((await takeIn({ name: 'Smaug', species: 'dragon' })).status).toBe(422)
})

test('a page of another origin may call', async () => {
  const response = await fetch(`${server.url}/pets`, { headers: { origin: 'http://localhost:5173' } })
  expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
})
