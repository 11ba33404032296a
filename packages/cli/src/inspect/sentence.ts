// What `sdb inspect` says: sentences, each with how sure it is and why. Overviews count them, explanations print them.
import type { Inferred } from '@sandbed/core'
import { style, visible } from '../output.js'

/** One thing that is known or guessed, in words. */
export interface Sentence {
  readonly text: string
  /** Both absent for what is no finding but follows from one. */
  readonly confidence?: number
  readonly reason?: string
}

/** A heading and what stands below it. */
export interface Section {
  readonly title: string
  readonly sentences: readonly Sentence[]
}

/** Below this, a finding is a guess of last resort. */
export const sureEnough = 0.5

/** A sentence about a finding. */
export function found(text: string, { confidence, reason }: Omit<Inferred<unknown>, 'value'>): Sentence {
  return { text, confidence, reason }
}

/** A sentence that follows from others. */
export function plain(text: string): Sentence {
  return { text }
}

/** True for a finding that users should look at. */
export function isGuess({ confidence }: Sentence): boolean {
  return confidence !== undefined && confidence < sureEnough
}

/** A section as lines; each sentence is one line where `width` is undefined, else as many as it takes. */
export function formatSection({ title, sentences }: Section, width: number | undefined): string[] {
  if (sentences.length === 0) return []
  return [style('bold', visible(title)), ...sentences.flatMap((sentence) => formatSentence(sentence, width))]
}

function formatSentence(sentence: Sentence, width: number | undefined): string[] {
  const { text, confidence, reason = '' } = sentence
  const receipt =
    confidence === undefined
      ? ''
      : ` (${formatConfidence(confidence)}${isGuess(sentence) ? ', a guess' : ''}: ${reason})`
  const lines = wrap(visible(text + receipt), width, '  ', '    ')
  // Colours are put on whole lines, so that they cannot get in the way of wrapping.
  return isGuess(sentence) ? lines.map((line) => style('yellow', line)) : lines
}

/** Breaks a text between words: `first` before the first line, `indent` before the others. */
export function wrap(text: string, width = Infinity, first = '', indent = first): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

/** `0.95`. */
export function formatConfidence(confidence: number): string {
  return confidence.toFixed(2)
}
