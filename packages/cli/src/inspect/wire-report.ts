// What an operation says about the wire: parameters, bodies, responses, examples, security, and a request to try.
import type { OperationReport } from '@sandbed/core'
import { style, visible } from '../output.js'

/** The report on an operation as lines. */
export function formatReport(report: OperationReport): string[] {
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
