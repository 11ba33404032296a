// Recordings: what `sdb replay` repeats. Traces as JSON lines, or a scenario file: those and how the sandbox was made.
import type { AuthDial, Mode, ReferencesDial, ValidationDial } from '@sandbed/core'
import { readTextFile } from './read-file.js'

/** How the sandbox was made that a recording is of, as far as it says so. */
export interface RecordedSettings {
  readonly mode?: Mode
  readonly seed?: string
  readonly validation?: ValidationDial
  readonly references?: ReferencesDial
  readonly auth?: AuthDial
  /** Where its clock began, in epoch milliseconds. */
  readonly now?: number
}

/** Reads a file of either form. What the text holds is looked at by those who replay it. Throws `cannot-read`. */
export async function readRecording(
  file: string
): Promise<{ readonly text: string; readonly settings: RecordedSettings }> {
  const text = await readTextFile(file)
  return { text, settings: settingsOf(text) }
}

/** Of JSON lines there are none. */
function settingsOf(text: string): RecordedSettings {
  try {
    const { format, options } = JSON.parse(text) as { readonly format?: unknown; readonly options?: unknown }
    const isScenario = format === 'sandbed-recording' && typeof options === 'object' && options !== null
    return isScenario ? options : {}
  } catch {
    return {}
  }
}
