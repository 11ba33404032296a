// An object without some of its members.
import { setOwn } from './json.js'

/** A copy of the own members but for those with these names, which are not even read. */
export function without<T extends object, Name extends string>(
  value: T,
  ...names: readonly Name[]
): Omit<T, Name> {
  const kept = {}
  for (const name of Object.keys(value))
    if (!(names as readonly string[]).includes(name))
      setOwn(kept, name, (value as Record<string, unknown>)[name])
  return kept as Omit<T, Name>
}
