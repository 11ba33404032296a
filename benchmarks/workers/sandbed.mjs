// A compiled release in a Worker: parsed as a module, answered by core.
import { createSandbox } from '@sandbed/core'
import release from './release.json'

const sandbox = createSandbox({ release, mode: 'dynamic' })

export default {
  fetch: (request) => sandbox.fetch(request)
}
