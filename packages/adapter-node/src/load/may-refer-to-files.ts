// A quick look at a JSON text that spares most descriptions, which are one file, the walk in search of references.

// Anything else after these keys, or a key that could be one of them spelled with escapes, needs the walk.
const LOCAL_REF = /"\$ref"\s*:\s*"#/y
const LOCAL_MAPPING =
  /"mapping"\s*:\s*\{(?:\s*"[^"\\]*"\s*:\s*"#[^"]*"(?:\s*,\s*"[^"\\]*"\s*:\s*"#[^"]*")*)?\s*\}/y
const ESCAPED_LETTER = /\\u00(?:24|[67][0-9a-f])/iy

/** False only if no `$ref` and no discriminator mapping in a valid JSON text leads out of it. */
export function mayReferToFiles(json: string): boolean {
  return (
    !everywhere(json, '"$ref"', (hit) => matches(LOCAL_REF, json, hit)) ||
    !everywhere(json, '"mapping"', (hit) => matches(LOCAL_MAPPING, json, hit)) ||
    !everywhere(json, '\\u00', (hit) => !matches(ESCAPED_LETTER, json, hit))
  )
}

function everywhere(text: string, part: string, holds: (offset: number) => boolean): boolean {
  for (let hit = text.indexOf(part); hit !== -1; hit = text.indexOf(part, hit + part.length)) {
    if (!holds(hit)) return false
  }
  return true
}

function matches(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset
  return pattern.test(text)
}
