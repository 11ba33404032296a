// What plain JSON has to look like, put together of small forms: for records that come from elsewhere.
import { isObject } from './json.js'

/** Whether a value is of the form. */
export type Form = (value: unknown) => boolean

/** A text. */
export const text: Form = (value) => typeof value === 'string'
/** Any number that JSON has. */
export const number: Form = (value) => typeof value === 'number'
/** A whole number from 0 on. */
export const count: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 0
/** True or false. */
export const flag: Form = (value) => typeof value === 'boolean'
/** Anything that is there. */
export const json: Form = (value) => value !== undefined
const absent: Form = (value) => value === undefined
const nothing: Form = (value) => value === null
/** What one of the forms takes. */
export const either =
  (...forms: readonly Form[]): Form =>
  (value) =>
    forms.some((form) => form(value))
/** It may be missing. */
export const optional = (form: Form): Form => either(form, absent)
/** It may be null. */
export const orNull = (form: Form): Form => either(form, nothing)
/** One of these scalars. */
export const oneOf =
  (...values: readonly unknown[]): Form =>
  (value) =>
    values.includes(value)
/** A list of such items. */
export const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form)
/** An object with such members, of any names. */
export const mapOf =
  (form: Form): Form =>
  (value) =>
    isObject(value) && Object.values(value).every(form)
/** An object with these members at least. */
export const record = (members: { readonly [name: string]: Form }): Form => {
  const forms = Object.entries(members)
  return (value) =>
    isObject(value) &&
    forms.every(([name, form]) => form(Object.hasOwn(value, name) ? value[name] : undefined))
}
/** Such JSON within a text. */
export const textOf =
  (form: Form): Form =>
  (value) => {
    try {
      return form(JSON.parse(value as string))
    } catch {
      return false
    }
  }
