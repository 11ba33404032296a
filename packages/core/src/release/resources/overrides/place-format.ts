// What the formats of operations and resources share: places as users write them, and `false` for "there is none".
import type { WrittenPlace } from './overrides.js'
import { exactly, listOf, matching, oneOf, text, type Reader } from '../../readers/value-readers.js'
import { memberPattern, placePattern, resourcePattern } from './written-forms.js'

/** The name of a resource. */
export const resourceName = matching(
  resourcePattern,
  'text of up to 200 characters that does not start with `$`'
)
/** There is no such finding. */
export const no = exactly(false)
const dotted = 'member names with dots between them'
/** A place, which may be the value itself. */
export const place: Reader<WrittenPlace> = oneOf<WrittenPlace>(`${dotted}, or a list of them`, {
  string: matching(placePattern, dotted),
  list: listOf(text)
})
/** A member, as the key of a map. */
export const member = matching(memberPattern, dotted)
/** A place that is a member, not the value itself. */
export const memberPlace: Reader<WrittenPlace> = oneOf<WrittenPlace>(`${dotted}, or a list of them`, {
  string: member,
  list: listOf(text, 1)
})
/** Something, or false. */
export const orNot = <T>(expected: string, reader: Reader<T>): Reader<false | T> =>
  oneOf<false | T>(`${expected}, or false`, { boolean: no, string: reader, object: reader })
