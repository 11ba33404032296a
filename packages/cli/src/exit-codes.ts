// What a script can tell from how `sdb` ended. Listed in `sdb --help`.

/** Exit codes of `sdb`. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** The description was read, and has errors. */
  faulty: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A file, URL or port could not be used, or the description is not one at all. */
  unusable: 3
} as const
