// Closures for `type`, `enum`, `const` and the keywords of strings and numbers.
import { FORMATS } from '../formats.js'
import type { SchemaObject } from '../schema.js'
import type { Compiler } from './compiler.js'
import { equalJson } from '../../internal/equal-json.js'
import { isMultipleOf } from './multiple-of.js'
import type { Check, Path, Run } from './run.js'
import { hasWideFormat } from './wide-formats.js'

const ARTICLES = new Map([
  ['null', 'null'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'an array'],
  ['number', 'a number'],
  ['string', 'a string'],
  ['integer', 'a whole number']
])

/** Whether a value is of a JSON type; `integer` is any number without a fraction. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'integer':
      return Number.isInteger(value) || typeof value === 'bigint'
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint'
    default:
      return typeof value === type
  }
}

/** Closures for single types: most schemas need nothing else, so they share them. */
const TYPE_CHECKS: ReadonlyMap<string, Check> = new Map(
  [...ARTICLES].map(([type, article]) => [type, typeCheck(type, `must be ${article}`)])
)

function typeCheck(type: string, message: string): Check {
  switch (type) {
    case 'string':
      return (value, path, run) => typeof value === 'string' || run.fail(path, 'type', message)
    case 'number':
      return (value, path, run) =>
        typeof value === 'number' || typeof value === 'bigint' || run.fail(path, 'type', message)
    case 'integer':
      return (value, path, run) =>
        Number.isInteger(value) || typeof value === 'bigint' || run.fail(path, 'type', message)
    default:
      return (value, path, run) => isOfType(value, type) || run.fail(path, 'type', message)
  }
}

export function compileType(schema: SchemaObject, checks: Check[]): void {
  if (schema.type === undefined) return
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type
  if (types.length === 1) {
    checks.push(
      TYPE_CHECKS.get(types[0] as string) ?? typeCheck(types[0] as string, `must be of type ${types[0]}`)
    )
    return
  }
  const message = `must be ${types.map((type) => ARTICLES.get(type) ?? type).join(' or ')}`
  checks.push((value, path, run) => {
    for (let i = 0; i < types.length; i++) if (isOfType(value, types[i] as string)) return true
    return run.fail(path, 'type', message)
  })
}

export function compileValues(schema: SchemaObject, checks: Check[]): void {
  if (schema.enum) checks.push(oneOfValues(schema.enum, 'enum', 'must be one of'))
  if (schema.const !== undefined) checks.push(oneOfValues([schema.const], 'const', 'must be'))
}

function oneOfValues(values: readonly unknown[], keyword: string, expected: string): Check {
  let message: string | undefined
  const refuse = (path: Path | undefined, run: Run): boolean =>
    run.findings !== undefined && run.fail(path, keyword, (message ??= `${expected} ${printValues(values)}`))
  const composites = values.filter((value) => typeof value === 'object' && value !== null)
  const scalars = new Set(values)
  return (value, path, run) => {
    if (typeof value === 'bigint') return scalars.has(Number(value)) || refuse(path, run)
    if (typeof value !== 'object' || value === null) return scalars.has(value) || refuse(path, run)
    run.spend(composites.length)
    return composites.some((item) => equalJson(item, value, true)) || refuse(path, run)
  }
}

/** The first values of a list, as JSON. */
export function printValues(values: readonly unknown[]): string {
  const text = values
    .slice(0, 20)
    .map((value) => JSON.stringify(value))
    .join(', ')
  return values.length > 20 || text.length > 160 ? `${text.slice(0, 160)}, ...` : text
}

export function compileNumber(schema: SchemaObject, checks: Check[]): void {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema
  const add = (keyword: string, message: string, test: (value: number | bigint) => boolean) =>
    checks.push(
      (value, path, run) =>
        (typeof value !== 'number' && typeof value !== 'bigint') ||
        test(value) ||
        run.fail(path, keyword, message)
    )
  // A limit is a double too: that a whole number rounds to it is enough.
  if (minimum !== undefined)
    add('minimum', `must be at least ${minimum}`, (value) => Number(value) >= minimum)
  if (maximum !== undefined) add('maximum', `must be at most ${maximum}`, (value) => Number(value) <= maximum)
  if (above !== undefined) add('exclusiveMinimum', `must be more than ${above}`, (value) => value > above)
  if (below !== undefined) add('exclusiveMaximum', `must be less than ${below}`, (value) => value < below)
  if (multipleOf !== undefined) {
    add('multipleOf', `must be a multiple of ${multipleOf}`, (value) => isMultipleOf(value, multipleOf))
  }
}

export function compileString(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  const { minLength, maxLength, pattern } = schema
  const add = (keyword: string, message: string, test: (value: string) => boolean) =>
    checks.push(
      (value, path, run) =>
        typeof value !== 'string' || test(spendOn(value, run)) || run.fail(path, keyword, message)
    )
  if (minLength !== undefined && minLength > 0) {
    add('minLength', `must have at least ${characters(minLength)}`, (value) => hasLength(value, minLength))
  }
  if (maxLength !== undefined) {
    const tooLong = maxLength + 1
    add('maxLength', `must have at most ${characters(maxLength)}`, (value) => !hasLength(value, tooLong))
  }
  if (pattern !== undefined) {
    const test = compiler.pattern(pattern)
    const message = `must match the pattern ${pattern.slice(0, 150)}`
    checks.push(
      (value, path, run) =>
        typeof value !== 'string' ||
        test(spendOn(value, run), run.patterns) ||
        run.fail(path, 'pattern', message)
    )
  }
}

export function compileFormat(schema: SchemaObject, checks: Check[], compiler: Compiler): void {
  const name = schema.format
  const format = name === undefined || !compiler.formats ? undefined : FORMATS.get(name)
  if (!format) return
  const message = `must be a valid ${name}`
  checks.push(
    (value, path, run) =>
      (typeof value === 'bigint' ? hasWideFormat(value, name as string) : format(spendOn(value, run))) ||
      run.fail(path, 'format', message)
  )
}

/** Counts what looking through a text costs. */
function spendOn<T>(value: T, run: Run): T {
  if (typeof value === 'string') run.spend(value.length >> 5)
  return value
}

/** Whether a text has at least so many code points. */
function hasLength(text: string, least: number): boolean {
  if (text.length < least) return false
  if (text.length >= least * 2) return true
  let count = text.length
  for (let i = 0; i < text.length && count >= least; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdbff) continue
    const next = text.charCodeAt(i + 1)
    if (next >= 0xdc00 && next <= 0xdfff) {
      count--
      i++
    }
  }
  return count >= least
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`
}
