// What is wrong with a simulation pack, without making a sandbox.
import { isSandboxError } from '../../errors.js'
import { loadRelease, readRelease } from '../../release/load-release.js'
import { readDescription } from '../../release/read-description.js'
import { openDescription } from '../../spec/description.js'
import type { Issue } from '../../spec/issue.js'
import type { SandboxSource } from '../sandbox/create-sandbox.js'
import { examinePack } from './examine-pack.js'

/**
 * Everything that is to be said about a pack for an API: what is not of the form of `pack.schema.json`, names that lead nowhere, expressions
 * that cannot be, seeds that break their schemas. Issues have pointers into the pack and the `file` `(pack)`; with an `error` among them no
 * sandbox takes the pack. Never throws; what keeps the API itself from being read is an issue without that `file`.
 *
 * @example
 * const issues = checkPack({ description }, { timers: { expiry: { in: '7 days', do: [] } } })
 */
export function checkPack(source: SandboxSource, pack: unknown): readonly Issue[] {
  if (source.release === undefined) {
    const description = openDescription(source.description)
    return 'code' in description
      ? [description]
      : examinePack(
          readDescription(description, () => {}),
          pack
        )
  }
  try {
    return examinePack(readRelease(loadRelease(source.release)), pack)
  } catch (error) {
    if (!isSandboxError(error)) throw error
    return [{ code: 'release-unreadable', severity: 'error', pointer: '', message: error.message }]
  }
}
