// The dialects that schemas are written in, as data: what `lower.ts` has to do differently for each.

/**
 * `openapi-3.1` is 2020-12 with OpenAPI's own keywords and leniency towards what authors carry over from 3.0.
 * `openapi-3.0` also honours keywords of later drafts (`const`, `patternProperties`, ...): the author meant them.
 */
export type Dialect = 'openapi-3.0' | 'openapi-3.1' | 'draft-4' | '2019-09' | '2020-12'

/** One dialect's rules. */
export interface DialectRules {
  /** The keyword that starts a schema resource, if there is one. */
  readonly id?: 'id' | '$id'
  /** `$ref` hides the keywords beside it. */
  readonly refAlone: boolean
  /** `nullable`, `example` and `discriminator` have a meaning, and usual mistakes are forgiven. */
  readonly openApi: boolean
  /** `exclusiveMinimum: true` modifies `minimum`. */
  readonly booleanExclusive: boolean
  /** `items` may be an array, with `additionalItems` for the rest. */
  readonly arrayItems: boolean
  /** `dependencies` has a meaning. */
  readonly dependencies: boolean
  /** Keywords of the intermediate form that this dialect does not know. */
  readonly unknown: ReadonlySet<string>
}

const NEWER_THAN_DRAFT_4 = (
  'const contains minContains maxContains propertyNames if then else dependentRequired dependentSchemas prefixItems ' +
  'unevaluatedItems unevaluatedProperties examples $anchor $dynamicAnchor $dynamicRef $recursiveAnchor $recursiveRef'
).split(' ')
const DYNAMIC_2020 = ['$dynamicAnchor', '$dynamicRef']
const RECURSIVE_2019 = ['$recursiveAnchor', '$recursiveRef']

export const DIALECTS: { readonly [dialect in Dialect]: DialectRules } = {
  'openapi-3.0': {
    refAlone: true,
    openApi: true,
    booleanExclusive: true,
    arrayItems: true,
    dependencies: true,
    unknown: new Set(['$anchor', ...DYNAMIC_2020, ...RECURSIVE_2019])
  },
  'openapi-3.1': {
    id: '$id',
    refAlone: false,
    openApi: true,
    booleanExclusive: true,
    arrayItems: true,
    dependencies: false,
    unknown: new Set(RECURSIVE_2019)
  },
  'draft-4': {
    id: 'id',
    refAlone: true,
    openApi: false,
    booleanExclusive: true,
    arrayItems: true,
    dependencies: true,
    unknown: new Set(NEWER_THAN_DRAFT_4)
  },
  '2019-09': {
    id: '$id',
    refAlone: false,
    openApi: false,
    booleanExclusive: false,
    arrayItems: true,
    dependencies: true,
    unknown: new Set(['prefixItems', ...DYNAMIC_2020])
  },
  '2020-12': {
    id: '$id',
    refAlone: false,
    openApi: false,
    booleanExclusive: false,
    arrayItems: false,
    dependencies: false,
    unknown: new Set(RECURSIVE_2019)
  }
}
