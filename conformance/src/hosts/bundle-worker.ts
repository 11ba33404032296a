// The Worker that the workerd host runs, bundled as a user's build would do it.
import { build } from 'esbuild'

const source = `
import { createWorker } from '@sandbed/workers'
import release from './release.json'
import options from './options.json'
export default createWorker(release, options)
`

let bundled: Promise<string> | undefined

/** The text of the bundle; the release and the options stay modules of their own. */
export function bundleWorker(): Promise<string> {
  bundled ??= build({
    stdin: { contents: source, resolveDir: import.meta.dirname, sourcefile: 'worker.js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['@sandbed/source', 'workerd'],
    external: ['./release.json', './options.json'],
    logLevel: 'silent'
  }).then(({ outputFiles }) => outputFiles[0]?.text as string)
  return bundled
}
