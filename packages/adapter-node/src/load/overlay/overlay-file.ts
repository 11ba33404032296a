// The overlays that the options name, read and applied to the description's file before its references are followed.

import { isRelease } from '../is-release.js'
import type { LoadIssue } from '../load-issue.js'
import type { OverlaySource, ResolvedLoadOptions } from '../load-options.js'
import { toLocation } from '../named-location.js'
import type { FilePlace, SourceFile, SourceFiles } from '../source-files.js'
import { applyOverlay } from './apply-overlay.js'

/** What came of the overlays. */
export interface Overlaying {
  /** With the places in the overlays' files. */
  readonly issues: readonly LoadIssue[]
  /** The files that were read. */
  readonly files: readonly SourceFile[]
  /** Set when loading must end: an overlay that was asked for cannot be read, or not be applied to this file. */
  readonly refused?: SourceFile
}

/** Applies the overlays in order; afterwards `file` has the value they made, and knows where each part of it was written. */
export async function overlayFile(
  file: SourceFile,
  files: SourceFiles,
  { overlays, limits }: Pick<ResolvedLoadOptions, 'overlays' | 'limits'>
): Promise<Overlaying> {
  if (isRelease(file.value)) return { issues: [onRelease(file)], files: [], refused: file }
  const issues: LoadIssue[] = []
  const read: SourceFile[] = []
  let value = file.value
  let trace = (pointer: string): FilePlace => ({ file, pointer })
  for (const [index, source] of overlays.entries()) {
    const overlay = await open(source, files)
    if (overlay.file !== undefined) read.push(overlay.file)
    if (overlay.file !== undefined && overlay.file.issues.length > 0)
      return { issues: overlay.file.issues, files: read, refused: overlay.file }
    const applied = applyOverlay(value, overlay.value, limits)
    const name = overlay.file?.name ?? `(overlay ${index + 1})`
    for (const issue of applied.issues)
      issues.push({ ...issue, file: name, ...overlay.file?.locate(issue.pointer) })
    value = applied.description
    const before = trace
    trace = (pointer) => {
      const origin = applied.trace(pointer)
      return origin.in === 'overlay'
        ? { file: overlay.file, pointer: origin.pointer }
        : before(origin.pointer)
    }
  }
  file.revise(value, trace)
  return { issues, files: read }
}

async function open(
  source: OverlaySource,
  files: SourceFiles
): Promise<{ file?: SourceFile; value: unknown }> {
  if (typeof source !== 'string' && !(source instanceof URL)) return { value: source }
  const file = await files.openNamed(await toLocation(source))
  return { file, value: file.value }
}

function onRelease({ name }: SourceFile): LoadIssue {
  const message = 'This is a compiled release: an overlay changes descriptions.'
  const hint = 'Apply the overlay when you compile'
  return { code: 'overlay-on-release', severity: 'error', pointer: '', file: name, message, hint }
}
