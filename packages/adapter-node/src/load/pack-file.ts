// A file that is parsed as descriptions are, so that what is wrong with it has a line: a simulation pack, a policy or an auth profile.
import { SandboxError, type Issue, type SandboxErrorCode } from '@sandbed/core'
import { resolveLoadOptions, type LoadOptions } from './load-options.js'
import { toLocation } from './named-location.js'
import { SourceFiles } from './source-files.js'

/** What was parsed, and where everything in it was written. */
export interface PackFile {
  readonly value: unknown
  /** The absolute path, or the URL. */
  readonly name: string
  /** Gives those of the issues of which that is said their file, line and column. */
  place(issues: readonly Issue[], isMine: (issue: Issue) => boolean): readonly Issue[]
  /** The absolute path, where it is a local file. */
  readonly files: readonly string[]
}

/** Reads a path or URL. `what` names it in the message; rejects with `code`, carrying the issues with their lines, when it cannot be read. */
export async function readPackFile(
  source: string | URL,
  { limits }: Pick<LoadOptions, 'limits'>,
  what: 'pack' | 'policy' | 'auth profile',
  code: SandboxErrorCode
): Promise<PackFile> {
  const options = resolveLoadOptions({ thorough: true, ...(limits === undefined ? {} : { limits }) })
  const files = new SourceFiles(options, undefined, undefined)
  const file = await files.openNamed(await toLocation(source))
  const [fault] = file.issues
  if (fault !== undefined) {
    throw new SandboxError(code, `The ${what} ${file.name} cannot be read. ${fault.message}`, {
      issues: file.issues
    })
  }
  return {
    value: file.value,
    name: file.name,
    place: (issues, isMine) =>
      issues.map((issue) =>
        isMine(issue) ? { ...issue, file: file.name, ...file.locate(issue.pointer) } : issue
      ),
    files: files.paths
  }
}

/** An error about a file, with the lines of what is wrong in it. */
export function placedError(error: SandboxError, issues: readonly Issue[]): SandboxError {
  const first = issues.find(({ severity }) => severity === 'error')
  const place =
    first?.line === undefined ? '' : ` (${first.file}, line ${first.line}, column ${first.column})`
  return new SandboxError(error.code, `${error.message}${place}`, { issues, cause: error })
}
