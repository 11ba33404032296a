import { createSandbox } from '@sandbed/node'
import { expect, test } from 'vitest'
import { ShelterClient } from './shelter-client.js'

const description = new URL('../../descriptions/petstore.yaml', import.meta.url)
const sandbox = await createSandbox(description, { seed: 'quickstart' })
const client = new ShelterClient({ fetch: sandbox.fetch as typeof fetch })

test('pets that are spoken for are not listed', async () => {
  expect(await client.waiting()).toEqual(['Biscuit'])
})

test('a pet that is taken in has an id', async () => {
  const pet = await client.takeIn({ name: 'Rex', species: 'dog' })
  expect(pet.id).toBeGreaterThan(0)
})

test('what the API refuses is an error that says why', async () => {
  await expect(client.takeIn({ name: 'Smaug', species: 'dragon' })).rejects.toThrow(/^422: /)
})

test('a failure of the API can be asked for', async () => {
  const response = await sandbox.fetch('/pets/1', { headers: { prefer: 'code=404' } })
  expect(response.status).toBe(404)
})

test('the same question has the same answer, today and in CI', async () => {
  const ask = async (): Promise<string> =>
    (await sandbox.fetch('/pets/7', { headers: { prefer: 'mode=dynamic' } })).text()
  expect(await ask()).toBe(await ask())
})
