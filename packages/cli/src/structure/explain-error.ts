// One error of ajv -> what is wrong in words, at the member that is to blame.
import type { ErrorObject } from 'ajv'
import { formatPointer, parsePointer, valueAt } from '../json-pointer.js'
import { nearestName } from '../nearest-name.js'
import { memberHint, referenceHint, valueHint } from './hints.js'
import { memberNames, nameObjects } from './object-names.js'
import type { JsonSchema } from './openapi-schemas.js'

/** A fault with what is needed to tell whether another explains it. */
export interface Explained {
  readonly kind: 'unknown' | 'unexpected' | 'missing' | 'value'
  readonly severity: 'error' | 'warning'
  readonly pointer: string
  readonly message: string
  readonly hint?: string | undefined
  /** The pointer of the object that the fault is in. */
  readonly object: string
  /** Where members are missing: their names; one of them will do where there are several. */
  readonly missing?: readonly string[]
  /** For an unknown member: the name that was meant. */
  readonly meant?: string | undefined
}

/** Nothing for what is no fault: unknown keywords in Schema Objects of 3.1, unless they look misspelt. */
export function explainErrors(
  errors: readonly ErrorObject[],
  schema: JsonSchema,
  document: unknown
): Explained[] {
  const names = nameObjects(schema)
  return errors.flatMap((error) => {
    const what = withArticle(names.get(error.parentSchema) ?? 'object of this kind')
    return explainError(error, what, schema, document)
  })
}

function explainError(error: ErrorObject, what: string, schema: JsonSchema, document: unknown): Explained[] {
  const { keyword, params, instancePath: object } = error
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = (params['additionalProperty'] ?? params['unevaluatedProperty']) as string
    return explainUnknown(error, name, what, schema)
  }
  if (keyword === 'required') {
    const name = params['missingProperty'] as string
    const message = `${upperFirst(what)} must have \`${name}\`.`
    const hint =
      name === 'required' ? 'Parameters in the path are always required: write `required: true`.' : undefined
    return [{ kind: 'missing', severity: 'error', pointer: object, message, hint, object, missing: [name] }]
  }
  if (keyword === 'propertyNames') {
    const name = params['propertyName'] as string
    const message = `\`${name}\` is not a name that may stand here.`
    const hint = 'Such names consist of letters, digits, `.`, `-` and `_`.'
    return [
      {
        kind: 'value',
        severity: 'error',
        pointer: `${object}${formatPointer([name])}`,
        message,
        hint,
        object
      }
    ]
  }
  if (keyword === 'not' || keyword === 'oneOf' || keyword === 'anyOf')
    return explainChoice(error, what, document)
  const isReference = object.endsWith('/$ref') && typeof error.data === 'string'
  const message = isReference
    ? 'A reference cannot stand here.'
    : `${subject(object, document)} ${valueRule(error)}.`
  return [
    {
      kind: 'value',
      severity: 'error',
      pointer: object,
      message,
      hint: isReference ? referenceHint : valueHint(error),
      object
    }
  ]
}

function explainUnknown(error: ErrorObject, name: string, what: string, schema: JsonSchema): Explained[] {
  const { data, instancePath: object, parentSchema } = error
  const known = memberNames(parentSchema as JsonSchema, schema)
  const isKeyword = parentSchema === valueAt(schema, ['$defs', 'schema-object'])
  const meant = nearestName(
    name,
    [...known].filter((candidate) => !Object.hasOwn(data as object, candidate))
  )
  if (isKeyword && meant === undefined) return []
  const isKnown = known.has(name)
  const { hint, instead = meant } = isKnown ? {} : memberHint(name, known, meant)
  return [
    {
      kind: isKnown ? 'unexpected' : 'unknown',
      // JSON Schema allows keywords that it does not know.
      severity: isKeyword ? 'warning' : 'error',
      pointer: `${object}${formatPointer([name])}`,
      message: `\`${name}\` is not a member of ${what}${isKnown ? ' of this kind' : ''}.`,
      hint,
      object,
      meant: instead
    }
  ]
}

/** `not` and the alternatives that are left are nearly all about which members go together. */
function explainChoice(error: ErrorObject, what: string, document: unknown): Explained[] {
  const { instancePath: object, keyword, data } = error
  if (typeof data !== 'object' || data === null) return []
  const branches = keyword === 'not' ? [] : (error.schema as { required?: string[]; allOf?: Rule[] }[])
  const names = branches.map(({ required }) => required?.[0])
  const problem = (pointer: string, message: string): Explained[] => [
    { kind: 'value', severity: 'error', pointer, message, object }
  ]
  const member = (name: string): string => `${object}${formatPointer([name])}`
  const together = keyword === 'not' ? ((error.schema as { required?: string[] }).required ?? []) : names
  if (together.length === 0 || together.includes(undefined)) {
    return problem(object, `${subject(object, document)} does not have a value that may stand here.`)
  }
  const listed = together as string[]
  const present = listed.filter((name) => Object.hasOwn(data, name))
  const last = present.at(-1)
  if (listed.length === 1 && last !== undefined && keyword === 'not')
    return problem(member(last), `\`${last}\` is not a member of ${what} of this kind.`)
  if (present.length > 1) return problem(member(last!), `${listCodes(present, 'and')} cannot stand together.`)
  if (last === undefined) {
    const message = `${upperFirst(what)} must have ${listCodes(listed, 'or')}.`
    return [{ kind: 'missing', severity: 'error', pointer: object, message, object, missing: listed }]
  }
  const excluded = branches
    .flatMap(({ allOf }) => allOf ?? [])
    .flatMap((rule) => rule.not?.required ?? [])
    .filter((name) => Object.hasOwn(data, name))
  return excluded.flatMap((name) => problem(member(name), `\`${name}\` cannot stand beside \`${last}\`.`))
}

interface Rule {
  readonly not?: { readonly required?: readonly string[] }
}

/** What a value must be. */
function valueRule({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${[params['type']].flat().map(typeName).join(' or ')}`
    case 'enum':
      return `must be one of ${listCodes((params['allowedValues'] as unknown[]).map(String), 'or')}`
    case 'const':
      return `must be \`${String(params['allowedValue'])}\``
    case 'minItems':
      return `must have at least ${counted(params['limit'] as number, 'item')}`
    case 'minProperties':
      return `must have at least ${counted(params['limit'] as number, 'member')}`
    case 'maxProperties':
      return `must have no more than ${counted(params['limit'] as number, 'member')}`
    case 'uniqueItems':
      return 'must not name the same item twice'
    case 'minimum':
      return `must be ${params['limit']} or more`
    case 'exclusiveMinimum':
      return `must be more than ${params['limit']}`
    default:
      return message ?? 'does not have a value that may stand here'
  }
}

const typeNames = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', '`true` or `false`'],
  ['array', 'an array'],
  ['object', 'an object']
])

function typeName(type: unknown): string {
  return typeNames.get(String(type)) ?? String(type)
}

function subject(pointer: string, document: unknown): string {
  const tokens = parsePointer(pointer)
  const name = tokens.pop()
  if (name === undefined) return 'The description'
  if (Array.isArray(valueAt(document, tokens))) return `An item of \`${tokens.at(-1)}\``
  return `\`${name}\``
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function listCodes(names: readonly string[], word: string): string {
  const codes = names.map((name) => `\`${name}\``)
  return codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} ${word} ${codes.at(-1)}`
}

function withArticle(name: string): string {
  return `${/^(?:[AEIO]|HTTP|XML)/.test(name) ? 'an' : 'a'} ${name}`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
