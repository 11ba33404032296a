// Replays logs and prints what came of each. `spawn-replay-log.ts` runs it as a process of its own.
import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { createSandbox, type ReplayReport } from '@sandbed/core'
import type { Recorded } from './record-log.js'

/** What came of a replay, and where the process believes to be. */
export type Replayed = Pick<ReplayReport, 'equal' | 'replayed' | 'skipped' | 'first'> & {
  readonly place: string
}

const [, , inputPath, outputPath] = argv as [string, string, string, string]
const { release, options, text } = JSON.parse(await readFile(inputPath, 'utf8')) as Recorded
const { equal, replayed, skipped, first } = createSandbox({ ...options, release }).replay(text)
const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions()
const output: Replayed = { equal, replayed, skipped, first, place: `${timeZone} ${locale}` }
await writeFile(outputPath, JSON.stringify(output))
