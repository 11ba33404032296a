// What users download: core minified and gzipped, and what `npm i @sandbed/cli` brings, counted over its dependencies.

import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { entryOf, packages } from '../lib/sandbed.mjs'
import { number } from '../lib/table.mjs'

/** The folder of a dependency as Node finds it from a package's own folder. */
function resolveFrom(folder, name) {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name)
    if (existsSync(found)) return realpathSync(found)
    if (dirname(at) === at) return undefined
  }
}

/** Adds a package and all that it depends on to `found`: real folder -> manifest. */
function closure(folder, found) {
  if (folder === undefined || found.has(folder)) return found
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  found.set(folder, manifest)
  for (const name of Object.keys(manifest.dependencies ?? {})) closure(resolveFrom(folder, name), found)
  return found
}

function bytesUnder(folder, isOwn) {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || (isOwn && entry.name === 'src')) continue
    const path = join(folder, entry.name)
    bytes += entry.isDirectory() ? bytesUnder(path, false) : statSync(path).size
  }
  return bytes
}

/** Figures `size/core-gzip` in kB, `size/cli-packages`, `size/cli-megabytes`. */
export async function size(run) {
  if (!run.isTaking('sandbed')) return
  const rows = []
  try {
    const entryPoints = [entryOf('core')]
    const options = { bundle: true, format: 'esm', minify: true, write: false, logLevel: 'silent' }
    const { outputFiles } = await build({ ...options, entryPoints })
    const kilobytes = gzipSync(outputFiles[0].contents).length / 1_000
    run.figure('size/core-gzip', kilobytes)
    rows.push(['@sandbed/core, bundled, minified, gzipped', `${number(kilobytes)} kB`])
  } catch (error) {
    rows.push(['@sandbed/core', `no: ${error.message.split('\n')[0]}`])
  }
  const found = closure(join(packages, 'cli'), new Map())
  let bytes = 0
  for (const folder of found.keys()) bytes += bytesUnder(folder, folder.startsWith(packages))
  run.figure('size/cli-packages', found.size)
  run.figure('size/cli-megabytes', bytes / 1e6)
  rows.push(['@sandbed/cli with its dependencies', `${found.size} packages, ${number(bytes / 1e6)} MB`])
  run.table('Size', ['what', '<measured'], rows)
}
