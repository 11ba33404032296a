// The command `verify`: any descriptions in, a table of what their copies answer out.
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { findDescriptions } from './find-descriptions.js'
import { printReports, totalOf, type NamedReport } from './print-reports.js'
import { readDescription } from './read-description.js'
import { emptyCounts, verifyDescription, type VerifyReport } from './verify-description.js'

const usage = `Usage: verify [options] <description or folder>...

Calls every operation once in static and once in dynamic mode, with a valid request built from its own schema, and judges
the answers by the description itself: declared status, declared content type, body valid by ajv.

Options:
  --json          print the full report as JSON
  --misses <n>    how many misses to print for each description (20)
  --seed <text>   the seed of the sandboxes ('verify')
  --help          print this

Exit code: 0 when at least 99.9 % of all calls are as declared and every description could be used, 1 when not, 2 for a wrong command line.
`

const { values, positionals } = readArguments()
if (values.help) {
  process.stdout.write(usage)
} else if (positionals.length === 0) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  await verify(positionals)
}

async function verify(paths: readonly string[]): Promise<void> {
  const files = await findDescriptions(paths).catch((error: unknown) => error as Error)
  if (files instanceof Error) {
    process.stderr.write(`${files.message}\n`)
    process.exitCode = 2
    return
  }
  const reports: NamedReport[] = []
  for (const file of files) reports.push({ file: basename(file), report: await verifyFile(file) })
  const total = totalOf(reports)
  if (values.json) process.stdout.write(`${JSON.stringify({ total, descriptions: reports }, undefined, 2)}\n`)
  else process.stdout.write(`${printReports(reports, Number(values.misses))}\n`)
  if (
    total.share < 0.999 ||
    reports.length === 0 ||
    reports.some(({ report }) => report.failure !== undefined)
  )
    process.exitCode = 1
}

async function verifyFile(file: string): Promise<VerifyReport> {
  try {
    return verifyDescription(
      await readDescription(file),
      values.seed === undefined ? {} : { seed: values.seed }
    )
  } catch (error) {
    return {
      ...emptyCounts(),
      misses: [],
      slowestCall: 0,
      compileTime: 0,
      failure: error instanceof Error ? error.message : String(error)
    }
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        misses: { type: 'string', default: '20' },
        seed: { type: 'string' }
      }
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
}
