// A description from a file, parsed without the loader that the product uses; that one is only asked to join several files into one.
import { readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import { member } from '../oracle/raw-document.js'

/** Parses a JSON or YAML file. Rejects with a readable message when it is neither. */
export async function readDescription(path: string): Promise<unknown> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  const document = parse(text)
  if (!refersToFiles(document)) return document
  // References into other files: the joined document is the one to judge by.
  const { loadDescription } = await import('@sandbed/node')
  const joined = await loadDescription(path)
  return joined.document ?? document
}

function parse(text: string): unknown {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // YAML may begin with a brace as well
    }
  }
  return load(text)
}

function refersToFiles(document: unknown): boolean {
  const seen = new Set<unknown>()
  const stack = [document]
  while (stack.length > 0) {
    const value = stack.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const reference = member(value, '$ref')
    if (typeof reference === 'string' && /^(?!\w+:\/\/)[^#]+\.(?:ya?ml|json)(?:#|$)/i.test(reference))
      return true
    for (const child of Object.values(value)) stack.push(child)
  }
  return false
}
