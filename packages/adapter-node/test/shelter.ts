// The example description as a sandbox, for tests of what stands around it.
import { fileURLToPath } from 'node:url'
import type { Sandbox, SandboxOptions } from '@sandbed/core'
import { createSandbox } from '../src/create-sandbox.js'

/** The path of one of the repository's own descriptions. */
export function descriptionPath(name: string): string {
  return fileURLToPath(new URL(`../../../descriptions/${name}`, import.meta.url))
}

/** A copy of the pet shelter. */
export function openShelter(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox(descriptionPath('petstore.yaml'), options)
}

/** The text of a request that takes in a pet, with a header for the length of its body unless `headers` says otherwise. */
export function postPet(body: string, headers = `content-length: ${Buffer.byteLength(body)}`): string {
  return `POST /pets HTTP/1.1\r\nhost: shelter\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`
}

/** A body that the description allows. */
export const validPet = '{"name":"Rex","species":"dog"}'
