// Core as one plain JavaScript file, for tests that need a process of their own.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Bundles a door of core. Gives the code, as an ECMAScript module, or minified all the way as only CommonJS is. */
export async function bundleCore(entry = '../../src/index.ts', minify = false): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify,
      target: 'esnext',
      lib: {
        entry: fileURLToPath(new URL(entry, import.meta.url)),
        formats: [minify ? 'cjs' : 'es'],
        fileName: 'core'
      }
    }
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!first || !('output' in first)) throw new Error('The bundler gave no output')
  return first.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
}

/** Writes files into a new temporary folder and gives its path. */
export function temporaryFolder(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbed-core-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
