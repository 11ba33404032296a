// A sandbox that sends webhooks, as a process that may be killed at any moment: what it has is in a file, at each commit before anything is
// sent or acknowledged. Prints the name of each pet that is there for good.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { createSandbox, type OutgoingWebhook } from '@sandbed/core'
import { nodeHost } from '@sandbed/node'

const [, , releasePath, statePath, receiver, run, count] = argv as [
  string,
  string,
  string,
  string,
  string,
  string,
  string
]

const node = nodeHost({ allowLoopback: true, perSecond: 10_000 })
const sandbox = createSandbox({
  release: readFileSync(releasePath, 'utf8'),
  mode: 'stateful',
  host: {
    ...node,
    deliver(webhook: OutgoingWebhook) {
      save()
      return node.deliver!(webhook)
    }
  }
})

/** A file is there as a whole or not at all. */
function save(): void {
  writeFileSync(`${statePath}.new`, sandbox.exportSnapshot())
  renameSync(`${statePath}.new`, statePath)
}

if (existsSync(statePath)) sandbox.restore(sandbox.importSnapshot(readFileSync(statePath, 'utf8')))
else sandbox.webhooks.register({ url: receiver, retries: Array.from({ length: 20 }, () => '1m') })

for (let i = 0; i < Number(count); i++) {
  const name = `pet ${run}.${i}`
  sandbox.handle({
    method: 'POST',
    url: '/pets',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, species: 'dog' })
  })
  save()
  process.stdout.write(`${name}\n`)
  // What was made is sent while more is made.
  await new Promise((resolve) => setTimeout(resolve, 2))
}

// What failed is tried again until nothing is left.
await sandbox.clock.settled()
while (sandbox.clock.pending.count > 0) {
  sandbox.clock.next()
  await sandbox.clock.settled()
}
save()
process.stdout.write('done\n')
process.exit()
