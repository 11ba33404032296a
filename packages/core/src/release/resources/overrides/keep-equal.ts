// What was not changed stays the same object, so that others can tell by looking at it.

/** The old object (or list), where the new one has the very same members. */
export function keepEqual<T extends object>(old: T, next: T): T {
  const names = Object.keys(next) as (keyof T)[]
  return names.length === Object.keys(old).length && names.every((name) => old[name] === next[name])
    ? old
    : next
}
