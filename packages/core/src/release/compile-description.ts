// description -> release: everything that `readDescription` makes on demand is made once, ordered, printed and addressed.
import { deepFreeze } from '../internal/freeze.js'
import { setOwn } from '../internal/json.js'
import { sortKeys } from '../internal/sort-keys.js'
import { openDescription } from '../spec/description.js'
import type { Issue } from '../spec/issue.js'
import { digestRelease } from './digest-release.js'
import { readDescription, type DescriptionSource } from './read-description.js'
import { printModel } from './resources/model-text.js'
import { releaseFormatVersion, type Release } from './release.js'

/** What `compileDescription` gives: the release, unless nothing could be made of the description, and everything that is to be said about it. */
export interface Compiled {
  readonly release: Release | undefined
  readonly issues: readonly Issue[]
}

/**
 * Compiles an OpenAPI 3.0 or 3.1 description (an object; `@sandbed/node` loads files) into an immutable release. Never throws for what
 * the description holds: faults are issues, and what they do not touch still works. `release` is undefined when the value is
 * not an OpenAPI description of a supported version.
 *
 * @example
 * const { release, issues } = compileDescription(JSON.parse(text))
 */
export function compileDescription(value: unknown): Compiled {
  const description = openDescription(value)
  if ('code' in description) return { release: undefined, issues: [description] }
  const issues: Issue[] = []
  const source = readDescription(description, (issue) => issues.push(issue))
  return { release: releaseOf(source), issues }
}

/** Makes every part of a source and puts them together; the JSON texts of a pack and of an auth profile become parts of it. */
export function releaseOf(
  source: DescriptionSource,
  { pack, authProfile }: Pick<Release, 'pack' | 'authProfile'> = {}
): Release {
  const operations: Record<string, string> = {}
  for (const { key } of source.index.operations) setOwn(operations, key, print(source.operation(key)))
  const webhooks: Record<string, string> = {}
  for (const name of source.webhookNames) setOwn(webhooks, name, print(source.webhook(name)))
  // Lowering a schema can ask for further ones: go on until no new key turns up.
  for (const key of source.schemaKeys()) source.schema(key)
  const schemas: Record<string, string> = {}
  for (const key of sortKeys([...source.schemaKeys()])) setOwn(schemas, key, print(source.schema(key)))
  const content = {
    format: 'sandbed-release' as const,
    formatVersion: releaseFormatVersion as typeof releaseFormatVersion,
    // A copy: the index holds parts of the description, which is not ours to freeze.
    index: JSON.parse(print(source.index)) as Release['index'],
    operations,
    schemas,
    webhooks,
    model: printModel(source.model),
    ...(pack !== undefined && { pack }),
    ...(authProfile !== undefined && { authProfile })
  }
  return deepFreeze({ ...content, digest: digestRelease(content) })
}

function print(part: unknown): string {
  return JSON.stringify(part)
}
