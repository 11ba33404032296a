// A saved release -> the form the engine reads from. Parts are parsed when they are first asked for.
import { SandboxError } from '../errors.js'
import { getOwn, isObject } from '../internal/json.js'
import { onFirstUse } from '../internal/memoise.js'
import type { Schema } from '../schema/schema.js'
import { digestRelease } from './digest-release.js'
import { releaseFormatVersion, type Operation, type OperationSummary, type Release } from './release.js'
import type { ReleaseSource } from './release-source.js'
import { parseModel } from './resources/model-text.js'
import type { ResourceModel } from './resources/model.js'

/** A release as `compile` gives it, as importing its JSON file gives it (whose types are wider than a `Release`), or as JSON text. */
export type ReleaseInput = object | string

/** Options of `loadRelease`. */
export interface LoadOptions {
  /**
   * Recompute the digest and refuse a release that does not match it. Costs a pass over the whole release.
   * @default false
   */
  readonly verify?: boolean
}

/**
 * Opens a release made by `compile`, given as an object or as JSON text. Throws `invalid-release` when it is not one, was made
 * by an incompatible version, or (with `verify`) is damaged.
 *
 * @example
 * const release = loadRelease(await readFile('petstore.release.json', 'utf8'))
 */
export function loadRelease(source: ReleaseInput, options: LoadOptions = {}): Release {
  const release = typeof source === 'string' ? parse(source) : source
  if (!isObject(release) || release['format'] !== 'sandbed-release') {
    throw new SandboxError(
      'invalid-release',
      'This is not a Sandbed release. Make one with `sdb compile` or compile().'
    )
  }
  if (release['formatVersion'] !== releaseFormatVersion) {
    throw new SandboxError(
      'invalid-release',
      `This release has format version ${String(release['formatVersion']).slice(0, 20)}; this version of Sandbed reads ${releaseFormatVersion}. Compile the description again.`
    )
  }
  const { index, operations, schemas, webhooks, model, pack, authProfile } = release
  if (
    !isObject(index) ||
    !isObject(operations) ||
    !isObject(schemas) ||
    !isObject(webhooks) ||
    typeof model !== 'string' ||
    ![pack, authProfile].every((text) => text === undefined || typeof text === 'string') ||
    !Array.isArray(index['operations']) ||
    !index['operations'].every(
      (summary) => isSummary(summary) && typeof getOwn(operations, summary.key) === 'string'
    ) ||
    !Array.isArray(index['basePaths']) ||
    !index['basePaths'].every((path) => typeof path === 'string')
  ) {
    throw new SandboxError(
      'invalid-release',
      'This release is damaged: parts are missing. Compile the description again.'
    )
  }
  const checked = release as unknown as Release
  if (options.verify === true && digestOf(checked) !== checked.digest) {
    throw new SandboxError(
      'invalid-release',
      'This release is damaged: its digest does not match. Compile the description again.'
    )
  }
  return checked
}

function isSummary(value: unknown): value is OperationSummary {
  return isObject(value) && ['key', 'method', 'path'].every((member) => typeof value[member] === 'string')
}

/** `undefined` where the release holds a number that JSON can write but not keep, such as `1e999`. */
function digestOf(release: Release): string | undefined {
  try {
    return digestRelease(release)
  } catch {
    return undefined
  }
}

/** The running form of a loaded release. */
export function readRelease(release: Release): ReleaseSource {
  const part = <T>(parts: { readonly [key: string]: string }, key: string): T | undefined => {
    const text = Object.hasOwn(parts, key) ? parts[key] : undefined
    return text === undefined ? undefined : parsePart<T>(text, key)
  }
  const required = <T>(parts: { readonly [key: string]: string }, key: string): T => {
    const value = part<T>(parts, key)
    if (value === undefined) throw new RangeError(`The release has no operation '${key}'.`)
    return value
  }
  let model: ResourceModel | undefined
  return {
    index: release.index,
    get model() {
      return (model ??= parsePart(release.model, 'model', parseModel))
    },
    operation: onFirstUse((key) => required<Operation>(release.operations, key)),
    schema: onFirstUse((key) => part<Schema>(release.schemas, key)),
    webhookNames: Object.keys(release.webhooks),
    webhook: onFirstUse((name) => required<Operation>(release.webhooks, name)),
    get pack() {
      return release.pack === undefined ? undefined : parsePart<unknown>(release.pack, 'pack')
    },
    get authProfile() {
      const { authProfile } = release
      return authProfile === undefined ? undefined : parsePart<unknown>(authProfile, 'authProfile')
    }
  }
}

function parsePart<T>(text: string, key: string, read: (text: string) => T = JSON.parse): T {
  try {
    return read(text)
  } catch (cause) {
    throw new SandboxError(
      'invalid-release',
      `This release is damaged: the part '${key}' cannot be read. Compile the description again.`,
      { cause }
    )
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SandboxError('invalid-release', 'This is not a Sandbed release: the text is not JSON.', {
      cause
    })
  }
}
