// `sdb inspect`: what Sandbed sees in a description.
import Table from 'cli-table3'
import { createSandbox, type OperationReport } from '@sandbed/core'
import { exitCodes } from '../exit-codes.js'
import { curlLine } from '../curl-examples.js'
import { print, printJson, style, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb inspect`. */
export interface InspectCommandOptions extends ReadOptions {
  readonly operation?: string
  readonly output: OutputFormat
}

// Where `sdb serve` listens when nothing else is said.
const servedAt = 'http://127.0.0.1:4010'

/** Lists all operations with their answers, or tells everything about one. */
export async function inspectCommand(path: string, options: InspectCommandOptions): Promise<number> {
  const { source } = await readInput(path, options)
  const sandbox = createSandbox(source)
  if (options.operation !== undefined) {
    const report = sandbox.describe(options.operation)
    const sample = sandbox.sampleRequest(report.key)
    if (options.output === 'json') printJson({ ...report, sample })
    else
      print(...formatReport(report), '', `  Sample         ${visible(curlLine(sandbox, report, servedAt))}`)
    return exitCodes.ok
  }
  const reports = sandbox.operations.map(({ key }) => sandbox.describe(key))
  const { title, version, basePaths } = sandbox.api
  if (options.output === 'json') {
    printJson({ title, version, basePaths, operations: reports })
    return exitCodes.ok
  }
  const table = new Table({
    head: ['operation', 'id', 'answers', 'body'],
    style: { head: [], border: [] },
    chars: plain
  })
  for (const { key, operationId, answer } of reports) {
    table.push(
      [
        key,
        operationId ?? '',
        `${answer.status}${answer.type === null ? '' : ` ${answer.type}`}`,
        answer.body
      ].map(visible)
    )
  }
  print(style('bold', `${visible(title)} ${visible(version)}`), '', table.toString(), '', summarise(reports))
  return exitCodes.ok
}

// Columns without frames: long tables stay readable and can be cut with other tools.
const plain = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle'
  ].map((place) => [place, place === 'middle' ? '  ' : ''])
)

function summarise(reports: readonly OperationReport[]): string {
  const count = (body: string): number => reports.filter(({ answer }) => answer.body === body).length
  return `${reports.length} operations: ${count('example')} answer from an example, ${count('repaired')} from a repaired example, ${count('generated')} generated, ${count('none')} without a body`
}

function formatReport(report: OperationReport): string[] {
  const { key, operationId, summary, tags, parameters, requestBody, responses, security, answer } = report
  const row = (label: string, text: string): string[] =>
    text === '' ? [] : [`  ${label.padEnd(14)} ${visible(text)}`]
  return [
    style('bold', visible(key)),
    ...row('Operation id', operationId ?? ''),
    ...row('Summary', summary ?? ''),
    ...row('Tags', tags.join(', ')),
    ...parameters.flatMap(({ name, in: place, required, types }, index) =>
      row(
        index === 0 ? 'Parameters' : '',
        `${place} ${name}: ${types.join(' or ') || 'anything'}${required ? ', required' : ''}`
      )
    ),
    ...row('Body', requestBody.join(', ')),
    ...responses.flatMap(({ status, types, headers, examples }, index) =>
      row(
        index === 0 ? 'Responses' : '',
        [
          status,
          types.join(', ') || 'no body',
          headers.length > 0 ? `headers ${headers.join(', ')}` : '',
          examples.length > 0 ? `examples ${examples.join(', ')}` : ''
        ]
          .filter((part) => part !== '')
          .join('; ')
      )
    ),
    ...row('Security', security.map((schemes) => schemes.join(' and ') || 'none').join(', or ')),
    ...row(
      'Answers',
      `${answer.status}${answer.type === null ? '' : ` ${answer.type}`}, body: ${answer.body}`
    )
  ]
}
