// What a schema says about the kinds of values, as small as text formats need it. The engine makes hints from schemas.

/** The kinds of value one place may hold. Everything absent means: not known. */
export interface CoerceHint {
  /** JSON Schema type names that are allowed here; empty when anything is. */
  readonly types: readonly string[]
  /** The only strings that are allowed, where all of them are listed: other text is meant as another type. */
  readonly strings?: ReadonlySet<string>
  /** Hints for the members of an object. */
  readonly properties?: ReadonlyMap<string, HintSource>
  /** The hint for members that `properties` does not name. */
  readonly additional?: HintSource
  /** The hint for the items of an array. */
  readonly items?: HintSource
}

/** A hint, or a function that makes it when it is needed, so that recursive schemas work. */
export type HintSource = CoerceHint | (() => CoerceHint | undefined)

/** Follows a lazy hint. */
export function resolveHint(source: HintSource | undefined): CoerceHint | undefined {
  return typeof source === 'function' ? source() : source
}

/** The hint for one member of an object. */
export function propertyHint(hint: CoerceHint | undefined, name: string): CoerceHint | undefined {
  return resolveHint(hint?.properties?.get(name) ?? hint?.additional)
}

/** True when the place takes this type and no string: text found there cannot be meant as it stands. */
export function wantsOnly(hint: CoerceHint | undefined, type: string): boolean {
  return hint !== undefined && hint.types.includes(type) && !hint.types.includes('string')
}
