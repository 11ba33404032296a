// The hash of a world: a Merkle tree over the tries of its collections. The digest of a node is remembered with the node, so after one
// write only the nodes on the way to it are digested again. The shape of a trie follows from its keys, so worlds with the same
// content have the same hash, however they came about.
//
//   record  = its canonical JSON (RFC 8785), or, over 512 characters, the SHA-256 of that
//   leaf    = SHA-256("leaf\n" + for each record, by seq: seq + ":" + record + "\n"), for each block of 32 numbers that has records
//   branch  = SHA-256("branch\n" + the digests of its children, by seq), where blocks of 32, 1024, … numbers have more than one child
//   domain  = SHA-256 of the canonical JSON of { name: root, … }, of the collections that have records and no `$` in front
//   everything = SHA-256 of the canonical JSON of { collections: { name: { next, root } }, values }, root null where there are no records
import { canonicalJson } from '../internal/canonical-json.js'
import { digestText } from '../internal/digest.js'
import { hasSlot } from './bits.js'
import type { Leaf, Trie } from './trie.js'
import type { StateScope, World } from './world.js'

const longRecord = 512
const nodeDigests = new WeakMap<Trie<object>, string>()
const longRecordDigests = new WeakMap<object, string>()

/** The hash of a world, 64 hex digits. Costs what changed since a world it shares with was hashed. */
export function stateHash(world: World, scope: StateScope = 'domain'): string {
  const collections: Record<string, unknown> = Object.create(null)
  for (const name of world.names(scope)) {
    const { records, next } = world.collection<object>(name)
    const root = records === undefined ? null : nodeDigest(records)
    if (scope === 'everything') collections[name] = { next, root }
    else if (root !== null) collections[name] = root
  }
  return digestText(
    canonicalJson(scope === 'everything' ? { collections, values: world.values } : collections)
  )
}

function nodeDigest(node: Trie<object>): string {
  const known = nodeDigests.get(node)
  if (known !== undefined) return known
  const digest =
    node.children === undefined
      ? digestText(leafText(node))
      : digestText(`branch\n${node.children.map(nodeDigest).join('')}`)
  nodeDigests.set(node, digest)
  return digest
}

function leafText(node: Leaf<object>): string {
  let text = 'leaf\n'
  for (let slot = 0, i = 0; slot < 32; slot++)
    if (hasSlot(node.bitmap, slot)) text += `${node.base + slot}:${recordText(node.values[i++]!)}\n`
  return text
}

/** Long records keep their digests, so that a write does not print its 31 neighbours again; a digest cannot be taken for a record. */
function recordText(record: object): string {
  const known = longRecordDigests.get(record)
  if (known !== undefined) return known
  const text = canonicalJson(record)
  if (text.length <= longRecord) return text
  const digest = digestText(text)
  longRecordDigests.set(record, digest)
  return digest
}
