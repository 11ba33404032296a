// Bytes to a value: JSON where the text is JSON, else YAML 1.2. Bad text gives problems with a place, never an exception.

import { constructFromEvents, CORE_SCHEMA, mergeTag, parseEvents, YAMLException, type Event } from 'js-yaml'
import { decodeText } from './decode-text.js'
import { joinPointer } from './json-pointer.js'
import { MAX_ISSUES, quote, type TextProblem } from './load-issue.js'
import type { ResolvedLoadOptions } from './load-options.js'
import { mayReferToFiles } from './may-refer-to-files.js'
import { measureValue, tooManyLevels, tooManyNodes } from './measure-value.js'
import { scanJson } from './scan-json.js'
import { findTooManyValues } from './scan-yaml.js'
import { SourcePositions } from './source-positions.js'

/** A parsed file. `value` is undefined when there are problems; `text` when it could not even be decoded. */
export interface ParsedText {
  readonly text?: string
  readonly value?: unknown
  /** False when no reference in the text can lead to another file; true when one might. */
  readonly mayReferToFiles?: boolean
  readonly problems: readonly TextProblem[]
}

// `<<` is no part of YAML 1.2, but descriptions in the wild use it and every other tool for them reads it.
const SCHEMA = CORE_SCHEMA.withTags(mergeTag)

/**
 * Parses one file. A text that starts with `{` or `[` is tried as JSON first; what JSON refuses may still be YAML in flow
 * style (comments, trailing commas). The limits hold for both alike.
 */
export function parseText(
  bytes: Uint8Array,
  options: Pick<ResolvedLoadOptions, 'limits' | 'thorough'>
): ParsedText {
  const decoded = decodeText(bytes)
  if ('problem' in decoded) return { problems: [decoded.problem] }
  const { text } = decoded
  const first = text.search(/\S/)
  if (first === -1) return { text, problems: [{ code: 'empty', message: 'The text is empty', offset: 0 }] }
  const looksLikeJson = text[first] === '{' || text[first] === '['
  const json = looksLikeJson ? parseJson(bytes, text, options) : undefined
  return json === undefined || 'syntax' in json ? parseYaml(bytes, text, options, json?.syntax) : json
}

function parseJson(
  bytes: Uint8Array,
  text: string,
  { limits, thorough }: Pick<ResolvedLoadOptions, 'limits' | 'thorough'>
): ParsedText | { syntax: TextProblem } {
  const { refused, largeNumbers } = scanJson(bytes, limits)
  if (refused !== undefined) {
    const message = refused.code === 'too-deep' ? tooManyLevels(limits.depth) : tooManyNodes(limits.nodes)
    return { text, problems: [{ code: refused.code, message, offset: toTextOffset(bytes, refused.at) }] }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { syntax: jsonProblem(text, (error as Error).message) }
  }
  const unfit = largeNumbers ? refuseValue(text, value, limits) : undefined
  if (unfit !== undefined) return unfit
  const repeated = thorough ? duplicateProblems(new SourcePositions(text)) : []
  return repeated.length > 0
    ? { text, problems: repeated }
    : { text, value, mayReferToFiles: mayReferToFiles(text), problems: [] }
}

