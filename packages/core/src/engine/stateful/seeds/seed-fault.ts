// What is wrong with a seed: passed on by those who plant it to those who know where it stands.
import { parsePointer } from '../../../internal/json-pointer.js'

/** Why a seed cannot be planted, or, with `isUnknown`, what nobody will see of it. */
export interface SeedFault {
  /** JSON Pointer into the seed. */
  readonly pointer: string
  readonly message: string
  readonly hint?: string
  readonly isUnknown?: true
}

/** Takes faults as they are found. */
export type OnFault = (fault: SeedFault) => void

/** A fault where no pointer stands beside it, without a full stop: `` `owner.name` must be a string ``. */
export function printSeedFault({ pointer, message }: SeedFault): string {
  const place = parsePointer(pointer).join('.')
  const text = message.replace(/\.$/, '')
  return place === ''
    ? text
    : text.startsWith('This ')
      ? `\`${place}\` ${text.slice(5)}`
      : `\`${place}\`: ${text}`
}
