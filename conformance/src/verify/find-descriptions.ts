// The description files that a command line names: files as they are, folders with everything in them that looks like one.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { member } from '../oracle/raw-document.js'

/** Paths of descriptions. A file that was named is always taken; of a folder, the files with an `openapi` or `swagger` member. Rejects when a path does not exist. */
export async function findDescriptions(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  // pnpm runs scripts in the repository and says here where it was called.
  const from = process.env['INIT_CWD'] ?? process.cwd()
  for (const path of paths.map((named) => resolve(from, named))) {
    if ((await stat(path)).isDirectory()) found.push(...(await searchFolder(path)))
    else found.push(path)
  }
  return found
}

async function searchFolder(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1
  )) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') found.push(...(await searchFolder(path)))
    else if (/\.(?:json|ya?ml)$/i.test(entry.name) && (await looksLikeDescription(path))) found.push(path)
  }
  return found
}

async function looksLikeDescription(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8')
  if (!/["']?(?:openapi|swagger)["']?\s*:/.test(text)) return false
  try {
    const value: unknown = JSON.parse(text)
    return member(value, 'openapi') !== undefined || member(value, 'swagger') !== undefined
  } catch {
    return /^["']?(?:openapi|swagger)["']?\s*:/m.test(text)
  }
}
