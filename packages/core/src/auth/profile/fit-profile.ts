// A profile beside the API it is for: what it says of schemes that are not there has no effect, and its author should know.
import { joinPointer } from '../../internal/json-pointer.js'
import { suggest } from '../../internal/suggest.js'
import type { ReleaseIndex } from '../../release/release.js'
import type { Issue } from '../../spec/issue.js'
import type { AuthProfile } from './profile.js'

/** Warnings (`auth-profile-unknown`) about schemes that the description does not have. Pointers lead into the profile. */
export function fitProfile(
  profile: AuthProfile | undefined,
  { securitySchemes }: Pick<ReleaseIndex, 'securitySchemes'>
): readonly Issue[] {
  const known = Object.keys(securitySchemes)
  const unknown = Object.keys(profile?.schemes ?? {}).filter((name) => !Object.hasOwn(securitySchemes, name))
  return unknown.slice(0, 200).map((name) => {
    const nearest = suggest(name, known)
    const has = known.length === 0 ? 'it has none' : `it has ${known.slice(0, 20).join(', ')}`
    return {
      code: 'auth-profile-unknown',
      severity: 'warning',
      pointer: joinPointer('/schemes', name),
      message: `The description has no security scheme ${JSON.stringify(name.slice(0, 100))}; ${nearest === undefined ? has : `the nearest is ${nearest}`}.`
    }
  })
}
