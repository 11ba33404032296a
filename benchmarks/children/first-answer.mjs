// From the text of a release to its first answer in a fresh process. Arguments: release file, description name.

import { readFileSync } from 'node:fs'
import { descriptions } from '../lib/descriptions.mjs'
import { importSandbed } from '../lib/sandbed.mjs'

const { createSandbox } = await importSandbed('core')
const [file, name] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const { method, path, headers } = descriptions[name].item

const started = performance.now()
const release = JSON.parse(text)
const parsed = performance.now()
const sandbox = createSandbox({ release, mode: 'dynamic' })
const { status } = sandbox.handle({ method, url: path, headers })
const answered = performance.now()
if (status !== 200) throw new Error(`answers ${status}`)
sandbox.handle({ method, url: path, headers })
const again = performance.now()

console.log(
  JSON.stringify({ parseMs: parsed - started, firstMs: answered - parsed, secondMs: again - answered })
)
