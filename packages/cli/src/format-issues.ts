// Issues as people read them: place, code, message, the lines around the place, and what to do.
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { codeFrame } from '@sandbed/node'
import type { Issue, IssueSeverity, SandboxError } from '@sandbed/core'
import { style, visible } from './output.js'

const colours: Record<IssueSeverity, Parameters<typeof style>[0]> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue'
}

/** Issues as lines, each with the lines around its place where its file can still be read; `gap` lines follow each. */
export async function formatIssues(issues: readonly Issue[], gap: readonly string[] = []): Promise<string[]> {
  const texts = new Map<string, string | undefined>()
  const lines: string[] = []
  for (const issue of issues) {
    const { file } = issue
    if (file !== undefined && !texts.has(file))
      texts.set(file, await readFile(file, 'utf8').catch(() => undefined))
    lines.push(...formatIssue(issue, file === undefined ? undefined : texts.get(file)), ...gap)
  }
  return lines
}

/** What a user is told about an error: its message, and the issues behind it. */
export async function formatError(error: SandboxError): Promise<string[]> {
  // Of a description that cannot be opened, the message has said it all.
  const isNew = ({ code, pointer, hint }: Issue): boolean =>
    code !== 'unreadable' || pointer !== '' || hint !== undefined
  const issues = await formatIssues((error.issues as readonly Issue[]).filter(isNew))
  return [`${style('red', 'error')} ${visible(error.message)}`, ...issues]
}

function formatIssue(issue: Issue, text: string | undefined): string[] {
  const { severity, code, message, hint, pointer, file, line, column } = issue
  const place =
    line === undefined
      ? pointer || '(whole description)'
      : `${file === undefined ? '' : shortPath(file)}:${line}:${column ?? 1}`
  const lines = [
    `${style(colours[severity], severity)} ${visible(place)} ${style('dim', code)}`,
    `  ${visible(message)}`
  ]
  if (text !== undefined && line !== undefined) {
    lines.push(
      ...codeFrame(text, line, column ?? 1)
        .split('\n')
        .map((row) => `    ${row}`)
    )
  }
  if (hint !== undefined) lines.push(`  ${style('dim', 'hint:')} ${visible(hint)}`)
  return lines
}

/** Relative to where the user is, when it is below. */
function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}

/** `2 errors, 1 warning`. */
export function countIssues(issues: readonly Issue[]): string {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = issues.filter((issue) => issue.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity === 'info' ? 'note' : severity}${count === 1 ? '' : 's'}`]
  })
  return counts.length === 0 ? 'no issues' : counts.join(', ')
}
