// Values for parameters that nothing is known about: any that fit the schema, the same each time.
import { isRawObject } from '../oracle/raw-document.js'
import type { SchemaSet } from '../oracle/schema-set.js'
import { composeScalar } from './compose-scalar.js'
import { chosenShape, composeValue } from './compose-value.js'
import type { PlainParameter } from './plain-operation.js'
import { flat } from './words.js'

/** A value that the parameter takes. `other` gives a second one, for another parent. */
export async function literalFor(
  document: unknown,
  schemas: SchemaSet,
  parameter: PlainParameter,
  other = false
): Promise<unknown> {
  if (parameter.schema === undefined) return `zq-${parameter.name}${other ? '-other' : ''}`
  const validate = schemas.validator(parameter.schema)
  const isValid = (value: unknown) => typeof validate === 'string' || validate(value)?.length === 0
  const shape = chosenShape(document, [parameter.schema], 0)
  for (const example of other ? [] : [parameter.example, shape.keywords.get('example')]) {
    const usable = example !== undefined && example !== '' && typeof example !== 'object'
    if (usable && isValid(example)) return example
  }
  return composeValue(
    {
      document,
      serial: other ? 2 : 1,
      turn: 0,
      fixed: () => undefined,
      wants: () => false,
      reference: () => Promise.resolve([])
    },
    [parameter.schema],
    [parameter.name]
  )
}

/** A key that the client chooses, different for each serial number. */
export function chosenKey(
  document: unknown,
  parameter: PlainParameter | undefined,
  name: string,
  serial: number
): unknown {
  const shape = chosenShape(document, parameter?.schema === undefined ? [] : [parameter.schema], 0)
  return composeScalar(name, shape, serial) ?? `zq-${serial}`
}

/** A query parameter as it is written: lists are repeated, objects have their members in brackets. */
export function queryPairs(name: string, value: unknown): string[] {
  const pair = (key: string, one: unknown) => `${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`
  if (Array.isArray(value)) return value.map((one) => pair(name, one))
  if (isRawObject(value)) return Object.entries(value).map(([key, one]) => pair(`${name}[${key}]`, one))
  return [pair(name, value)]
}

/** What a parameter says where a list begins: who wants to see one starts there. Empty for other parameters. */
export function beginningOf(name: string): readonly number[] {
  const plain = flat(name)
  if (/^(?:offset|skip|startat|startindex|startposition)$/.test(plain)) return [0, 1]
  return /^(?:page|pagenumber|pageindex)$/.test(plain) ? [1, 0] : []
}
