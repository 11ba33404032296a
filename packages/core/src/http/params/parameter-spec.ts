// What a description says about how one parameter is written, and what reading it can give.

import type { CoerceHint } from '../hint.js'

/** The places of a request a parameter can stand in. */
export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie'

/** The serialisation styles of OpenAPI 3.0 and 3.1. */
export const parameterStyles = [
  'matrix',
  'label',
  'simple',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject'
] as const

/** One of `parameterStyles`. */
export type ParameterStyle = (typeof parameterStyles)[number]

/** True for the name of a style. */
export function isParameterStyle(value: unknown): value is ParameterStyle {
  return (parameterStyles as readonly unknown[]).includes(value)
}

/** How a parameter is written: what `parseParameter` and `serialiseParameter` need of a Parameter Object. */
export interface ParameterSpec {
  readonly name: string
  readonly in: ParameterLocation
  /** Default: `simple` in path and header, `form` in query and cookie. A style its place does not have counts as absent. */
  readonly style?: ParameterStyle
  /** Default: true for `form`, else false. */
  readonly explode?: boolean
  /** Serialise RFC 3986 reserved characters of query values as they are. Reading takes them either way. */
  readonly allowReserved?: boolean
  /** What the schema says the value is. */
  readonly shape: 'primitive' | 'array' | 'object'
  /** The media type of a `content` parameter; style and shape are then not used. JSON is parsed, the rest is text. */
  readonly content?: string
  /** The property names of an exploded form object; absent, it takes every name that is not in `others`. */
  readonly properties?: readonly string[]
  /** The names of the other parameters in the same place. */
  readonly others?: readonly string[]
  /** Tells lists from objects in nested bracket names. */
  readonly hint?: CoerceHint
}

/** A value as text formats have it: strings, nested. Types are made of it by `coerce`. */
export type ParameterValue = string | readonly ParameterValue[] | { readonly [name: string]: ParameterValue }

/**
 * What reading a parameter gives: its value (a `ParameterValue`, or any JSON for a JSON `content` parameter), that it is
 * not there, or a problem as a sentence fragment such as `must be given once`.
 */
export type ParsedParameter =
  | { readonly value: unknown; readonly missing?: undefined; readonly problem?: undefined }
  | { readonly missing: true; readonly problem?: undefined }
  | { readonly problem: string; readonly missing?: undefined }

/** Style and explode with defaults filled in. */
export interface Serialisation {
  readonly style: ParameterStyle
  readonly explode: boolean
}

/** The style of a parameter that names none. */
export const defaultStyles: { readonly [place in ParameterLocation]: ParameterStyle } = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form'
}

/** The styles that each place has. */
export const allowedStyles: { readonly [place in ParameterLocation]: readonly ParameterStyle[] } = {
  path: ['matrix', 'label', 'simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form']
}

/**
 * The serialisation in force, and what becomes of the cells OpenAPI leaves undefined: a style in the wrong place counts
 * as absent; `deepObject` ignores `explode`; exploded `spaceDelimited` and `pipeDelimited` are exploded `form`; primitives
 * in those styles, and in `deepObject`, are `form`; arrays in `deepObject` are `name[]`, `name[0]` or repeated names.
 */
export function serialisationOf(spec: ParameterSpec): Serialisation {
  const named = spec.style !== undefined && allowedStyles[spec.in].includes(spec.style)
  const style = named ? (spec.style as ParameterStyle) : defaultStyles[spec.in]
  const explode = spec.explode ?? style === 'form'
  if (style === 'deepObject') return { style: spec.shape === 'object' ? style : 'form', explode: true }
  if (style === 'spaceDelimited' || style === 'pipeDelimited') {
    return explode || spec.shape === 'primitive' ? { style: 'form', explode } : { style, explode }
  }
  return { style, explode }
}
