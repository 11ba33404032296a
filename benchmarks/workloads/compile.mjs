// Compile: a description in memory to a release, in a fresh process each time, beside JSON.parse of the same text.

import { runChild } from '../lib/child.mjs'
import { median } from '../lib/pairs.mjs'
import { number, ratio } from '../lib/table.mjs'

/** Figures `compile/<description>` in milliseconds. */
export async function compileTime(run) {
  if (!run.isTaking('sandbed')) return
  const rows = []
  for (const [name] of run.descriptions) {
    const taken = []
    for (let round = 0; round < run.coldStarts; round++) taken.push(await runChild('compile.mjs', [name]))
    const failed = taken.find((one) => one.reason !== undefined)
    if (failed !== undefined) {
      rows.push([name, `no: ${failed.reason}`])
      continue
    }
    const of = (field) => median(taken.map((one) => one[field]))
    run.figure(`compile/${name}`, of('compileMs'))
    const sizes = [of('textBytes') / 1e6, of('releaseBytes') / 1e6, of('peakMiB')].map(number)
    const times = [
      number(of('compileMs')),
      number(of('parseMs')),
      `${ratio(of('compileMs') / of('parseMs'))}×`
    ]
    rows.push([name, ...times, ...sizes, of('issues')])
  }
  const columns = [
    'description',
    'compile ms',
    'parse ms',
    '×parse',
    'text MB',
    'release MB',
    'peak MiB',
    'issues'
  ]
  run.table('Compile: description in memory to release, cold process', columns, rows)
}
