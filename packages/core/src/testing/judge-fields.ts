// What changed in one thing against what a test expects of it.
import type { DiffChange, FieldChange } from '../engine/sandbox/state-diff.js'
import { escapeToken, getPointer } from '../internal/json-pointer.js'
import type { ExpectedFields, Strictness } from './expected-changes.js'
import { isMatcher, matchValue } from './match-value.js'
import { changesText, changeText, printValue } from './words.js'

/** Whether a thing changed in more than the marks that say so. */
export function showsChange({ fields }: DiffChange): boolean {
  return fields.some(({ stamp }) => !stamp)
}

/** What is wrong. Marks such as the moment of the last update count only where they are named. */
export function judgeFields(change: DiffChange, expected: ExpectedFields, strictness: Strictness): string[] {
  if (isMatcher(expected))
    return matchValue(change.value, expected)
      ? []
      : [`it is not ${printValue(expected)}: ${printValue(change.value)}; ${changesText(change.fields)}`]
  const pairs: (readonly [pointer: string, value?: unknown])[] = Array.isArray(expected)
    ? expected.map((field: string) => [pointerOf(field)] as const)
    : Object.entries(expected).map(([field, value]) => [pointerOf(field), value] as const)
  const problems = pairs.flatMap(([pointer, ...value]) => judgeField(change, pointer, value))
  if (strictness === 'only')
    for (const field of change.fields)
      if (!field.stamp && !pairs.some(([pointer]) => isBelow(field, pointer)))
        problems.push(`${changeText(field)}, which was not to change`)
  return problems
}

function judgeField({ fields, value }: DiffChange, pointer: string, wanted: readonly unknown[]): string[] {
  const now = getPointer(value, pointer)
  if (!fields.some((field) => isBelow(field, pointer) || isBelow({ pointer }, field.pointer))) {
    const others = fields.filter(({ stamp }) => !stamp).map((field) => field.pointer)
    const hint = others.length === 0 ? '' : `; ${others.join(', ')} did`
    return [
      `${pointer} did not change${now === undefined ? ' and is not there' : `, it is ${printValue(now)}`}${hint}`
    ]
  }
  if (wanted.length === 0 || matchValue(now, wanted[0])) return []
  const told = fields.filter((field) => isBelow(field, pointer)).map(changeText)
  return [
    `${pointer} was to become ${printValue(wanted[0])}: ${told.join('; ') || `it is ${printValue(now)}`}`
  ]
}

function isBelow({ pointer }: Pick<FieldChange, 'pointer'>, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`)
}

/** Fields are JSON Pointers, or names of members. */
function pointerOf(field: string): string {
  return field === '' || field.startsWith('/') ? field : `/${escapeToken(field)}`
}
