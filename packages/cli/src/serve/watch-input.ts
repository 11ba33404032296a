// `--watch`: what is served is read again when one of its files changes.
import { isSandboxError } from '@sandbed/core'
import { watchFiles } from '@sandbed/node'
import { formatError } from '../format-issues.js'
import { printError, visible } from '../output.js'
import { partsOf, readInput, type ReadInput, type ReadOptions } from '../read-input.js'

/** Watches the files of an input, and hands on what they become; the result ends that. What cannot be read is reported, and no more. */
export function watchInput(
  path: string,
  input: ReadInput,
  options: ReadOptions,
  use: (next: ReadInput) => void
): () => void {
  let files = filesOf(input)
  // One reload after the other: a file that changes while it is read is read again.
  let last = Promise.resolve()
  const onChange = (): void => {
    last = last.then(reload)
  }
  let watcher = watchFiles(files, onChange)
  return () => watcher.close()

  async function reload(): Promise<void> {
    try {
      const next = await readInput(path, options)
      use(next)
      if (filesOf(next).join('\n') !== files.join('\n')) {
        files = filesOf(next)
        watcher.close()
        watcher = watchFiles(files, onChange)
      }
      printError(`Loaded ${visible(path)} again. What was kept, traces and snapshots are gone.`)
    } catch (error) {
      // A description that is broken while it is being edited must not end the server: the last good one stays.
      printError(
        ...(isSandboxError(error) ? await formatError(error) : [visible(String(error))]),
        'The copy that was loaded last goes on.'
      )
    }
  }
}

function filesOf(input: ReadInput): readonly string[] {
  return [...input.loaded.files, ...partsOf(input).flatMap(({ files }) => files)]
}
