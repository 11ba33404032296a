// `security` of an operation or of the whole description -> its OR of ANDs. What cannot be read lets nobody in who brings nothing.
import { isObject, setOwn } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { suggest } from '../internal/suggest.js'
import type { CompileContext } from './compile-context.js'
import type { Operation } from './release.js'

/** Stands where it cannot be read what is asked for: a scheme that nobody describes, which is a bearer token. */
const unreadable: Operation['security'] = [{ unreadable: [] }]

/** Compiles what stands at an operation, or else at the description. Names of scopes that are no texts are left out. */
export function compileSecurity(
  { document, onIssue }: CompileContext,
  operation: { readonly [member: string]: unknown },
  at: string
): Operation['security'] {
  const own = operation['security'] ?? undefined
  const value = own ?? document['security'] ?? []
  const pointer = joinPointer(own === undefined ? '' : at, 'security')
  const known = schemesOf(document)
  const refuse = (pointer: string, message: string): void =>
    onIssue({
      code: 'security-invalid',
      severity: 'warning',
      pointer,
      message,
      hint: 'Write a list of objects: `security: [{ apiKey: [] }]`; `[]` asks for nothing.'
    })

  function requirement(value: object, pointer: string): Operation['security'][number] {
    const schemes: Record<string, readonly string[]> = {}
    for (const [name, scopes] of Object.entries(value)) {
      if (!known.includes(name)) {
        const nearest = suggest(name, known)
        onIssue({
          code: 'security-scheme-unknown',
          severity: 'warning',
          pointer: joinPointer(pointer, name),
          message: `No security scheme is called \`${name.slice(0, 60)}\`; a bearer token is asked for.`,
          hint:
            nearest === undefined
              ? 'Describe it in `components.securitySchemes`.'
              : `Did you mean \`${nearest.slice(0, 60)}\`?`
        })
      }
      setOwn(schemes, name, Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [])
    }
    return schemes
  }

  if (isObject(value)) {
    refuse(pointer, '`security` is an object; it is taken for a list of it alone.')
    return [requirement(value, pointer)]
  }
  if (!Array.isArray(value)) {
    refuse(pointer, '`security` is no list; a bearer token is asked for.')
    return unreadable
  }
  const read = (value as readonly unknown[]).flatMap((one, i): Operation['security'] => {
    const place = joinPointer(pointer, String(i))
    if (isObject(one)) return [requirement(one, place)]
    refuse(place, 'This security requirement is no object; it is left out.')
    return []
  })
  return value.length > 0 && read.length === 0 ? unreadable : read
}

function schemesOf({ components }: { readonly components?: unknown }): string[] {
  const schemes = isObject(components) ? components['securitySchemes'] : undefined
  return isObject(schemes) ? Object.keys(schemes) : []
}
