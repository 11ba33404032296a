// The record of one run: what to measure and how long, the tables as they come, the figures for the budgets.

import { contestants } from './contestants.mjs'
import { descriptions, presentDescriptions } from './descriptions.mjs'
import { median } from './pairs.mjs'
import { isBuilt } from './sandbed.mjs'
import { table } from './table.mjs'

const pace = {
  full: { pairs: 3, seconds: 2, coldStarts: 4, limitMs: 30_000 },
  quick: { pairs: 1, seconds: 0.7, coldStarts: 1, limitMs: 4_000 }
}

const isFailure = (cell) => typeof cell === 'string' && cell.startsWith('no: ')

/**
 * Makes the record. `isQuick` shortens everything and keeps peers not asked for by name to petstore; `who` (contestants) and `specs`
 * (descriptions), where not empty, narrow it further.
 */
export function createRun({ isQuick, who, specs, print }) {
  const names = presentDescriptions().filter((name) => specs.length === 0 || specs.includes(name))
  const taking = contestants.filter(
    ({ name }) => (who.length === 0 || who.includes(name)) && (name !== 'sandbed' || isBuilt())
  )
  const peers = who.filter((name) => name !== 'sandbed')
  const hasPeersOn = (name) => peers.length > 0 || (who.length === 0 && !(isQuick && name !== 'petstore'))
  const failures = new Map()
  const figures = new Map()
  const otherCores = []
  const sections = []
  return {
    ...(isQuick ? pace.quick : pace.full),
    isQuick,
    /** The contestants asked for by name; empty: all. */
    who,
    descriptions: names.map((name) => [name, descriptions[name]]),
    description: (name) => descriptions[name],
    /** Who is measured on a description. */
    contestantsOn: (name) => taking.filter((contestant) => contestant.name === 'sandbed' || hasPeersOn(name)),
    hasPeersOn,
    isTaking: (contestant) => taking.some(({ name }) => name === contestant),
    figures,
    sections,
    /** Remembers that a contestant does not start on a description, so that it is waited for once. */
    failed: (contestant, name, reason) => failures.set(`${contestant.name}/${name}`, reason),
    failureOf: (contestant, name) => failures.get(`${contestant.name}/${name}`),
    figure: (key, value) => figures.set(key, value),
    otherCores: (value) => otherCores.push(value),
    otherCoresMedian: () => median(otherCores),
    /** Prints a table and keeps it for RESULTS.md. A cell `no: reason` becomes `no`, its reason a note below. */
    table(title, columns, rows, notes = []) {
      const reasons = rows.flatMap((row) =>
        row.filter((cell) => isFailure(cell)).map((cell) => `${row[0]}: ${cell.slice(4)}`)
      )
      const plain = rows.map((row) => row.map((cell) => (isFailure(cell) ? 'no' : cell)))
      const list = [...reasons, ...notes].map((note) => `- ${note.replace(/[<>|*_]/g, '\\$&')}`).join('\n')
      const text = [`### ${title}`, table(columns, plain), list].filter(Boolean).join('\n\n')
      sections.push(text)
      print(`\n${text}\n`)
    }
  }
}
