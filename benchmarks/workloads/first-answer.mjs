// Release to first answer: in a fresh Node process, and in workerd beside a Worker that answers a constant.

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { keepFile } from '../lib/answers.mjs'
import { runChild } from '../lib/child.mjs'
import { median } from '../lib/pairs.mjs'
import { freePort, startServer } from '../lib/processes.mjs'
import { entryOf } from '../lib/sandbed.mjs'
import { number } from '../lib/table.mjs'

const require = createRequire(import.meta.url)

function workerdBinary() {
  const arch = process.arch === 'x64' ? '64' : process.arch
  return require.resolve(`@cloudflare/workerd-${process.platform}-${arch}/bin/workerd`)
}

const releaseModule = '(name = "release.json", json = embed "release.json")'

const config = (port, hasRelease) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [
    (name = "worker.mjs", esModule = embed "worker.mjs"),
    ${hasRelease ? releaseModule : ''}
  ],
  compatibilityDate = "2026-01-01"
);
`

async function startWorkerd(kind, probe) {
  const entry = fileURLToPath(new URL(`../workers/${kind}.mjs`, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    alias: { '@sandbed/core': entryOf('core') },
    external: ['./release.json']
  })
  keepFile('worker.mjs', outputFiles[0].text)
  const port = await freePort()
  const args = ['serve', keepFile('config.capnp', config(port, kind === 'sandbed'))]
  const server = await startServer({ command: workerdBinary(), args }, port, probe, 10_000)
  await server.stop()
  return server.readyMs
}

/** Figures `first-answer/node|workerd/<description>` in milliseconds: from the release's text, and in workerd what that adds to an empty Worker. */
export async function firstAnswer(run) {
  if (!run.isTaking('sandbed')) return
  const rows = []
  for (const [name, { item }] of run.descriptions) {
    const file = keepFile('release.json', '{}')
    const { reason } = await runChild('compile.mjs', [name, file])
    if (reason !== undefined) {
      rows.push([name, `no: ${reason}`])
      continue
    }
    const node = []
    const workerd = []
    const constant = []
    let failure
    for (let round = 0; round < run.coldStarts; round++) {
      node.push(await runChild('first-answer.mjs', [file, name]))
      try {
        constant.push(await startWorkerd('constant', item))
        workerd.push(await startWorkerd('sandbed', item))
      } catch (error) {
        failure = error.message.split('\n')[0]
      }
    }
    failure ??= node.find((one) => one.reason !== undefined)?.reason
    const of = (field) => median(node.map((one) => one[field]))
    const added = median(workerd) - median(constant)
    run.figure(`first-answer/node/${name}`, of('parseMs') + of('firstMs'))
    run.figure(`first-answer/workerd/${name}`, added)
    const times = [of('parseMs'), of('firstMs'), of('secondMs'), median(workerd), median(constant), added]
    rows.push([name, ...times.map(number), failure === undefined ? '' : `no: ${failure}`])
  }
  const columns = [
    'description',
    'parse ms',
    'first answer ms',
    'second ms',
    'workerd ms',
    'empty workerd ms',
    'added ms'
  ]
  run.table('Release to first answer (dynamic), cold process', [...columns, '<note'], rows)
}
