// What was loaded may be a release, which `sdb compile` made of a description.

/** True for a compiled release. */
export function isRelease(document: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    'format' in document &&
    document.format === 'sandbed-release'
  )
}
