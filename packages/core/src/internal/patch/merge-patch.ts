// JSON Merge Patch (RFC 7396): what `PATCH` means with `application/merge-patch+json`, and with plain JSON in most APIs.
import { getOwn, isObject, setOwn } from '../json.js'

/**
 * What a target becomes under a merge patch: members of the patch replace those of the target, objects are merged, `null` removes, and
 * anything but an object replaces the whole. Members keep their order, new ones follow. Neither argument is changed; the result shares with them what
 * it did not change. Works on values of any depth.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result = copyOf(target)
  // A list of what is left to merge instead of recursion: the depth is the sender's choice.
  const pending: [into: Record<string, unknown>, patch: Record<string, unknown>][] = [[result, patch]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [into, changes] = next
    for (const name of Object.keys(changes)) {
      const change = changes[name]
      if (change === null) delete into[name]
      else if (isObject(change)) {
        const member = copyOf(getOwn(into, name))
        setOwn(into, name, member)
        pending.push([member, change])
      } else setOwn(into, name, change)
    }
  }
  return result
}

function copyOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? { ...value } : {}
}
