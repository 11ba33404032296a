// Compiles one description cold: prints the milliseconds of JSON.parse and of compile, and the release's size.

import { readFileSync, writeFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { descriptions } from '../lib/descriptions.mjs'
import { peakMiB } from '../lib/processes.mjs'
import { importSandbed } from '../lib/sandbed.mjs'

const { compile } = await importSandbed('core')
const { file } = descriptions[process.argv[2]]
const text = readFileSync(file, 'utf8')

const parseStarted = performance.now()
const description = file.endsWith('.yaml') ? load(text) : JSON.parse(text)
const parseMs = performance.now() - parseStarted

const started = performance.now()
const { release, issues } = compile(description)
const compileMs = performance.now() - started

const releaseText = JSON.stringify(release)
if (process.argv[3] !== undefined) {
  writeFileSync(process.argv[3], releaseText)
}
console.log(
  JSON.stringify({
    parseMs,
    compileMs,
    textBytes: text.length,
    releaseBytes: releaseText.length,
    issues: issues.length,
    peakMiB: peakMiB('self')
  })
)
