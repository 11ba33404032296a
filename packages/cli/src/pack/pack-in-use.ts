// The pack that a command works with: the one that was named, else the one that is a part of the release.
import type { SimulationPack } from '@sandbed/core'
import { sandboxSource } from '@sandbed/node'
import type { ReadInput } from '../read-input.js'

/** The pack; `undefined` where there is none. Packs in releases are those of releases that a sandbox was made of. */
export function packInUse({ loaded, pack }: ReadInput): SimulationPack | undefined {
  if (pack) return pack.pack
  const { release } = sandboxSource(loaded.document)
  const text = typeof release === 'object' && 'pack' in release ? release.pack : undefined
  return typeof text === 'string' ? (JSON.parse(text) as SimulationPack) : undefined
}
