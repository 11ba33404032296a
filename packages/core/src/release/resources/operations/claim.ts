// What classification gives for one operation, and what it looks at besides it.
import { inferred, type Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { Classification, KeyPlace } from '../model.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { lastParameter, type Node, type Site } from './sites.js'

/** What one operation claims to do. */
export interface Claim {
  readonly site: Site
  readonly does: Inferred<Classification>
  /** The node that keeps the things it is about; absent for `none`. */
  readonly container?: string
  readonly tokens?: readonly PathToken[]
  readonly singleton?: true
  readonly key?: Inferred<KeyPlace>
  /** Which one a read without a key shows. */
  readonly picks?: Inferred<'newest'>
  /** Its key is another name of the thing than the one under which the collection keeps it. */
  readonly byOtherName?: true
  /** The word of an action. */
  readonly word?: string
  /** A create whose request only names things that exist. */
  readonly names?: true
}

/** What classification looks at besides the site itself. */
export interface Surroundings {
  readonly evidence: Evidence
  readonly nodes: ReadonlyMap<string, Node>
  readonly containers: ReadonlyMap<string, readonly PathToken[]>
  /** Components that reads of one thing answer with -> the nouns of their paths. */
  readonly readable: ReadonlyMap<string, ReadonlySet<string>>
}

/** Makes a claim about the node that the operation stands at, unless `more` says another. */
export function claim(
  site: Site,
  does: Classification,
  confidence: number,
  reason: string,
  more: Partial<Claim> = {}
): Claim {
  return {
    site,
    does: inferred(does, confidence, reason),
    container: site.node,
    tokens: site.tokens,
    ...more
  }
}

/** About no resource. */
export function none(site: Site, reason: string): Claim {
  return { site, does: inferred('none', 0.6, reason) }
}

/** The node that keeps what a path with a last parameter names, and that parameter. */
export function keyed(site: Site): Pick<Claim, 'container' | 'tokens' | 'key'> {
  const tokens = site.tokens.slice(0, -1)
  const name = lastParameter(site.tokens)!
  return {
    container: shapeKey(tokens),
    tokens,
    key: inferred({ in: 'path', name }, 0.95, `the path ends with {${name}}`)
  }
}
