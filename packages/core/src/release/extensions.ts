// Vendor extensions: the `x-` members of an object, kept as they are.
import { setOwn } from '../internal/json.js'

/** Copies the members whose names begin with `x-`. */
export function extensionsOf(holder: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const extensions: Record<string, unknown> = {}
  for (const name of Object.keys(holder)) if (name.startsWith('x-')) setOwn(extensions, name, holder[name])
  return extensions
}
