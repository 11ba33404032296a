// Runs the benchmarks: `node run.mjs [--quick] [--only=<workload,...>] [--who=<contestant,...>] [--spec=<description,...>]
// [--write]`. Prints each table as it is done; a full pass over everything writes RESULTS.md, another one with --write.

import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { execFileSync } from 'node:child_process'
import { budgetRows } from './lib/budgets.mjs'
import { contestants, versionOf } from './lib/contestants.mjs'
import { nodeBinary } from './lib/node-binary.mjs'
import { createRun } from './lib/run.mjs'
import { isBuilt, isOwnRoot } from './lib/sandbed.mjs'
import { number, table } from './lib/table.mjs'
import { coldStart } from './workloads/cold-start.mjs'
import { compileTime } from './workloads/compile.mjs'
import { crudMillion, crudMix } from './workloads/crud.mjs'
import { firstAnswer } from './workloads/first-answer.mjs'
import { behindMsw, inProcess } from './workloads/in-process.mjs'
import { dynamicGet, postBody, staticGet } from './workloads/over-http.mjs'
import { size } from './workloads/size.mjs'
import { stateful, statefulMillion } from './workloads/stateful.mjs'

const workloads = {
  'cold-start': coldStart,
  static: staticGet,
  dynamic: dynamicGet,
  body: postBody,
  crud: crudMix,
  stateful,
  'crud-million': crudMillion,
  'stateful-million': statefulMillion,
  'in-process': inProcess,
  compile: compileTime,
  'first-answer': firstAnswer,
  msw: behindMsw,
  size
}

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    who: { type: 'string', default: '' },
    spec: { type: 'string', default: '' }
  }
})
const listOf = (text) => text.split(',').filter(Boolean)
const chosen = listOf(options.only)
const unknown = chosen.filter((name) => !Object.hasOwn(workloads, name))
if (unknown.length > 0) {
  console.error(`No workload ${unknown.join(', ')}. There are: ${Object.keys(workloads).join(', ')}.`)
  process.exit(2)
}
if (!isBuilt()) console.error('Sandbed is not built (`npx -y pnpm@12 build` at the root): peers only.')

const who = listOf(options.who)
const specs = listOf(options.spec)
const run = createRun({ isQuick: options.quick, who, specs, print: console.log })
const started = performance.now()
// What takes gigabytes is left out of the quick pass, unless it is asked for.
const isMeant = (name) =>
  chosen.length === 0 ? !(options.quick && name.endsWith('-million')) : chosen.includes(name)
for (const [name, workload] of Object.entries(workloads)) if (isMeant(name)) await workload(run)
const minutes = (performance.now() - started) / 60_000

const node = execFileSync(nodeBinary(), ['--version'], { encoding: 'utf8' }).trim()
const peers = ['msw', 'msw3', '@msw/source', '@msw/data', 'json-server', 'json-schema-faker', 'workerd'].map(
  (name) => [name, versionOf(name)]
)
const versions = [...contestants.map(({ name, version }) => [name, version]), ...peers]
const facts = [
  `- Date: ${new Date().toISOString().slice(0, 10)}; ${options.quick ? 'quick pass' : 'full pass'}, ${number(minutes)} minutes`,
  `- Machine: ${availableParallelism()} cores; other work took a median of ${number(run.otherCoresMedian())} cores meanwhile`,
  `- Node ${node}; ${versions.map(([name, version]) => `${name} ${version}`).join(', ')}`,
  `- Over HTTP: 10 connections, ${run.pairs} alternating pairs of ${run.seconds} s; cold: ${run.coldStarts} starts a contestant; limit for a start ${run.limitMs / 1_000} s`
]
const verdicts = table(['budget', 'limit', 'measured', '<verdict'], budgetRows(run.figures))
console.log(`\n## Budgets\n\n${verdicts}\n`)

const isWhole = !options.quick && chosen.length + who.length + specs.length === 0 && isOwnRoot
if (!isWhole && !options.write)
  console.log('Not a full pass: RESULTS.md is left as it is (--write writes it).')
else {
  const head = '# Results\n\nWritten by `npm start`; `README.md` says how to read it.'
  const parts = [head, facts.join('\n'), '## Budgets', verdicts, '## Measurements', ...run.sections]
  writeFileSync(new URL('RESULTS.md', import.meta.url), `${parts.join('\n\n')}\n`)
  console.log('Written: RESULTS.md')
}
process.exit(0)
