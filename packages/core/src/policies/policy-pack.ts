// A policy pack: data that says what clients may do, and on what terms. `schemas/policy.schema.json` publishes the form.
import type { FaultSpec } from '../release/simulation/fault-spec.js'
import type { Span } from '../release/simulation/written-values.js'

/** What a rule can do. */
export const policyEffects = [
  'allow',
  'deny',
  'requireScope',
  'rateLimit',
  'redact',
  'fault',
  'readOnly'
] as const

/** One of `policyEffects`. */
export type PolicyEffect = (typeof policyEffects)[number]

/** One text, or several of which any will do. */
export type OneOrMore = string | readonly string[]

/** Which requests a rule is about: all that is said must hold, of a list any one; without any it is about every request. */
export interface PolicyMatch {
  /** Operation keys (`GET /pets/{petId}`) or operationIds. */
  readonly operation?: OneOrMore
  /** What the operation does: `list`, `read`, `create`, `update`, `replace`, `delete`, `action` or `none`. */
  readonly classification?: OneOrMore
  /** Resources, as `sdb inspect` names them. */
  readonly resource?: OneOrMore
  /** Tags of operations. */
  readonly tag?: OneOrMore
  /** The path as it is called, below the base path of the API: `*` and `{name}` stand for one segment or a part of one, `**` for any number of them. */
  readonly path?: OneOrMore
  /** HTTP methods. */
  readonly method?: OneOrMore
  /** Ids or labels of clients. */
  readonly client?: OneOrMore
  /** Scopes that the credentials of the request carry. */
  readonly scope?: OneOrMore
  /** A CEL expression with its `=` over `request`, `client`, `operation` and `clock`. */
  readonly when?: string
}

/** A rule: a name, what it is about, and exactly one effect. */
export interface PolicyRule {
  /** Unique in its pack. */
  readonly name: string
  readonly description?: string
  readonly match?: PolicyMatch
  /** Lets the request pass, where the default of the pack is to deny. */
  readonly allow?: true
  /** Refuses it. `status` is 403 unless said otherwise; `reason` is what the client is told. */
  readonly deny?: true | { readonly status?: number; readonly reason?: string }
  /** Refuses it unless its credentials carry these scopes, all of them. */
  readonly requireScope?: OneOrMore
  /** Refuses what is more than `limit` requests within a window, which stands on the sandbox's clock. */
  readonly rateLimit?: {
    readonly limit: number
    readonly window: Span
    /** Whose requests are counted together. @default 'client' */
    readonly per?: 'client' | 'everyone' | 'operation'
  }
  /** Takes these members out of JSON answers: JSON Pointers, in which `*` stands for any member or item, `**` for any number of them. */
  readonly redact?: OneOrMore
  /** What goes wrong: a fault of the simulation pack by its name, or one that is described here. */
  readonly fault?: string | FaultSpec
  /** Refuses what does more than read. */
  readonly readOnly?: true
}

/** A policy pack. */
export interface PolicyPack {
  readonly $schema?: string
  readonly format?: 'sandbed-policy'
  readonly version?: 1
  /** Attaching a pack takes the place of the one of the same name. */
  readonly name: string
  readonly description?: string
  /** What becomes of requests that no `allow` and no refusing rule of this pack is about. @default 'deny' where the pack has `allow` rules, else 'allow' */
  readonly default?: 'allow' | 'deny'
  readonly rules: readonly PolicyRule[]
}

/** What the default of a pack is called where rules are named. */
export const defaultRule = 'default'

/** What becomes of a request that no rule of a pack speaks about: a pack that allows something is a list of what may be done. */
export function defaultOf({ default: said, rules }: Pick<PolicyPack, 'default' | 'rules'>): 'allow' | 'deny' {
  return said ?? (rules.some(({ allow }) => allow) ? 'deny' : 'allow')
}
