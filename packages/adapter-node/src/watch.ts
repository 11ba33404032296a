// Watching the files of a description, for reloading while it is edited.

import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** A running watch. */
export interface FileWatch {
  /** Stops watching; `onChange` is not called any more. */
  close(): void
}

/**
 * Calls `onChange` with the changed paths, sorted, once things have been quiet for `quiet` milliseconds (default 50). Folders are watched,
 * not files: many editors replace a file instead of writing to it, and a file that is missing may appear. A folder that
 * does not exist, or stops existing, is not watched.
 */
export function watchFiles(
  files: readonly string[],
  onChange: (changed: readonly string[]) => void,
  { quiet = 50 }: { readonly quiet?: number } = {}
): FileWatch {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function report(): void {
    const paths = [...changed].toSorted()
    changed.clear()
    onChange(paths)
  }

  function note(paths: Iterable<string>): void {
    for (const path of paths) changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(report, quiet)
  }

  const watchers: FSWatcher[] = []
  for (const [folder, names] of groupByFolder(files)) {
    const watcher = watchFolder(folder, (name) => {
      // Some systems do not say which file it was.
      if (name === null) note(names.values())
      else if (names.has(name)) note([names.get(name) as string])
    })
    if (watcher !== undefined) watchers.push(watcher)
  }

  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    }
  }
}

function watchFolder(folder: string, onName: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_event, name) => onName(name))
    return watcher.on('error', () => watcher.close())
  } catch {
    return undefined
  }
}

// Folder -> file name -> path as it was given.
function groupByFolder(files: readonly string[]): Map<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>()
  for (const file of files) {
    const path = resolve(file)
    const names = folders.get(dirname(path)) ?? new Map<string, string>()
    folders.set(dirname(path), names.set(basename(path), file))
  }
  return folders
}
