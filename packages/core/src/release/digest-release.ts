// The address of a release.
import { canonicalJson } from '../internal/canonical-json.js'
import { digestTexts } from '../internal/digest.js'
import { sortKeys } from '../internal/sort-keys.js'
import type { Release } from './release.js'

/**
 * SHA-256 (hex) of the canonical JSON (RFC 8785) of a release without its `digest` and with lengths in place of its texts, and then of
 * those texts, in the same order: model, operations, schemas, webhooks, each by key, and the pack where there is one. So no text is printed a
 * second time.
 */
export function digestRelease(release: Omit<Release, 'digest'>): string {
  const { format, formatVersion, index, model, pack } = release
  const texts = [model]
  const lengths = (parts: Release['operations']): Record<string, number> => {
    const keys = sortKeys(Object.keys(parts))
    for (const key of keys) texts.push(parts[key]!)
    return Object.fromEntries(keys.map((key) => [key, parts[key]!.length]))
  }
  const operations = lengths(release.operations)
  const schemas = lengths(release.schemas)
  const webhooks = lengths(release.webhooks)
  const outline = { format, formatVersion, index, model: model.length, operations, schemas, webhooks }
  if (pack !== undefined)
    return digestTexts([canonicalJson({ ...outline, pack: pack.length }), ...texts, pack])
  return digestTexts([canonicalJson(outline), ...texts])
}

/** The digest of the release without its pack: what equal descriptions have in common, whatever pack is used with them. */
export function digestWithoutPack(release: Release): string {
  if (release.pack === undefined) return release.digest
  const { pack: _, ...rest } = release
  return digestRelease(rest)
}
