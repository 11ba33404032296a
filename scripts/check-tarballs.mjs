// Packs every package, installs the tarballs into an empty project outside the workspace, imports each, runs `sdb` and one request.
import { execFileSync } from 'node:child_process'
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
  for (const folder of readdirSync('packages')) {
    const { name } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'))
    const printed = run('npx', ['-y', 'pnpm@12', 'pack', '--json', '--pack-destination', project], {
      cwd: resolve('packages', folder)
    })
    dependencies[name] = `file:${JSON.parse(printed.slice(printed.indexOf('{'))).filename}`
  }
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
     for (const name of ${JSON.stringify(Object.keys(dependencies).filter((name) => name.startsWith('@sandbed/')))}) assert.ok(Object.keys(await import(name)).length > 0, name)
     const { createSandbox } = await import('@sandbed/node')
     const sandbox = await createSandbox('petstore.yaml')
     const { status } = await sandbox.fetch(sandbox.sampleRequest(sandbox.operations[0].key).url)
     assert.equal(status, 200)
     console.log('imports and a request: ok')`
  )
  console.log(run(process.execPath, ['smoke.mjs']).trim())
  console.log('sdb', run(process.execPath, ['node_modules/@sandbed/cli/bin/sdb.js', '--version']).trim())
  run(process.execPath, ['node_modules/@sandbed/cli/bin/sdb.js', 'check', 'petstore.yaml'])
} finally {
  rmSync(project, { recursive: true, force: true })
}
