// Packs every package, installs the tarballs into an empty project outside the workspace, imports all that each offers, runs `sdb`, one request and one test.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const project = mkdtempSync(join(tmpdir(), 'sandbed-tarballs-'))
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    ...options
  })

try {
  const dependencies = {}
  const entries = []
  for (const folder of readdirSync('packages')) {
    const { name, exports } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'))
    entries.push(...Object.keys(exports).map((path) => name + path.slice(1)))
    const printed = run('npx', ['-y', 'pnpm@12', 'pack', '--json', '--pack-destination', project], {
      cwd: resolve('packages', folder)
    })
    dependencies[name] = `file:${JSON.parse(printed.slice(printed.indexOf('{'))).filename}`
  }
  const { devDependencies: tools } = JSON.parse(readFileSync('package.json', 'utf8'))
  Object.assign(dependencies, { vitest: tools.vitest, vite: tools.vite })
  dependencies.msw = JSON.parse(readFileSync('packages/adapter-msw/package.json', 'utf8')).devDependencies.msw
  // Our packages refer to each other by version: all of them come from the tarballs.
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, overrides: dependencies }, null, 2)
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'])
  copyFileSync('descriptions/petstore.yaml', join(project, 'petstore.yaml'))
  writeFileSync(
    join(project, 'smoke.mjs'),
    `import assert from 'node:assert'
     for (const entry of ${JSON.stringify(entries.filter((entry) => !entry.endsWith('/vitest')))}) {
       const type = entry.endsWith('.json') ? { with: { type: 'json' } } : {}
       assert.ok(Object.keys(await import(entry, type)).length > 0, entry)
     }
     const { createSandbox } = await import('@sandbed/node')
     const sandbox = await createSandbox('petstore.yaml')
     const { status } = await sandbox.fetch(sandbox.sampleRequest(sandbox.operations[0].key).url)
     assert.equal(status, 200)
     console.log('imports and a request: ok')`
  )
  console.log(run(process.execPath, ['smoke.mjs']).trim())
  // What extends vitest can be imported in a test and nowhere else.
  writeFileSync(
    join(project, 'smoke.test.mjs'),
    `import '@sandbed/core/testing/vitest'
     import { createSandbox } from '@sandbed/node'
     import { expect, test } from 'vitest'
     test('the matchers are known', async () => {
       const sandbox = await createSandbox('petstore.yaml', { mode: 'stateful' })
       expect(sandbox.diff(sandbox.snapshot())).toChangeOnly({})
     })`
  )
  run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'])
  console.log('a test with the matchers: ok')

  const sdb = ['node_modules/@sandbed/cli/bin/sdb.js']
  const env = { ...process.env, SANDBED_HOME: join(project, 'home') }
  console.log('sdb', run(process.execPath, [...sdb, '--version']).trim())
  run(process.execPath, [...sdb, 'check', 'petstore.yaml'])
  const server = spawn(
    process.execPath,
    [...sdb, 'serve', 'petstore.yaml', '--port', '0', '--output', 'json'],
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'inherit'],
      env
    }
  )
  try {
    await once(server.stdout, 'data')
    for (const words of [['status'], ['snapshot'], ['reset'], ['trace', 'list']])
      JSON.parse(run(process.execPath, [...sdb, ...words, '--output', 'json'], { env }))
    console.log('sdb serve, and commands against it: ok')
  } finally {
    server.kill()
    await once(server, 'exit')
  }
} finally {
  rmSync(project, { recursive: true, force: true })
}
