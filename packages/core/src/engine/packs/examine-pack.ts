// A pack tried on a release, as far as a sandbox would get with it: nothing is thrown, everything is reported.
import { isSandboxError } from '../../errors.js'
import type { ReleaseSource } from '../../release/release-source.js'
import { inPack, inspectPack, packName, type OpenPack } from '../../release/pack/open-pack.js'
import type { Issue } from '../../spec/issue.js'
import { startWorld } from '../sandbox/begin.js'
import { resolveOptions } from '../options.js'

/** What is to be said about a pack: its form, what it names, its expressions, its seeds. Never throws. */
export function examinePack(source: ReleaseSource, pack: unknown): readonly Issue[] {
  let opened: OpenPack
  try {
    opened = inspectPack(source, pack)
  } catch (error) {
    return unreadable(error)
  }
  const isUsable = !opened.issues.some(({ severity }) => severity === 'error')
  // What is wrong with the behaviour keeps no seed from being looked at.
  const open = isUsable ? opened : { ...opened, simulation: undefined }
  try {
    const { issues } = startWorld(source, resolveOptions({}, source.index.operations), open)
    return [...opened.issues, ...issues.filter(({ file }) => file === packName)]
  } catch (error) {
    return [...opened.issues, ...unreadable(error)]
  }
}

/** A `SandboxError` about a pack, as issues. */
export function unreadable(error: unknown): readonly Issue[] {
  if (!isSandboxError(error)) throw error
  if (error.issues.length > 0) return error.issues
  return [inPack({ code: 'simulation-invalid', severity: 'error', pointer: '', message: error.message })]
}
