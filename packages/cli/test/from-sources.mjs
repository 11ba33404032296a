// Preload for tests that start `bin/sdb.js` as a process of its own: runs the sources, so that no build is needed and none can be stale.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && specifier.endsWith('.js')) {
      const source = new URL(
        specifier.replace(/^(\.\.\/)(?:dist|bundle)\//, '$1src/').replace(/\.js$/, '.ts'),
        context.parentURL
      )
      if (existsSync(fileURLToPath(source))) return next(source.href, context)
    }
    return next(specifier, context)
  }
})
