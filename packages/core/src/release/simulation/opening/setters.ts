// What sets members of a thing: places and their values, or a function that edits a draft.
import { produce } from 'immer'
import { callUser, plainJson, readOnly, type UserFunction } from '../../../expressions/call-function.js'
import { reasonOf } from '../../../expressions/evaluate.js'
import { getOwn, isObject, setOwn } from '../../../internal/json.js'
import { joinPointer } from '../../../internal/json-pointer.js'
import { suggest } from '../../../internal/suggest.js'
import type { Resource } from '../../resources/model.js'
import { parsePlace } from '../../resources/overrides/written-forms.js'
import { openFormula, variablesOf } from './formulas.js'
import { memberOf, type Known } from '../names/known.js'
import type { NamesHere } from '../names/names-here.js'
import type { Formula, Setter } from '../opened.js'
import type { Opening } from './opening.js'
import type { PatchStep, TransitionSpec } from '../simulation.js'
import type { Names } from '../written-values.js'

/** Opens one. The values are worked out from the names, before any is set. */
export function openSetter(
  opening: Opening,
  set: NonNullable<TransitionSpec['set']> | PatchStep['set'],
  at: string,
  resource: Resource,
  names: NamesHere
): Setter | undefined {
  if (typeof set === 'function') return (members, given) => drafted(set, members, given)
  const places: (readonly [place: readonly string[], value: Formula])[] = []
  let isSound = true
  for (const [written, template] of Object.entries(set)) {
    const place = parsePlace(written)
    const pointer = joinPointer(at, written)
    const value = openFormula(opening, template, pointer, names)
    if (!isSettable(opening, resource, place, pointer) || !value) isSound = false
    else places.push([place, value])
  }
  if (!isSound) return undefined
  return (members, given) => {
    let next: Members = members
    for (const [place, value] of places) {
      const outcome = value(given)
      if ('fault' in outcome) return { fault: `${place.join('.')}: ${outcome.fault}` }
      next = withPlace(next, place, 0, outcome.value)
    }
    return { members: next }
  }
}

type Members = Readonly<Record<string, unknown>>

/** Whether the resource has the place, as far as its description says. `isSame`: whether a member that is there is meant. */
export function isSettable(
  opening: Opening,
  resource: Resource,
  place: readonly string[],
  pointer: string,
  isSame: (known: string) => boolean = () => false
): boolean {
  if (place.includes('*')) {
    opening.invalid(pointer, 'Items of lists cannot be set one by one.', 'Set the whole list.')
    return false
  }
  let known: Known | undefined = { kind: 'thing', resource }
  for (const [depth, name] of place.entries()) {
    if (!known) return true
    const found = memberOf(opening, known, name)
    if ('known' in found) {
      known = found.known
      continue
    }
    if (found.missing.some(isSame)) return true
    const nearest = suggest(name, found.missing)
    const owner = depth === 0 ? resource.name : `\`${place.slice(0, depth).join('.')}\` of ${resource.name}`
    const message = `Nothing describes a member \`${name.slice(0, 60)}\` of ${owner}`
    const hint = nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`
    if (found.isRefused) opening.invalid(pointer, `${message}, and its schema allows no others.`, hint)
    else opening.doubtful(pointer, `${message}; no response will show it.`, hint)
    return !found.isRefused
  }
  return true
}

function withPlace(members: Members, place: readonly string[], depth: number, value: unknown): Members {
  const name = place[depth]!
  const next = { ...members }
  const inner = getOwn(members, name)
  const isLast = depth === place.length - 1
  setOwn(next, name, isLast ? value : withPlace(isObject(inner) ? inner : {}, place, depth + 1, value))
  return next
}

function drafted(edit: UserFunction, members: Members, names: Names): ReturnType<Setter> {
  try {
    const edited = produce(members, (draft) => {
      callUser(edit, draft, readOnly(variablesOf(names)))
    })
    return { members: plainJson(edited, members) as Members }
  } catch (error) {
    // What the draft itself refuses is the function's doing too.
    return {
      fault:
        error instanceof Error
          ? `The draft was left unusable: ${error.message.slice(0, 200)}`
          : reasonOf(error)
    }
  }
}
