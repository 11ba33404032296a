// Everything `sdb` prints goes through here: text for people, or one JSON object for programs.
import { styleText } from 'node:util'

/** How a command reports: as text, or as JSON on standard output and nothing else there. */
export type OutputFormat = 'text' | 'json'

type Style = Parameters<typeof styleText>[0]

/** Styles text for a terminal; does nothing where colours are unwanted (`NO_COLOR`, a pipe). */
export function style(format: Style, text: string): string {
  return styleText(format, text, { validateStream: true, stream: process.stdout })
}

// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Makes control and bidirectional characters visible, so that text from elsewhere can neither drive the terminal nor start a line of its own. */
export function visible(text: string): string {
  return text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Prints lines on standard output. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`)
}

/** Prints lines on standard error. */
export function printError(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`)
}

/** Prints one JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** Prints what a command has to tell: the value itself as JSON, or lines that say the same. */
export function printResult(format: OutputFormat, value: unknown, lines: () => readonly string[]): void {
  if (format === 'json') printJson(value)
  else print(...lines())
}