function parseYaml(
  bytes: Uint8Array,
  text: string,
  { limits }: Pick<ResolvedLoadOptions, 'limits'>,
  jsonSyntax: TextProblem | undefined
): ParsedText {
  const tooManyAt = findTooManyValues(bytes, limits.nodes)
  if (tooManyAt !== undefined) {
    const offset = toTextOffset(bytes, tooManyAt)
    return { text, problems: [{ code: 'too-many-nodes', message: tooManyNodes(limits.nodes), offset }] }
  }
  let events
  try {
    // The parser counts keys and scalars as levels too: its limit is the brake, `measureValue` the rule.
    events = parseEvents(text, { maxDepth: limits.depth + 3 })
  } catch (error) {
    const isKey = jsonSyntax !== undefined && /^\s*[{[]\s*["\]}]/.test(text)
    return { text, problems: [isKey ? jsonSyntax : yamlProblem(error, limits.depth)] }
  }
  let documents: unknown[]
  try {
    documents = constructFromEvents(events, { source: text, schema: SCHEMA })
  } catch (error) {
    const repeated = isDuplicate(error) ? duplicateProblems(new SourcePositions(text, events)) : []
    return { text, problems: repeated.length > 0 ? repeated : [yamlProblem(error, limits.depth)] }
  }
  if (documents.length !== 1) return { text, problems: [wrongCount(text, documents.length)] }
  return refuseValue(text, documents[0], limits, events) ?? { text, value: documents[0], problems: [] }
}

function toTextOffset(bytes: Uint8Array, offset: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, offset)
    .toString()
    .replace(/^\ufeff/, '').length
}

function refuseValue(
  text: string,
  value: unknown,
  limits: ResolvedLoadOptions['limits'],
  events?: readonly Event[]
): ParsedText | undefined {
  const problem = measureValue(value, limits)
  if (problem === undefined) return undefined
  const { code, message, path } = problem
  const offset = new SourcePositions(text, events).find(path)
  return { text, problems: [{ code, message, pointer: joinPointer('', path), offset }] }
}

function duplicateProblems(positions: SourcePositions): TextProblem[] {
  return positions
    .duplicateKeys()
    .slice(0, MAX_ISSUES)
    .map(({ pointer, key, offset }) => ({
      code: 'duplicate-key',
      message: `The key ${quote(key)} appears twice in one object`,
      hint: 'Remove or rename one of the two',
      pointer,
      offset
    }))
}

function wrongCount(text: string, count: number): TextProblem {
  if (count === 0)
    return { code: 'empty', message: 'The text holds no value, only comments or white space', offset: 0 }
  const separators = [...text.matchAll(/^---/gm)]
  const offset = separators.at(text.trimStart().startsWith('---') ? 1 : 0)?.index
  const hint = 'Keep one document to a file'
  return { code: 'several-documents', message: `The text holds ${count} YAML documents`, offset, hint }
}

function jsonProblem(text: string, message: string): TextProblem {
  const [, position] = /position (\d+)/.exec(message) ?? []
  const [reason = ''] = message.split(/ in JSON|, (?:"|\.\.\.)| \(line|is not valid JSON/)
  const offset = position === undefined ? text.trimEnd().length : Number(position)
  return { code: 'syntax', message: `Not valid JSON: ${quote(reason.trim())}`, offset }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof YAMLException && error.reason === 'duplicated mapping key'
}

function yamlProblem(error: unknown, depth: number): TextProblem {
  if (!(error instanceof YAMLException)) return { code: 'syntax', message: 'Not valid YAML' }
  const { reason, mark } = error
  if (reason.startsWith('nesting exceeded')) {
    return { code: 'too-deep', message: tooManyLevels(depth), offset: mark?.position }
  }
  if (isDuplicate(error)) {
    const hint = 'Remove or rename one of the two; 1 and "1" are the same key'
    return {
      code: 'duplicate-key',
      message: 'A key appears twice in one object',
      hint,
      offset: mark?.position
    }
  }
  const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1]
  return { code: 'syntax', message: `Not valid YAML: ${quote(reason)}`, hint, offset: mark?.position }
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/tab characters/, 'Indent with spaces'],
  [
    /bad indentation|deficient indentation/,
    'Check the indentation; a value that contains ": " or " #" needs quotes'
  ],
  [/missed comma|flow collection/, 'Check for a missing comma, bracket or quote'],
  [/quoted scalar/, 'Check for a missing closing quote'],
  [/unknown (?:scalar|mapping|sequence) tag/, 'Remove the tag: only the types of JSON can be used'],
  [/unidentified alias/, 'Define the anchor (&name) before the alias (*name)'],
  [/complex keys/, 'Keys must be plain text; quote a key that starts with { or ['],
  [/merge/, 'Merge (<<) fewer or smaller mappings'],
  [
    /implicit key|expected ':'|document separator/,
    'Check that each key is followed by ": " and that strings are closed'
  ]
]
