// Keeps answers as files for the raw server, in a folder of its own that goes when the run ends.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-benchmarks-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Writes `text` to a file of that name in the run's temporary folder and returns its path. */
export function keepFile(name, text) {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** Keeps `{ status, headers, body }` for `servers/raw.mjs`; `parse` is 'json' or 'form', `stringify` makes it work. */
export function keepAnswer({ status, headers, body }, { parse, stringify } = {}) {
  const type = headers['content-type'] ?? 'application/json'
  return keepFile(
    'answer.json',
    JSON.stringify({ status, type, body: body.toString('base64'), parse, stringify })
  )
}
