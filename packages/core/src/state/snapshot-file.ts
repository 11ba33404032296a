// A world as a text that can be kept, sent and compared, in format version 1; and back. The text is canonical JSON (RFC 8785), so
// equal worlds are equal files; its form is in schemas/snapshot.schema.json.
import { SandboxError } from '../errors.js'
import { canonicalJson } from '../internal/canonical-json.js'
import { digestText } from '../internal/digest.js'
import { isObject, printScalar, type JsonObject } from '../internal/json.js'
import { inKeyOrder } from '../internal/key-order.js'
import { joinPointer } from '../internal/json-pointer.js'
import { parseExactJson } from '../internal/parse-exact-json.js'
import { Collection } from './collection.js'
import type { Entry } from './trie-order.js'
import { emptyWorld, type World } from './world.js'

/** The version that this package writes and reads. */
export const snapshotFormatVersion = 1

/** What stands in a snapshot beside the world. */
export interface SnapshotNotes {
  /** The digest of the release that the world belongs to. */
  readonly release: string
  /** Anything worth keeping with it: a name, a seed, the version that wrote it. Plain JSON. */
  readonly meta: JsonObject
}

const format = 'sandbed-snapshot'
const members = ['collections', 'digest', 'format', 'formatVersion', 'meta', 'release', 'values']
const deepest = 640
// Half of what a number can count to: after an import there is as much room again for new records.
const highestNext = 4_503_599_627_370_496

/**
 * Prints a whole world, bookkeeping included. The same world and notes give the same bytes. Throws a RangeError when the text would be
 * longer than strings of the engine can be (in V8, some 500 million characters).
 */
export function exportSnapshot(world: World, notes: SnapshotNotes): string {
  const { start, end, digest } = print(world, notes)
  return `${start}"digest":"${digest}",${end}`
}

/** The text before and after the digest, which comes between `collections` and `format`, and the digest: that of the text without it. */
function print(
  world: World,
  { release, meta }: SnapshotNotes
): { start: string; end: string; digest: string } {
  const collections = world.names().map((name) => {
    const collection = world.collection<object>(name)
    return `${JSON.stringify(name)}:{"next":${collection.next},"records":[${printRecords(collection)}]}`
  })
  const start = `{"collections":{${collections.join()}},`
  const rest = { format, formatVersion: snapshotFormatVersion, meta, release, values: world.values }
  const end = canonicalJson(rest).slice(1)
  return { start, end, digest: digestText(start, end) }
}

function printRecords(collection: Collection<object>): string {
  const parts: string[] = []
  // Joined in parts: engines keep what is added up as a tree of its pieces, which for a whole collection fills the memory.
  for (let offset = 0; offset < collection.size; offset += 256) {
    const page = collection.page(offset, 256)
    parts.push(page.map(([seq, record]) => `[${seq},${canonicalJson(record)}]`).join())
  }
  return parts.join()
}

/**
 * Reads what `exportSnapshot` printed, in any formatting. Throws `invalid-snapshot` when it is not a snapshot, was made by an incompatible
 * version, belongs to another release than `release` (a digest), or is damaged.
 */
export function importSnapshot(text: string, release: string): { world: World; meta: JsonObject } {
  const file = parse(text)
  if (!isObject(file) || file['format'] !== format)
    throw refusal('This is not a Sandbed snapshot. Export one first.')
  if (file['formatVersion'] !== snapshotFormatVersion) {
    throw refusal(
      `This snapshot has format version ${shorten(file['formatVersion'])}; this version of Sandbed reads ${snapshotFormatVersion}. Export it again with a matching version.`
    )
  }
  if (file['release'] !== release) {
    throw refusal(
      `This snapshot belongs to the release ${shorten(file['release'])}, not to ${shorten(release)}. Import it into a sandbox of its own release.`
    )
  }
  const unknown = Object.keys(file).find((name) => !members.includes(name))
  if (unknown !== undefined) throw damage(joinPointer('', unknown), 'is not a member of a snapshot')
  const { collections, values, meta } = file
  if (!isObject(values)) throw damage('/values', 'is not an object')
  if (!isObject(meta)) throw damage('/meta', 'is not an object')
  if (!isObject(collections)) throw damage('/collections', 'is not an object')
  let world = emptyWorld().withValues(values as JsonObject)
  for (const name of Object.keys(collections)) {
    const collection = readCollection(collections[name], joinPointer('/collections', name))
    world = world.withCollection(name, collection)
  }
  const notes: SnapshotNotes = { release, meta: meta as JsonObject }
  if (file['digest'] !== digestOf(world, notes)) throw damage('/digest', 'is not the digest of the rest')
  return { world, meta: notes.meta }
}

function parse(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw refusal('This is not a Sandbed snapshot: it cannot be read as JSON. Export one first.', cause)
  }
  if (isDeeper(value, deepest))
    throw refusal(`This is not a Sandbed snapshot: it nests deeper than ${deepest} levels. Export one first.`)
  // Whole numbers that a double cannot keep have at least so many digits.
  return /\d{16}/.test(text) ? parseExactJson(text) : value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1))
}

function readCollection(value: unknown, pointer: string): Collection<object> {
  if (!isObject(value) || Object.keys(value).length !== 2)
    throw damage(pointer, 'is not an object of `next` and `records`')
  const { next, records } = value
  if (!isSeq(next) || next === 0)
    throw damage(`${pointer}/next`, `is not an integer from 1 to ${highestNext}`)
  if (!Array.isArray(records)) throw damage(`${pointer}/records`, 'is not an array')
  let previous = -1
  for (const [i, entry] of (records as unknown[]).entries()) {
    const place = `${pointer}/records/${i}`
    if (!Array.isArray(entry) || entry.length !== 2 || !isSeq(entry[0]) || !isObject(entry[1]))
      throw damage(place, 'is not a pair of a number and a record')
    if (entry[0] <= previous) throw damage(`${place}/0`, 'does not come after the number before it')
    if (entry[0] >= next) throw damage(`${place}/0`, `is not below \`next\`, ${next}`)
    previous = entry[0]
  }
  // The text is in the order of code units; in memory everything has the order that all else has.
  const entries = (records as Entry<object>[]).map(([seq, record]): Entry<object> => [
    seq,
    inKeyOrder(record) as object
  ])
  return Collection.from(next, entries)
}

function isSeq(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highestNext
}

/** `undefined` where there is a number that JSON can write but not keep, such as `1e999`. */
function digestOf(world: World, notes: SnapshotNotes): string | undefined {
  try {
    return print(world, notes).digest
  } catch {
    return undefined
  }
}

function damage(pointer: string, what: string): SandboxError {
  return refusal(`This snapshot is damaged: ${shorten(pointer)} ${what}. Export it again.`)
}

function shorten(value: unknown): string {
  const text = printScalar(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function refusal(message: string, cause?: unknown): SandboxError {
  return new SandboxError('invalid-snapshot', message, { cause })
}
