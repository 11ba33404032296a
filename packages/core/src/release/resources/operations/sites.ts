// Every operation where it stands: its path as tokens, and what its bodies hold. The raw material of classification.
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { bodySchema } from '../../schema-of-media.js'
import { entityPlace, type EntityPlace } from './entity-place.js'
import { successBody, type Evidence } from '../evidence.js'
import { findItems } from '../lists/find-items.js'
import { nounOf, pathShape, shapeKey, type PathShape, type PathToken, type PathVerb } from './path-shape.js'

/** An operation in its place. */
export interface Site {
  readonly key: string
  readonly method: string
  readonly operation: Operation
  readonly tokens: readonly PathToken[]
  readonly verb?: PathVerb
  /** The tokens as a text: sites of one node share it. */
  readonly node: string
  /** The last literal: what the path is about. */
  readonly noun: string
  /** The declared success status whose body was read. */
  readonly status: string | undefined
  readonly success: Schema | undefined
  /** The list in the success body, where it holds one. */
  readonly items: ReturnType<typeof findItems>
  /** The one thing in the success body, where it is an object that is no list. */
  readonly entity: EntityPlace | undefined
  readonly request: Schema | undefined
}

/** Where one kind of thing is kept: the path before a parameter, or a path that is used like one. */
export interface Node {
  readonly key: string
  readonly tokens: readonly PathToken[]
  readonly sites: readonly Site[]
}

/** Places every operation. */
export function findSites(evidence: Evidence): readonly Site[] {
  const { operations } = evidence.source.index
  const leading = new Set<string>()
  for (const { path } of operations)
    for (let at = path.indexOf('/{'); at >= 0; at = path.indexOf('/{', at + 1)) leading.add(path.slice(0, at))
  const versioned = rootsOfManyVersions(operations)
  return operations.map(({ key, path }) => {
    const operation = evidence.source.operation(key)
    const site = siteOf(evidence, operation, listWordIn(operation, leading), leading.has(path))
    return versioned.has(rootOf(path)) ? site : withoutVersion(site)
  })
}

/**
 * The word behind a collection that asks for all of it: `all` of `GET /things/all` beside `/things/{id}`, though `/things/all/{kind}` goes on
 * from there.
 */
function listWordIn({ method, path }: Operation, leading: ReadonlySet<string>): string | undefined {
  const cut = path.lastIndexOf('/')
  const word = path.slice(cut + 1)
  return method === 'GET' && /^(?:all|list|index)$/i.test(word) && leading.has(path.slice(0, cut))
    ? word
    : undefined
}

const version = /^v\d+(?:[._-]\d+)*$/i

function rootOf(path: string): string {
  return path.split('/').find((segment) => segment !== '' && !version.test(segment)) ?? ''
}

/** The first nouns of paths that an API has in two versions: there the version tells things apart; elsewhere it says when an operation was last changed. */
function rootsOfManyVersions(
  operations: readonly { readonly method: string; readonly path: string }[]
): ReadonlySet<string> {
  const seen = new Set<string>()
  const roots = new Set<string>()
  for (const { method, path } of operations) {
    const bare = `${method} ${path
      .split('/')
      .filter((segment) => !version.test(segment))
      .join('/')
      .replaceAll(/\{[^}]*\}/g, '{}')}`
    if (seen.has(bare)) roots.add(rootOf(path))
    seen.add(bare)
  }
  return roots
}

function withoutVersion(site: Site): Site {
  const tokens = site.tokens.filter((token) => token.kind === 'parameter' || !version.test(token.text))
  return tokens.length === site.tokens.length ? site : { ...site, tokens, node: shapeKey(tokens) }
}

function siteOf(
  { source }: Evidence,
  operation: Operation,
  listWord: string | undefined,
  leadsOn: boolean
): Site {
  const { tokens, verb } =
    listWord === undefined ? pathShape(operation.path, leadsOn) : listShape(operation.path, listWord)
  const noun = verb?.noun !== undefined && verb.noun !== '' ? verb.noun : nounOf(tokens)
  const body = successBody(operation)
  const success = body?.schema
  const items = success === undefined ? undefined : listIn(source, success, noun, leadsOn)
  const isObject =
    success !== undefined && (membersOf(source, success).size > 0 || typesOf(source, success).has('object'))
  return {
    key: operation.key,
    method: operation.method,
    operation,
    tokens,
    ...(verb ? { verb } : {}),
    node: shapeKey(tokens),
    noun,
    status: body?.status,
    success,
    items,
    entity:
      success !== undefined && isObject && !items
        ? entityPlace(source, success, noun, 'response')
        : undefined,
    request: bodySchema(operation.requestBody?.content)
  }
}

function listShape(path: string, word: string): PathShape {
  const { tokens } = pathShape(path.slice(0, -word.length - 1), true)
  return { tokens, verb: { word, kind: 'list', noun: '', custom: false } }
}

/** The list in a body. At a path that a parameter may follow, one array of things is the list whatever it is called. */
function listIn(
  source: Evidence['source'],
  success: Schema,
  noun: string,
  leadsOn: boolean
): ReturnType<typeof findItems> {
  return findItems(source, success, noun) ?? (leadsOn ? findItems(source, success) : undefined)
}

/** Gathers sites by node. */
export function nodesOf(sites: readonly Site[]): ReadonlyMap<string, Node> {
  const nodes = new Map<string, { key: string; tokens: readonly PathToken[]; sites: Site[] }>()
  for (const site of sites) {
    const node = nodes.get(site.node) ?? { key: site.node, tokens: site.tokens, sites: [] }
    node.sites.push(site)
    nodes.set(site.node, node)
  }
  return nodes
}

/** The parameter a path ends with. */
export function lastParameter(tokens: readonly PathToken[]): string | undefined {
  const last = tokens.at(-1)
  return last?.kind === 'parameter' ? last.name : undefined
}

/** Whether an operation declares a status. */
export function declares(site: Site, status: string): boolean {
  return Object.hasOwn(site.operation.responses, status)
}
