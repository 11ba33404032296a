import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { main } from '@sandbed/cli'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { gzipSync } from 'node:zlib'

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const release = pathOf('dist/petstore.release.json')
let out: string

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'sandbed-worker-'))
  // What `pnpm compile` does.
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const code = await main(['compile', pathOf('../../descriptions/petstore.yaml'), '-o', release])
  printed.mockRestore()
  if (code !== 0) throw new Error(`sdb compile ended with ${code}`)
})
afterAll(() => rm(out, { recursive: true, force: true }))

test('types fit: an imported release is a Release', async () => {
  await expect(run('../../node_modules/typescript/bin/tsc', '-p', pathOf('.'))).resolves.toMatchObject({
    stdout: ''
  })
})

test('wrangler bundles it without a network, and the bundle answers', async () => {
  const { stdout } = await run(
    'node_modules/wrangler/bin/wrangler.js',
    'deploy',
    '--dry-run',
    '--outdir',
    out
  )
  expect(stdout).toContain('--dry-run: exiting now')

  const bundle = join(out, 'worker.js')
  const { default: worker } = (await import(pathToFileURL(bundle).href)) as {
    default: { fetch(request: Request): Promise<Response> }
  }
  const response = await worker.fetch(new Request('https://pet-shelter.example/pets?limit=2'))
  expect(response.status).toBe(200)
  expect(await response.json()).toBeInstanceOf(Array)
  // Far from the 3 MB, compressed, of the free plan.
  expect(gzipSync(await readFile(bundle)).length).toBeLessThan(500_000)
})

/** Runs a Node program in this folder. Packages are taken from their sources, as everywhere in this workspace. */
function run(program: string, ...args: string[]): Promise<{ stdout: string }> {
  const env = {
    ...process.env,
    WRANGLER_BUILD_CONDITIONS: '@sandbed/source,workerd,worker,browser',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_LOG_PATH: join(out, 'logs'),
    WRANGLER_HIDE_BANNER: 'true'
  }
  return promisify(execFile)(process.execPath, [pathOf(program), ...args], { cwd: pathOf('.'), env })
}
