// Where the parts of a body came from: each scalar is looked for in what is known of the thing and in what the request said.
import { joinPointer } from '../../internal/json-pointer.js'
import { setOwn } from '../../internal/json.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { PartProvenance, Provenance } from '../../traces/record.js'
import { redacted } from '../../traces/redact/marker.js'

/** What a body was made of. */
export interface Sources {
  readonly provenance: Provenance
  /** What is known of the things that it tells of; absent where that is all there is in it. */
  readonly about: readonly object[] | undefined
  /** What the request said: its body, and parameters by name. */
  readonly sent: readonly unknown[]
}

/** The parts by member (`*` for the items of a list), and by JSON Pointer where `fields` is asked for. */
export interface Parts {
  readonly parts: { readonly [member: string]: PartProvenance }
  readonly fields: { readonly [pointer: string]: PartProvenance } | null
}

const mostFields = 2000

/** Tells where the parts of a JSON body came from. */
export function partsOf(body: unknown, sources: Sources, wantsFields: boolean): Parts {
  const known = sources.about && leavesOf(sources.about)
  const sent = leavesOf(sources.sent)
  const parts = {}
  const fields = wantsFields ? {} : null
  let count = 0
  const members = Array.isArray(body)
    ? [['*', body] as const]
    : typeof body === 'object' && body !== null
      ? Object.entries(body)
      : [['*', body] as const]
  for (const [name, value] of members) {
    const pointer = Array.isArray(body) || typeof body !== 'object' ? '' : joinPointer('', name)
    setOwn(parts, name, visit(name === '*' ? '' : name, value, pointer))
  }
  return { parts, fields }

  function visit(name: string, value: unknown, pointer: string): PartProvenance {
    const children =
      typeof value !== 'object' || value === null
        ? undefined
        : Array.isArray(value)
          ? value.map((item, i) => visit(name, item, joinPointer(pointer, i)))
          : Object.entries(value).map(([key, member]) => visit(key, member, joinPointer(pointer, key)))
    if (children && children.length > 0)
      return children.every((one) => one === children[0]) ? children[0]! : 'mixed'
    const from = leaf(`${normaliseName(name)} ${children ? '' : String(value)}`)
    if (fields && count++ < mostFields) setOwn(fields, pointer, from)
    return from
  }

  function leaf(key: string): PartProvenance {
    const { provenance } = sources
    if (provenance !== 'state' && provenance !== 'generated') return provenance
    if (sent.has(key)) return 'echo'
    if (provenance === 'generated') return 'generated'
    // What was taken out of the body stands in what is known.
    return known === undefined || known.has(key) || key.includes(redacted) ? 'state' : 'generated'
  }
}

/** The scalars in some values, each with the name of its member. */
function leavesOf(values: readonly unknown[]): Set<string> {
  const leaves = new Set<string>()
  const add = (name: string, value: unknown, depth: number): void => {
    if (leaves.size > 20_000 || depth > 64) return
    if (typeof value !== 'object' || value === null) leaves.add(`${normaliseName(name)} ${String(value)}`)
    else if (Array.isArray(value)) {
      if (value.length === 0) leaves.add(`${normaliseName(name)} `)
      for (const item of value) add(name, item, depth + 1)
    } else {
      const members = Object.entries(value)
      if (members.length === 0) leaves.add(`${normaliseName(name)} `)
      for (const [key, member] of members) add(key, member, depth + 1)
    }
  }
  for (const value of values) add('', value, 0)
  return leaves
}
