// The command `families`: any descriptions in, a table of how far their copies remember what they were told out.
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { findDescriptions } from '../verify/find-descriptions.js'
import { readDescription } from '../verify/read-description.js'
import { judgeFamilies, type FamiliesReport } from './judge-families.js'
import { printFamilies, totalsOf, type NamedFamilies } from './print-families.js'
import { startCopy } from './start-copy.js'

const usage = `Usage: families [options] <description or folder>...

Finds the resource families of each description by itself, and plays create, read, list, update, read, another create,
delete, read over HTTP. A family passes when every step that it declares does.

Options:
  --url <url>     play against the server that runs there, instead of a copy that is started for each description
  --mode <mode>   the mode of the copy ('stateful')
  --seed <text>   the seed of the copy ('families')
  --only <text>   only families whose path contains this
  --min <share>   the share of families that has to pass (0.95)
  --json          print everything as JSON
  --verbose       print every family, every miss with request and answer, every operation that was skipped
  --help          print this

Exit code: 0 when at least --min of all families pass, 1 when not, 2 for a wrong command line.
`

const { values, positionals } = readArguments()
if (values.help) process.stdout.write(usage)
else if (positionals.length === 0 || Number.isNaN(Number(values.min))) {
  process.stderr.write(usage)
  process.exitCode = 2
} else await run(positionals)

async function run(paths: readonly string[]): Promise<void> {
  const files = await findDescriptions(paths).catch((error: unknown) => error as Error)
  if (files instanceof Error) {
    process.stderr.write(`${files.message}\n`)
    process.exitCode = 2
    return
  }
  const reports: NamedFamilies[] = []
  for (const file of files) reports.push({ file: basename(file), report: await judgeFile(file) })
  const total = totalsOf(reports.map(({ report }) => report))
  if (values.json) process.stdout.write(`${JSON.stringify({ total, descriptions: reports }, undefined, 2)}\n`)
  else process.stdout.write(`${printFamilies(reports, values.verbose === true)}\n`)
  if (total.share < Number(values.min)) process.exitCode = 1
}

async function judgeFile(file: string): Promise<FamiliesReport> {
  const only = values.only === undefined ? {} : { only: values.only }
  try {
    const document = await readDescription(file)
    const copy = await startCopy(document, {
      mode: values.mode,
      seed: values.seed,
      serves: values.url === undefined
    })
    try {
      const base = values.url?.replace(/\/+$/, '') ?? copy.url
      const report = await judgeFamilies(document, base, { ...only, sampleBody: copy.sampleBody })
      return copy.failure === undefined || base !== undefined ? report : { ...report, failure: copy.failure }
    } finally {
      await copy.close()
    }
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { operations: 0, results: [], skipped: [], requests: 0, judged: 0, invalid: 0, time: 0, failure }
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        mode: { type: 'string', default: 'stateful' },
        seed: { type: 'string', default: 'families' },
        only: { type: 'string' },
        min: { type: 'string', default: '0.95' },
        json: { type: 'boolean' },
        verbose: { type: 'boolean', short: 'v' },
        help: { type: 'boolean', short: 'h' }
      }
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
}
