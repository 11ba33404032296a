// A pack as a release keeps it: JSON text. Functions are for packs that are handed to a sandbox.
import { joinPointer } from '../../internal/json-pointer.js'
import type { Report } from '../readers/report.js'

/** The text of a pack that was read without errors, its members in the order in which they were given: it is that of transitions that are tried. */
export function packText(pack: object, report: Report): string {
  refuseFunctions(pack, '', report)
  return JSON.stringify(pack)
}

function refuseFunctions(value: object, at: string, report: Report): void {
  for (const [name, member] of Object.entries(value)) {
    const pointer = joinPointer(at, name)
    if (typeof member === 'object' && member !== null) refuseFunctions(member, pointer, report)
    if (typeof member !== 'function') continue
    report(() => ({
      code: 'simulation-invalid',
      severity: 'error',
      pointer,
      message: 'A release cannot hold a function.',
      hint: 'Write an expression, or hand the pack to `createSandbox` and not to `compile`.'
    }))
  }
}
