// The first argument of most commands: a description, or a release that was compiled before.
import { SandboxError, type SandboxSource } from '@sandbed/core'
import { loadDescription, sandboxSource, type LoadedDescription } from '@sandbed/node'

/** Options that concern reading, shared by the commands. */
export interface ReadOptions {
  readonly root?: string
  readonly allowRemote?: readonly string[]
  readonly thorough?: boolean
}

/** What was read; `document` may turn out to be a release. */
export interface ReadInput {
  readonly loaded: LoadedDescription
  /** What a sandbox is made from. */
  readonly source: SandboxSource
}

/** Reads a file or URL. Throws `invalid-description`, with the issues, when nothing can be made of it. */
export async function readInput(path: string, options: ReadOptions = {}): Promise<ReadInput> {
  const loaded = await loadDescription(path, {
    ...(options.thorough ? { thorough: true } : {}),
    allow: {
      ...(options.root === undefined ? {} : { root: options.root }),
      ...(options.allowRemote === undefined ? {} : { remote: options.allowRemote })
    }
  })
  const { document } = loaded
  if (document === undefined) {
    throw new SandboxError('invalid-description', `${path} cannot be read as a description.`, {
      issues: loaded.issues
    })
  }
  return { loaded, source: sandboxSource(document) }
}
