// Where Sandbed's built packages are: this checkout's, or another one's, named by SANDBED_ROOT, to compare two states of
// the code with the same harness.

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(process.env.SANDBED_ROOT ?? fileURLToPath(new URL('../..', import.meta.url)))
const built = {
  core: 'core/dist/index.js',
  node: 'adapter-node/dist/index.js',
  msw: 'adapter-msw/dist/index.js'
}

/** Whether it is this checkout that is measured. */
export const isOwnRoot = process.env.SANDBED_ROOT === undefined
/** The folder of the packages. */
export const packages = `${root}/packages`
/** What starts `sdb`. */
export const cli = `${packages}/cli/bin/sdb.js`
/** The built entry of `core`, `node` or `msw`. */
export const entryOf = (name) => `${packages}/${built[name]}`
/** The built module `core`, `node` or `msw`. */
export const importSandbed = (name) => import(pathToFileURL(entryOf(name)).href)
/** Whether `npx -y pnpm@12 build` has been run at that root. */
export const isBuilt = () => existsSync(entryOf('core')) && existsSync(entryOf('node'))
/** The version that the packages share. */
export const version = () => JSON.parse(readFileSync(`${packages}/core/package.json`, 'utf8')).version
