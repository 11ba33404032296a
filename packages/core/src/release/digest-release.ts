// The address of a release.
import { canonicalJson } from '../internal/canonical-json.js'
import { digestTexts } from '../internal/digest.js'
import { sortKeys } from '../internal/sort-keys.js'
import type { Release } from './release.js'

/**
 * SHA-256 (hex) of the canonical JSON (RFC 8785) of a release without its `digest` and with lengths in place of its texts, and then of
 * those texts, in the same order: model, operations, schemas, webhooks, each by key, and the pack and the auth profile where there are any. So no
 * text is printed a second time.
 */
export function digestRelease(release: Omit<Release, 'digest'>): string {
  const { format, formatVersion, index, model, pack, authProfile } = release
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
  const added = {
    ...(pack !== undefined && { pack: pack.length }),
    ...(authProfile !== undefined && { authProfile: authProfile.length })
  }
  const more = [pack, authProfile].filter((text) => text !== undefined)
  return digestTexts([canonicalJson({ ...outline, ...added }), ...texts, ...more])
}

/** The digest of the release without its pack and its auth profile: what equal descriptions have in common, whatever is used with them. */
export function digestOfDescription(release: Release): string {
  if (release.pack === undefined && release.authProfile === undefined) return release.digest
  const { pack: _pack, authProfile: _profile, ...rest } = release
  return digestRelease(rest)
}
