// The structure of a description against the OpenAPI schemas, by @readme/openapi-parser, as issues with pointers.
import type { Issue } from '@sandbed/core'
import { pointerAtLine } from './pointer-at-line.js'

/** Validates a document. Messages are the parser's; their places are found from the line of the printed JSON that they point at. */
export async function checkStructure(document: unknown): Promise<Issue[]> {
  const { validate } = await import('@readme/openapi-parser')
  const printed = JSON.stringify(document, null, 2)
  try {
    // It works on a copy: the parser changes what it is given.
    const result = await validate(JSON.parse(printed))
    if (result.valid) return []
    return result.errors.map(({ message }) => toIssue(message, printed))
  } catch (error) {
    return [toIssue((error as Error).message, printed)]
  }
}

function toIssue(message: string, printed: string): Issue {
  const [headline = '', ...frame] = message.split('\n')
  const line = frame.map((row) => /^> *(\d+) \|/.exec(row)?.[1]).find((number) => number !== undefined)
  const remark = frame.map((row) => /^ *\| *\^+ (.*)$/.exec(row)?.[1]).find((text) => text !== undefined)
  const text = headline.replace(/^[A-Z]+ /, '')
  return {
    code: 'openapi-structure',
    severity: 'error',
    pointer: line === undefined ? '' : pointerAtLine(printed, Number(line)),
    message: `${text.charAt(0).toUpperCase()}${text.slice(1)}${remark === undefined ? '' : ` (${remark})`}`
  }
}
