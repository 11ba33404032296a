// What is wrong with a seed: passed on by those who plant it to those who know where it stands.

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
