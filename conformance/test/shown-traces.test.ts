// The traces that the guide shows are those that its program writes. `-u` writes them into the page.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createSandbox } from '@sandbed/node'
import { expect, test } from 'vitest'

const page = fileURLToPath(new URL('../../docs/guides/read-a-trace.md', import.meta.url))
const petstore = new URL('../../descriptions/petstore.yaml', import.meta.url)

test('docs/guides/read-a-trace.md', async () => {
  const sandbox = await createSandbox(petstore, { mode: 'stateful', tracing: 'full' })
  sandbox.webhooks.sink()
  const explained = async (body: object): Promise<string> => {
    const response = await sandbox.fetch('/pets', { method: 'POST', body: JSON.stringify(body) })
    return sandbox.traces.explain(response.headers.get('sandbed-trace')!)!
  }
  const shown: { [name: string]: string } = {
    refused: await explained({ name: '' }),
    created: await explained({ name: 'Rex', species: 'dog' })
  }
  const text = readFileSync(page, 'utf8').replaceAll(
    /(<!-- explain: (\w+) -->\n\n```text\n)[^`]*(```)/g,
    (_, before: string, name: string, after: string) => `${before}${shown[name]}\n${after}`
  )
  await expect(text).toMatchFileSnapshot(page)
})
