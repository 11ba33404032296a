// The address of a release.
import { canonicalJson } from '../internal/canonical-json.js'
import { digestText } from '../internal/digest.js'
import type { Release } from './release.js'

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of a release without its `digest`. */
export function digestRelease(release: Omit<Release, 'digest'>): string {
  const { format, formatVersion, index, operations, schemas, webhooks, model } = release
  return digestText(canonicalJson({ format, formatVersion, index, operations, schemas, webhooks, model }))
}
