// A POST that finds what there is and makes nothing: it is no create, whatever its path looks like.
import { lastOf, type Finder } from './paths.js'
import type { PlainOperation } from './plain-operation.js'
import { wordsOf } from './words.js'

const verbs = new Set([
  'get',
  'gets',
  'search',
  'searches',
  'find',
  'finds',
  'fetch',
  'fetches',
  'query',
  'queries',
  'retrieve',
  'retrieves',
  'lookup',
  'look'
])

/** True when both operationId and summary begin with such a verb, or the path ends with `search` and none is read by its id there; never with a 201. */
export function looksUp({ byKey }: Finder, { blank, says, successStatuses }: PlainOperation): boolean {
  if (successStatuses.includes('201')) return false
  if (says.length === 2 && says.every((one) => verbs.has(wordsOf(one)[0] ?? ''))) return true
  const key = byKey.get(`GET ${blank}/{}`)?.pathNames.at(-1) ?? ''
  return /^(?:search|query|lookup|find)$/i.test(lastOf(blank)) && !/(?:id|key)$/i.test(key)
}
