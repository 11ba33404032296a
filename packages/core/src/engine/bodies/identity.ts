// Which parameter of a path says which thing the path is about: the pet of `/pets/{petId}`, the repository of `/repos/{owner}/{repo}`.
import { parseTemplate, type TemplatePart } from '../../release/path-template.js'
import { normaliseName } from '../../internal/normalise-name.js'

/** The parameter, and whether it is a name: things have an id besides their name, so a name is their id only where they have no name. */
export interface Identity {
  readonly parameter: string
  readonly isName: boolean
}

/** The parameter that a path ends with, when its name says that it identifies something; `undefined` for any other path. */
export function identityOf(path: string): Identity | undefined {
  const segments = parseTemplate(path).map(({ parts }) => parts)
  const last = segments.at(-1)?.at(-1)
  if (last?.kind !== 'parameter') return undefined
  const name = normaliseName(last.name)
  const isName = /(name|login|email|title)$/.test(name)
  const isId = /(id|guid|identifier|key|slug|number|code|reference)$/.test(name)
  const collection = segments
    .slice(0, -1)
    .map(literalOf)
    .findLast((text) => text !== undefined)
  if (!isName && !isId && (collection === undefined || !isOneOf(name, normaliseName(collection))))
    return undefined
  return { parameter: last.name, isName }
}

function literalOf(parts: readonly TemplatePart[]): string | undefined {
  const [part] = parts
  return parts.length === 1 && part?.kind === 'literal' ? part.text : undefined
}

/** `pet` is one of `pets` (or of `pet`), `box` of `boxes`, `city` of `cities`. */
function isOneOf(name: string, collection: string): boolean {
  return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')].includes(collection)
}
